"""Forms from execution to the end of the file, and of its early ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import certificates
from mla.models import AssistanceItem
from mla.vocabulary import Outcome
from workflows.forms.acts import ActForm, Group, day_field, iso, reasons_field
from workflows.forms.certificates import CertificatesForm

_OUTCOMES = [(one.value, one.label) for one in (Outcome.FULL, Outcome.PARTIAL, Outcome.NEGATIVE, Outcome.REFUSED)]
DISPOSALS = [("return", gettext_lazy("returned to us")), ("destroy", gettext_lazy("destroyed"))]


class ReportForm(CertificatesForm):
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
        self.add_certificates(self.items)
        if self.is_theirs:
            self.fields["foreign_reference"] = forms.CharField(
                label=_("Their reference"), max_length=80, required=False, initial=self.request.foreign_reference
            )

    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"outcomes": {str(item.seq): self._given(item.seq) for item in self.items}}
        if told := self.certificate_facts():
            facts["certificates"] = told
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
        found += self.certificate_groups()
        shown = [bound.name for group in found for bound in (*group.fields, *group.more)]
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
    costs = reasons_field(
        gettext_lazy("Costs claimed"), required=False, help_text=gettext_lazy("Printed in the letter. Empty: none.")
    )

    def facts(self) -> dict[str, Any]:
        return {
            "use_limits": self.cleaned_data.get("use_limits", ""),
            "return_by": iso(self.cleaned_data.get("return_by")),
            "costs": self.cleaned_data.get("costs", ""),
        }

    def clean(self) -> dict[str, Any]:
        """Our response goes with whole certificates; what they lack is completed first, by an act of its own."""
        cleaned = super().clean()
        if not self.request.is_outgoing:
            told = certificates.told(self.request)
            for sentence in certificates.lacking(self.request, self.request.items.all(), told):
                self.add_error(None, sentence)
        return cleaned


class CloseForm(ActForm):
    """What became of originals and conditions, and what was learnt."""

    word = "close"
    originals = reasons_field(
        gettext_lazy("Originals"), help_text=gettext_lazy("Returned when and how, or that there were none.")
    )
    conditions = reasons_field(gettext_lazy("Conditions"), help_text=gettext_lazy("Kept how, or that there were none."))
    retention = reasons_field(
        gettext_lazy("Keeping of the file"),
        help_text=gettext_lazy("Until when, or under which law. Printed in the letter."),
    )
    feedback = reasons_field(gettext_lazy("Feedback to the other side"), required=False)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in ("originals", "conditions", "retention", "feedback")}


class ReasonsForm(ActForm):
    """Reasons and nothing else: reopen, withdraw."""

    guarded = "reasons"
    reasons = reasons_field()

    def facts(self) -> dict[str, Any]:
        return {"reasons": self.cleaned_data.get("reasons", "")}


class WithdrawForm(ReasonsForm):
    """Why the request is withdrawn; one that was sent says what becomes of its papers."""

    def build(self) -> None:
        if self.request.is_outgoing and self.request.sent_at:
            self.fields["disposal"] = forms.ChoiceField(
                label=_("The request and its annexes are to be"), choices=DISPOSALS, initial="return",
                widget=forms.RadioSelect,
            )

    def facts(self) -> dict[str, Any]:
        asked = {"disposal": self.cleaned_data.get("disposal", "")} if "disposal" in self.fields else {}
        return super().facts() | asked


class LapseForm(ActForm):
    """Nothing to say: only an expired clock whose rule says so permits it."""

    word = "lapse"
