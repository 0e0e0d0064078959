"""The administration of the seals of other offices. Letters and files are not here."""

from django.contrib import admin

from documents.models import KnownSeal
from mla.admin import WithHistory


@admin.register(KnownSeal)
class KnownSealAdmin(WithHistory):
    list_display = ["owner", "party", "certificate", "is_withdrawn"]
    list_filter = ["party", "is_withdrawn"]
    list_select_related = ["party"]
