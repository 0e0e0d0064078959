"""What is said of a formal request beside the common acts: served, seized, enforced, given back, no longer needed."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import recall, seizing
from mla.forms.hearing import MANNERS
from mla.forms.telling import line, prose
from mla.forms.things import ThingsField
from mla.guards import given
from mla.lifecycle import ours, theirs
from mla.milestones import ASKED, ASKING, KindAct
from mla.vocabulary import AssistanceType, Role, State

if TYPE_CHECKING:
    from mla.models import Request

Facts = dict[str, Any]
AFTERWARDS = frozenset({State.RESPONSE, State.RESPONDED, State.CLOSED})
TRAVELLING = frozenset({AssistanceType.APPEAR, AssistanceType.TESTIMONY, AssistanceType.TRANSFER_CUSTODY})


def _serving(request: "Request") -> dict[str, forms.Field]:
    return {
        "document": line(_("What was served"), length=300, help_text=_("The document or the order, with its date.")),
        "recipient": line(_("Served on"), help_text=_(
            "The person, or the provider to whom an order is addressed."
        )),
        "manner": forms.ChoiceField(label=_("Manner of service"), choices=MANNERS, widget=forms.RadioSelect),
        "place": line(_("Place"), length=300),
        "server": line(_("Served by"), help_text=_("Name and office.")),
    }


def _enforcing(request: "Request") -> dict[str, forms.Field]:
    return {
        "order": line(_("Order"), length=300, help_text=_("Of whom, with day and number.")),
        "handed_to": line(_("Handed over to"), help_text=_("The authority that is to enforce it.")),
        "reasons": prose(_("Why it must be enforced"), _("What the addressee failed to do.")),
    }


def _reclaiming(request: "Request") -> dict[str, forms.Field]:
    return {
        "things": prose(_("Things to be returned"), _("One per line, with the letter they came with.")),
        "wanted_by": forms.DateField(label=_("Wanted back by"), required=False),
        "return_to": line(_("Return to"), required=False, length=300, help_text=_("The authority and its address.")),
    }


def _giving_back(request: "Request") -> dict[str, forms.Field]:
    return {
        "returned": ThingsField(label=_("Things returned")),
        **seizing.money(),
        "receipt": line(_("Receipt"), required=False, help_text=_("Who took them, and on which day.")),
    }


def _given_back(request: "Request", facts: Facts) -> list[str]:
    return given("returned")(request, facts) + seizing.halved(facts)


def _releasing(request: "Request") -> dict[str, forms.Field]:
    return {
        "told_by": line(_("Told to the person by"), _("Name and office, and how the person acknowledged it.")),
        "reasons": prose(_("Reasons")),
    }


def _of_travellers(*names: str) -> Any:
    """A guard for persons who came to give evidence: the request asks for them."""

    def guard(request: "Request", facts: Facts) -> list[str]:
        missing = given("person", *names)(request, facts)
        if not any(one.type in TRAVELLING for one in request.items.all()):
            missing.append(_("The request asks nobody to come: it has no item of appearance, testimony or transfer."))
        return missing

    return guard


def _departing(request: "Request") -> dict[str, forms.Field]:
    return {"way": line(_("By which way"), required=False)}


ACTS = (
    recall.WIRE,
    KindAct("serve", frozenset({State.EXECUTION}), ASKED,
            guard=given("document", "recipient", "manner", "place", "server"), label=gettext_lazy("Record the service"),
            done=gettext_lazy("Served"), fields=_serving),
    seizing.PROPERTY,
    KindAct("enforce", frozenset({State.EXECUTION}), ASKING, guard=given("order", "handed_to", "reasons"),
            label=gettext_lazy("Hand an order over for enforcement"),
            done=gettext_lazy("Order handed over for enforcement"), fields=_enforcing),
    KindAct("discharge", frozenset({State.EXECUTION, State.RESPONSE, State.RESPONDED}), ASKING, about="person",
            guard=_of_travellers("told_by", "reasons"), label=gettext_lazy("Declare no longer needed"),
            done=gettext_lazy("No longer needed"), fields=_releasing,
            help=gettext_lazy("The person is told officially that his or her presence is no longer required; the safe "
                              "conduct then runs out.")),
    KindAct("depart", frozenset({State.EXECUTION, State.RESPONSE, State.RESPONDED}), ASKING, about="person",
            guard=_of_travellers(), label=gettext_lazy("Record the departure"), done=gettext_lazy("Departed"),
            fields=_departing),
    KindAct("reclaim", AFTERWARDS, {"out": theirs(Role.LIAISON), "in": ours(Role.REGISTRAR)}, guard=given("things"),
            label=gettext_lazy("Ask for the return of things"), done=gettext_lazy("Return of things asked for"),
            fields=_reclaiming),
    KindAct("give_back", AFTERWARDS, ASKING, guard=_given_back, label=gettext_lazy("Give things back"),
            done=gettext_lazy("Things given back"), fields=_giving_back),
)
