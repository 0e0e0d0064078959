"""The administration of clock rules, meetings and commitments. Clocks, stages and tasks are not here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from mla.admin import WithHistory
from workflows.forms.rules import check
from workflows.models import ClockRule, Commitment, Meeting
from workflows.models.rules import MAY_CHANGE


class ClockRuleForm(forms.ModelForm):
    """A rule is kept only if clocks can run by it."""

    def clean(self) -> dict[str, Any]:
        """Say everything that makes the rule unusable."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            check(self, given)
        return given


@admin.register(ClockRule)
class ClockRuleAdmin(WithHistory):
    """A rule written here is a draft, to be published on its page. Of a published one only its verification and its
    last day can be changed; all else is said by the next version."""

    form = ClockRuleForm
    exclude = ["is_draft"]
    list_display = [
        "code", "version", "is_draft", "name_en", "source_class", "count", "unit", "regime", "verified_on", "valid_to",
    ]
    list_filter = ["is_draft", "source_class", "obligated", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["code", "name_en", "name_zh"]
    autocomplete_fields = ["instrument"]

    def get_readonly_fields(self, request: HttpRequest, obj: ClockRule | None = None) -> list[str]:
        """Everything that a published version says."""
        if obj is None or obj.is_draft:
            return []
        kept = {*MAY_CHANGE, "id", "is_draft"}
        return [field.name for field in ClockRule._meta.concrete_fields if field.name not in kept]

    def save_model(self, request: HttpRequest, obj: ClockRule, form: Any, change: bool) -> None:
        """A new rule begins as a draft."""
        if not change:
            obj.is_draft = True
        super().save_model(request, obj, form, change)


@admin.register(Meeting)
class MeetingAdmin(WithHistory):
    list_display = ["code", "sort", "name_en", "held_on"]
    list_filter = ["sort"]
    filter_horizontal = ["parties"]


@admin.register(Commitment)
class CommitmentAdmin(WithHistory):
    """What was promised. How it stands is said on its page, with reasons."""

    list_display = ["code", "meeting", "topic", "measure", "metric", "figure", "due_on"]
    list_filter = ["topic", "measure", "meeting"]
    list_select_related = ["meeting"]
    search_fields = ["code", "text_en", "text_zh"]
    autocomplete_fields = ["owner"]
