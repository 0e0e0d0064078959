"""The administration of clock rules. Clocks, stages and tasks are not here."""

from typing import Any

from django import forms
from django.contrib import admin

from mla.admin import WithHistory
from workflows.flaws import flaws
from workflows.models import ClockRule


class ClockRuleForm(forms.ModelForm):
    """A rule is kept only if clocks can run by it."""

    def clean(self) -> dict[str, Any]:
        """Say everything that makes the rule unusable."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            names = {field.name for field in ClockRule._meta.concrete_fields}
            rule = ClockRule(**{name: value for name, value in given.items() if name in names})
            for flaw in flaws(rule):
                self.add_error(None, flaw)
        return given


@admin.register(ClockRule)
class ClockRuleAdmin(WithHistory):
    """A rule that clocks already run by is not changed but followed by a new version."""

    form = ClockRuleForm
    list_display = ["code", "version", "name_en", "source_class", "count", "unit", "regime", "verified_on", "valid_to"]
    list_filter = ["source_class", "obligated", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["code", "name_en", "name_zh"]
    autocomplete_fields = ["instrument"]
