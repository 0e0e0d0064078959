"""Of which days and party is a report drawn up, what is said beside its figures, and how does a commitment stand?"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.forms.naming import NamedErrors
from mla.models import Party
from workflows.models import Report, Standing
from workflows.reports.contents import CHAPTERS
from workflows.reports.freezing import SECTIONS

_TONGUES = {"en": gettext_lazy("in English"), "zh": gettext_lazy("in Chinese")}
_BEFORE = {"commitments": gettext_lazy("Commitments"), "actions": gettext_lazy("Agreed actions")}


EDITIONS = [
    ("office", gettext_lazy("for the office: all figures")),
    ("classified", gettext_lazy("classified: with the list of the cases that you may see, and what was reconciled")),
    ("public", gettext_lazy("for the public: small numbers are left out")),
]


class DraftForm(NamedErrors, forms.Form):
    """The days, the party and the readers of a new report."""

    first = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=gettext_lazy("To"), widget=forms.DateInput(attrs={"type": "date"}))
    party = forms.ModelChoiceField(
        Party.objects.all(), label=gettext_lazy("Other party"), required=False, empty_label=gettext_lazy("All"),
    )
    edition = forms.ChoiceField(
        label=gettext_lazy("Edition"), choices=EDITIONS, initial="office", widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last, and the days are not more than ten years."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day lies before the first one."))
        elif first and last and (last - first).days > 3700:
            self.add_error("last", _("A report covers ten years at most."))
        return cleaned


class CommentsForm(NamedErrors, forms.Form):
    """One comment a section and language."""

    def __init__(self, *args: Any, report: Report, **named: Any) -> None:
        super().__init__(*args, **named)
        names = {**{key: gettext_lazy(name) for key, name, _codes in CHAPTERS}, **_BEFORE}
        for key in SECTIONS:
            for tongue, label in _TONGUES.items():
                self.fields[f"{key}_{tongue}"] = forms.CharField(
                    label=f"{names[key]}, {label}", required=False, max_length=4000,
                    widget=forms.Textarea(attrs={"rows": "3"}),
                    initial=report.comments.get(key, {}).get(tongue, ""),
                )

    def comments(self) -> dict[str, dict[str, str]]:
        """What was typed, by section and language."""
        return {
            key: {tongue: self.cleaned_data.get(f"{key}_{tongue}", "").strip() for tongue in _TONGUES}
            for key in SECTIONS
        }


class StandingForm(NamedErrors, forms.Form):
    """How a commitment stands now, and why."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Standing.STATUSES)
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"), max_length=4000, widget=forms.Textarea(attrs={"rows": "4"}),
    )
