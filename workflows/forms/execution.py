"""Forms from transmission to the end of the file, and of its early ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.models import AssistanceItem
from mla.vocabulary import Channel, Outcome
from workflows.forms import choices
from workflows.forms.acts import ActForm, Group, day_field, iso, reasons_field

_OUTCOMES = [(one.value, one.label) for one in (Outcome.FULL, Outcome.PARTIAL, Outcome.NEGATIVE, Outcome.REFUSED)]
_CHANNELS = [("", ""), *Channel.choices]


class TransmitForm(ActForm):
    """By which channel, and an incoming request to which executing authority."""

    word = "transmit"
    asks_moment = True

    def build(self) -> None:
        self.fields["channel"] = forms.ChoiceField(
            label=_("Channel"), choices=_CHANNELS, initial=self.request.channel or Channel.CA_DIRECT
        )
        if not self.request.is_outgoing:
            self.fields["authority"] = forms.TypedChoiceField(
                label=_("Executing authority"),
                choices=choices.executing_authorities,
                coerce=int,
                empty_value=None,
            )

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("channel", "authority") if name in self.fields}


class ReportForm(ActForm):
    """The outcome of every granted item that has none yet."""

    word = "report"
    asks_moment = True

    def build(self) -> None:
        self.items: list[AssistanceItem] = [
            one for one in self.request.items.all() if one.is_granted and not one.outcome
        ]
        for item in self.items:
            n = {"n": item.seq}
            self.fields[f"outcome_{item.seq}"] = forms.ChoiceField(
                label=_("Outcome of item %(n)d") % n, choices=_OUTCOMES, widget=forms.RadioSelect
            )
            self.fields[f"steps_{item.seq}"] = reasons_field(
                _("Steps taken for item %(n)d") % n,
                required=False,
                help_text=_("Needed where there is no full result."),
            )
        if self.is_theirs:
            self.fields["foreign_reference"] = forms.CharField(
                label=_("Their reference"), max_length=80, required=False, initial=self.request.foreign_reference
            )

    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"outcomes": {str(item.seq): self._given(item.seq) for item in self.items}}
        if "foreign_reference" in self.fields:
            facts["foreign_reference"] = self.cleaned_data.get("foreign_reference", "")
        return facts

    def clean(self) -> dict[str, Any]:
        """Without a full result the steps taken are told."""
        for item in self.items:
            given = self._given(item.seq)
            if given["outcome"] not in ("", Outcome.FULL) and not given["steps"]:
                sentence = _("Item %(n)d without a full result needs the steps taken.") % {"n": item.seq}
                self.add_error(f"steps_{item.seq}", sentence)
        return super().clean()

    def groups(self) -> list[Group]:
        found = [Group(str(item), [self[f"outcome_{item.seq}"], self[f"steps_{item.seq}"]]) for item in self.items]
        shown = [bound.name for group in found for bound in group.fields]
        return [*found, Group(fields=self.rest(shown))]

    def _given(self, seq: int) -> dict[str, str]:
        cleaned = self.cleaned_data
        return {"outcome": cleaned.get(f"outcome_{seq}", ""), "steps": (cleaned.get(f"steps_{seq}") or "").strip()}


class RespondForm(ActForm):
    """What the results may be used for, and what must come back."""

    word = "respond"
    asks_moment = True
    use_limits = reasons_field(
        gettext_lazy("Limits of use"), required=False, help_text=gettext_lazy("Printed in the letter.")
    )
    return_by = day_field(gettext_lazy("Originals to be returned by"))

    def facts(self) -> dict[str, Any]:
        return {
            "use_limits": self.cleaned_data.get("use_limits", ""),
            "return_by": iso(self.cleaned_data.get("return_by")),
        }


class CloseForm(ActForm):
    """What became of originals and conditions, and what was learnt."""

    word = "close"
    originals = reasons_field(
        gettext_lazy("Originals"), help_text=gettext_lazy("Returned when and how, or that there were none.")
    )
    conditions = reasons_field(gettext_lazy("Conditions"), help_text=gettext_lazy("Kept how, or that there were none."))
    feedback = reasons_field(gettext_lazy("Feedback to the other side"), required=False)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in ("originals", "conditions", "feedback")}


class ReasonsForm(ActForm):
    """Reasons and nothing else: reopen, withdraw."""

    guarded = "reasons"
    reasons = reasons_field()

    def facts(self) -> dict[str, Any]:
        return {"reasons": self.cleaned_data.get("reasons", "")}


class LapseForm(ActForm):
    """Nothing to say: only an expired clock whose rule says so permits it."""

    word = "lapse"
