"""Forms of a stay and its lifting: what they rest on, and whether they concern the request or one item or person."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents import costs
from mla.models import Request
from mla.vocabulary import STAY_GROUNDS
from workflows.forms import choices, milestones
from workflows.forms.acts import ActForm, Group, reasons_field

_ITEM, _PERSON = "item:", "person:"


class StayForm(milestones.StayForm):
    """What pauses clocks without a state, on which ground; each rule says on which grounds it pauses."""

    def build(self) -> None:
        super().build()
        self.fields["concerns"] = _concerns(self.request)
        self.order_fields(["ground", "concerns", "reasons"])
        if not self.request.is_outgoing:
            self.fields["estimate"] = reasons_field(_("Estimate of the costs"), required=False)
            self.fields["proposal"] = reasons_field(
                _("Proposal who bears them"), required=False,
                help_text=_("Printed in the letter that consults on costs."),
            )

    def facts(self) -> dict[str, Any]:
        told = super().facts() | _named(self.cleaned_data.get("concerns", ""))
        return told | {name: self.cleaned_data[name] for name in self._costs() if self.cleaned_data.get(name)}

    def clean(self) -> dict[str, Any]:
        """Costs on which the other side is consulted are estimated, with a proposal."""
        for name in self._costs():
            if not self.cleaned_data.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        return super().clean()

    def groups(self) -> list[Group]:
        asked = [self[name] for name in ("estimate", "proposal") if name in self.fields]
        found = [Group(fields=self.rest([bound.name for bound in asked]))]
        return [*found, Group(more=asked, more_label=_("If the ground is extraordinary costs"))] if asked else found

    def _costs(self) -> tuple[str, ...]:
        """What is told of extraordinary costs, where they are the ground."""
        is_asked = "estimate" in self.fields and self.cleaned_data.get("ground") == costs.GROUND
        return ("estimate", "proposal") if is_asked else ()


class LiftForm(ActForm):
    """What ends a stay: every one, or those on one ground."""

    word = "lift"
    asks_moment = True

    def build(self) -> None:
        self.fields["ground"] = forms.ChoiceField(
            label=_("Ground"), required=False, widget=forms.Select,
            choices=[("", _("every stay")), *STAY_GROUNDS, *choices.grounds(self.request, "postponement")],
            help_text=_("Only stays on this ground are lifted."),
        )
        self.fields["concerns"] = _concerns(self.request)

    def facts(self) -> dict[str, Any]:
        ground = self.cleaned_data.get("ground", "")
        return ({"ground": ground} if ground else {}) | _named(self.cleaned_data.get("concerns", ""))


def _concerns(request: Request) -> forms.ChoiceField:
    items = [(f"{_ITEM}{number}", name) for number, name in choices.items(request)]
    persons = [(f"{_PERSON}{one.pk}", str(one)) for one in request.persons.order_by("pk")]
    return forms.ChoiceField(
        label=_("Concerns"), required=False, choices=[("", _("the whole request")), *items, *persons],
        widget=forms.Select, help_text=_("The clocks of one item or one person, or all of the request."),
    )


def _named(concerns: str) -> dict[str, int]:
    """The item by its number, or the person, as an act names it."""
    sort, _colon, number = concerns.partition(":")
    return {sort: int(number)} if number else {}
