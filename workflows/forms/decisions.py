"""Forms of deciding: grant with a disposition for each item, refuse, postpone, resume."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.models import AssistanceItem
from mla.vocabulary import Disposition
from workflows.forms import choices
from workflows.forms.acts import ActForm, Group, day_field, iso, reasons_field

_DECIDED = [(one.value, one.label) for one in Disposition if one != Disposition.PENDING]


class GrantForm(ActForm):
    """A decision on each item; a refusal with grounds and reasons, a postponement with its date."""

    word = "grant"

    def build(self) -> None:
        self.items: list[AssistanceItem] = list(self.request.items.all())
        grounds = choices.grounds(self.request, "refusal")
        for item in self.items:
            n = {"n": item.seq}
            self.fields[f"disposition_{item.seq}"] = forms.ChoiceField(
                label=_("Decision on item %(n)d") % n,
                choices=_DECIDED,
                widget=forms.RadioSelect,
                initial=None if item.disposition == Disposition.PENDING else item.disposition,
            )
            self.fields[f"grounds_{item.seq}"] = forms.MultipleChoiceField(
                label=_("Grounds for refusing item %(n)d") % n,
                required=False,
                choices=grounds,
                widget=forms.CheckboxSelectMultiple,
                initial=item.grounds,
            )
            self.fields[f"reasons_{item.seq}"] = reasons_field(_("Reasons, item %(n)d") % n, required=False)
            self.fields[f"reasons_{item.seq}"].initial = item.reasons
            self.fields[f"review_on_{item.seq}"] = day_field(_("Review date, item %(n)d") % n)
            self.fields[f"review_on_{item.seq}"].initial = item.review_on
        if not self.request.is_outgoing:
            self.fields["authority"] = forms.TypedChoiceField(
                label=_("Executing authority"), coerce=int, empty_value=None,
                choices=choices.executing_authorities(self.request),
                help_text=_("To which the items granted are to be passed. Printed in the letter."),
            )
            self.fields["expected_on"] = day_field(
                _("Execution expected by"), help_text=_("Printed in the letter. Empty: the end of our nearest period."),
            )

    def facts(self) -> dict[str, Any]:
        told: dict[str, Any] = {"dispositions": {str(item.seq): self._given(item.seq) for item in self.items}}
        if "authority" in self.fields:
            told["authority"] = self.cleaned_data.get("authority")
            told["expected_on"] = iso(self.cleaned_data.get("expected_on"))
        return told

    def clean(self) -> dict[str, Any]:
        """A decision that lacks what its rule asks for names the field."""
        for item in self.items:
            given = self._given(item.seq)
            if given["disposition"] == Disposition.REFUSED:
                self._need(
                    f"grounds_{item.seq}",
                    given["grounds"],
                    _("A refusal names at least one ground (item %(n)d)."),
                    item,
                )
                self._need(f"reasons_{item.seq}", given["reasons"], _("A refusal needs reasons (item %(n)d)."), item)
            if given["disposition"] == Disposition.POSTPONED:
                rule = _("A postponement needs a review date (item %(n)d).")
                self._need(f"review_on_{item.seq}", given["review_on"], rule, item)
        return super().clean()

    def groups(self) -> list[Group]:
        found = [
            Group(
                str(item),
                [self[f"disposition_{item.seq}"]],
                [self[f"{name}_{item.seq}"] for name in ("grounds", "reasons", "review_on")],
                _("Grounds, reasons and review date"),
            )
            for item in self.items
        ]
        shown = [bound.name for group in found for bound in (*group.fields, *group.more)]
        return [*found, Group(fields=self.rest(shown))]

    def _need(self, name: str, value: Any, sentence: str, item: AssistanceItem) -> None:
        if not value and name not in self.errors:
            self.add_error(name, sentence % {"n": item.seq})

    def _given(self, seq: int) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "disposition": cleaned.get(f"disposition_{seq}", ""),
            "grounds": cleaned.get(f"grounds_{seq}", []),
            "reasons": (cleaned.get(f"reasons_{seq}") or "").strip(),
            "review_on": iso(cleaned.get(f"review_on_{seq}")),
        }


class RefuseForm(ActForm):
    """The whole request: grounds and reasons."""

    word = "refuse"
    reasons = reasons_field(help_text=gettext_lazy("Printed in the letter."))

    def build(self) -> None:
        self.fields["grounds"] = forms.MultipleChoiceField(
            label=_("Grounds"),
            choices=choices.grounds(self.request, "refusal"),
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["grounds", "reasons"])

    def facts(self) -> dict[str, Any]:
        return {"grounds": self.cleaned_data.get("grounds", []), "reasons": self.cleaned_data.get("reasons", "")}


class PostponeForm(ActForm):
    """Why not now, and when it is looked at again."""

    word = "postpone"
    reasons = reasons_field(help_text=gettext_lazy("Printed in the letter."))
    review_on = day_field(gettext_lazy("Review date"), required=True)

    def build(self) -> None:
        self.fields["ground"] = forms.ChoiceField(
            label=_("Ground"),
            choices=choices.grounds(self.request, "postponement"),
            widget=forms.RadioSelect,
        )
        if not self.is_theirs:
            self.fields["preserved"] = reasons_field(
                _("What is preserved meanwhile"),
                help_text=_("Data, things or accounts; or that nothing needs to be preserved. Printed in the letter."),
            )
            self.fields["alternatives"] = reasons_field(
                _("Other measures offered"), required=False, help_text=_("Printed in the letter."),
            )
        self.order_fields(["ground", "reasons", "review_on", "preserved", "alternatives"])

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        ours = {name: cleaned.get(name, "") for name in ("preserved", "alternatives") if name in self.fields}
        return ours | {
            "ground": cleaned.get("ground", ""),
            "reasons": cleaned.get("reasons", ""),
            "review_on": iso(cleaned.get("review_on")),
        }


class ResumeForm(ActForm):
    """What stood in the way is gone; the note may say what it was."""

    word = "resume"
    asks_moment = True
