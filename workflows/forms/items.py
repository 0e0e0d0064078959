"""Forms of the milestones of one item or one authority: grant of the other side, conclude, split, forward, redirect."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.vocabulary import Disposition, Outcome
from workflows.forms import choices
from workflows.forms.acts import ActForm, Group, day_field, iso, reasons_field
from workflows.forms.certificates import CertificatesForm

_OUTCOMES = [(one.value, one.label) for one in (Outcome.FULL, Outcome.PARTIAL, Outcome.NEGATIVE, Outcome.REFUSED)]


class GrantedForm(ActForm):
    """The other side has granted; execution is expected by a day, if they said so."""

    word = "grant"
    expected_on = day_field(gettext_lazy("Execution expected by"))

    def facts(self) -> dict[str, Any]:
        return {"expected_on": iso(self.cleaned_data.get("expected_on"))}


class ConcludeForm(CertificatesForm):
    """What became of one item."""

    word = "conclude"
    asks_moment = True
    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=_OUTCOMES, widget=forms.RadioSelect)
    steps = reasons_field(
        gettext_lazy("Steps taken"), required=False, help_text=gettext_lazy("Needed where there is no full result.")
    )

    def build(self) -> None:
        open_items = [one for one in self.request.items.all() if one.is_granted and not one.outcome]
        self.fields["item"] = forms.TypedChoiceField(
            label=_("Item"), choices=[(one.seq, str(one)) for one in open_items], coerce=int, widget=forms.RadioSelect
        )
        self.add_certificates(open_items)
        self.order_fields(["item", "outcome", "steps"])

    def facts(self) -> dict[str, Any]:
        facts = {name: self.cleaned_data.get(name) for name in ("item", "outcome", "steps")}
        seq = str(facts["item"])
        told = self.certificate_facts()
        return facts | ({"certificates": {seq: told[seq]}} if seq in told else {})

    def groups(self) -> list[Group]:
        told = list(self.certificate_groups())
        shown = ["item", "outcome", "steps"]
        rest = self.rest([*shown, *(bound.name for group in told for bound in group.more)])
        return [Group(fields=[self[name] for name in shown]), *told, Group(fields=rest)]

    def clean(self) -> dict[str, Any]:
        """Without a full result the steps taken are told."""
        cleaned = super().clean()
        if cleaned.get("outcome") not in (None, "", Outcome.FULL) and not cleaned.get("steps"):
            self.add_error("steps", _("An item without a full result needs the steps taken."))
        return cleaned


class SplitForm(ActForm):
    """A postponed item goes on as a linked request of its own."""

    word = "split"

    def build(self) -> None:
        postponed = [
            (one.seq, str(one)) for one in self.request.items.all() if one.disposition == Disposition.POSTPONED
        ]
        self.fields["item"] = forms.TypedChoiceField(
            label=_("Postponed item"), choices=postponed, coerce=int, widget=forms.RadioSelect
        )

    def facts(self) -> dict[str, Any]:
        return {"item": self.cleaned_data.get("item")}


class ForwardForm(ActForm):
    """To another authority of ours: one leg ends, the next begins."""

    word = "forward"
    asks_moment = True
    is_return = forms.BooleanField(label=gettext_lazy("It is on its way back"), required=False)

    def build(self) -> None:
        self.fields["authority"] = forms.TypedChoiceField(
            label=_("Authority"), choices=choices.executing_authorities(self.request), coerce=int, empty_value=None
        )
        self.order_fields(["authority", "is_return"])

    def facts(self) -> dict[str, Any]:
        return {"authority": self.cleaned_data.get("authority"), "is_return": bool(self.cleaned_data.get("is_return"))}


class RedirectForm(ActForm):
    """To an authority that is not ours to command; then the request is sent back."""

    word = "redirect"
    reasons = reasons_field(help_text=gettext_lazy("Printed in the letter."))

    def build(self) -> None:
        self.fields["authority"] = forms.TypedChoiceField(
            label=_("Authority"), choices=choices.foreign_authorities, coerce=int, empty_value=None
        )
        self.order_fields(["authority", "reasons"])

    def facts(self) -> dict[str, Any]:
        return {"authority": self.cleaned_data.get("authority"), "reasons": self.cleaned_data.get("reasons", "")}
