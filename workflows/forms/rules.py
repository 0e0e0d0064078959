"""How is the next version of a clock rule written, published, and given to running clocks?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.forms.naming import NamedErrors
from workflows.flaws import flaws
from workflows.forms.rule_fields import LadderField, LinesField, SelectorsField
from workflows.models import ClockRule

_ACTS_HINT = _("One act a line: a word of the lifecycle, alone or with who acts, such as receive:requested.")


def check(form: forms.BaseModelForm, given: dict[str, Any]) -> None:
    """Say everything that makes the rule in the form unusable; a rule is kept only if clocks can run by it."""
    names = {field.name for field in ClockRule._meta.concrete_fields}
    typed = {name: value for name, value in given.items() if name in names}
    kept = {
        field.attname: getattr(form.instance, field.attname)
        for field in ClockRule._meta.concrete_fields if field.name not in typed
    }
    for flaw in flaws(ClockRule(**kept, **typed)):
        form.add_error(None, flaw)


class RuleForm(NamedErrors, forms.ModelForm):
    """Everything a draft says. From when it holds is said when it is published."""

    selects = SelectorsField(
        label=_("Applies to"), help_text=_("One selector a line, such as urgency: urgent, emergency. Empty: to all.")
    )
    starts_on = LinesField(label=_("Starts on"), help_text=_ACTS_HINT)
    stops_on = LinesField(label=_("Is met by"), rows=7, help_text=_ACTS_HINT)
    pauses_on = LinesField(label=_("Is paused by"), rows=5, help_text=_ACTS_HINT)
    resumes_on = LinesField(
        label=_("Runs again with"), rows=5,
        help_text=_("For each act that pauses the one that resumes, in the same order."),
    )
    pause_grounds = LinesField(
        label=_("Grounds of a stay"), rows=2, help_text=_("Codes with which a stay pauses it, one a line. Empty: any.")
    )
    cancels_on = LinesField(label=_("Is cancelled by"), help_text=_ACTS_HINT)
    ladder = LadderField(
        label=_("Escalation"), rows=5,
        help_text=_("One rung a line: when, and whom it tells, such as -14d: desk, supervisor. Also due, 50%, +1wk."),
    )

    class Meta:
        model = ClockRule
        fields = (
            "name_en", "name_zh", "source_class", "instrument", "article", "verified_by", "verified_on", "count",
            "unit", "regime", "max_extension", "obligated", "subject", "selects", "starts_on", "starts_field",
            "starts_after", "repeats", "max_runs", "stops_on", "pauses_on", "resumes_on", "pause_grounds",
            "cancels_on", "ladder", "lapses", "at_expiry_en", "at_expiry_zh",
        )
        widgets = {"verified_on": forms.DateInput, "at_expiry_en": forms.Textarea, "at_expiry_zh": forms.Textarea}

    def clean(self) -> dict[str, Any]:
        """Say everything that makes the rule unusable."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            check(self, given)
        return given


class PublishRuleForm(NamedErrors, forms.Form):
    """From when the version holds."""

    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput,
        help_text=_("Acts from this day on start clocks by this version; the version before it ends the day before."),
    )


class MigrateForm(NamedErrors, forms.Form):
    """Why running clocks are moved."""

    reason = forms.CharField(label=_("Reason"), max_length=250, help_text=_("Kept in the journal of each clock."))
    sure = forms.BooleanField(label=_("Move these running clocks. This cannot be undone."))
