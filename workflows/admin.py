"""The administration of clock rules. Clocks, stages and tasks are not here."""

from django.contrib import admin

from mla.admin import WithHistory
from workflows.models import ClockRule


@admin.register(ClockRule)
class ClockRuleAdmin(WithHistory):
    """A rule that clocks already run by is not changed but followed by a new version."""

    list_display = ["code", "version", "name_en", "source_class", "count", "unit", "regime", "verified_on", "valid_to"]
    list_filter = ["source_class", "obligated", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["code", "name_en", "name_zh"]
    autocomplete_fields = ["instrument"]
