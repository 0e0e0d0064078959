"""Whether information helped: the act by which its receiver says so, shared by the kinds that provide it unasked."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.guards import given
from mla.lifecycle import ours, theirs
from mla.milestones import KindAct
from mla.vocabulary import Role, State

if TYPE_CHECKING:
    from mla.models import Request

USEFULNESS = [
    (5, _("5: decisive")), (4, _("4: very useful")), (3, _("3: useful")), (2, _("2: of little use")),
    (1, _("1: of no use")),
]
QUALITY = [
    ("late", _("it came too late")), ("vague", _("it was too vague to act on")), ("known", _("it was known already")),
    ("wrong", _("some of it was wrong")), ("format", _("it could not be read or processed")),
]


def _asked(request: "Request") -> dict[str, forms.Field]:
    count: dict[str, Any] = {"required": False, "min_value": 0, "max_value": 100000}
    return {
        "usefulness": forms.TypedChoiceField(label=_("Usefulness"), choices=USEFULNESS, coerce=int,
                                             widget=forms.RadioSelect),
        "used": forms.BooleanField(label=_("It was used in a case"), required=False),
        "acted": forms.BooleanField(label=_("It was acted upon"), required=False,
                                    help_text=_("A measure was taken: a warning, a block, a control, a search.")),
        "result": forms.CharField(label=_("Result"), widget=forms.Textarea, help_text=_(
            "What was done with it and what came of it, as far as it may be told. Printed in the letter."
        )),
        "quality": forms.MultipleChoiceField(label=_("Shortcomings"), choices=QUALITY, required=False,
                                             widget=forms.CheckboxSelectMultiple),
        "parcels": forms.IntegerField(label=_("Parcels identified"), **count),
        "networks": forms.IntegerField(label=_("Networks identified"), **count),
        "cases": forms.IntegerField(label=_("Cases opened"), **count),
    }


FEEDBACK = KindAct(
    "feedback", frozenset({State.EXECUTION, State.RESPONSE, State.RESPONDED}),
    {"out": theirs(Role.LIAISON), "in": ours(Role.EXECUTING_OFFICER, Role.LIAISON)},
    guard=given("usefulness", "result"), label=_("Give feedback"), done=_("Feedback given"), fields=_asked,
    help=_("Information is exchanged better when its sender learns what became of it."),
)
"""The receiver's feedback (outcomes of the Dialogue of December 2016: to exchange feedback on use)."""
