"""Who keeps the reference data, and which? Parties, authorities, instruments, people; no request, no record."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from mla import access, demands
from mla.models import (
    Authority,
    Citation,
    Compartment,
    Contact,
    Ground,
    Instrument,
    InstrumentStatus,
    Membership,
    Party,
    Recusal,
    Request,
    User,
)


class ForAdministrators:
    """Permissions by the role table in `access`, not by Django's own.

    Nothing that requests rest on is deleted: it ends, accounts become inactive. The page that asks before deleting
    would name the requests, also to who may not see them. Rows inside another's page may go.
    """

    def has_module_permission(self, http: HttpRequest) -> bool:
        return http.user.is_authenticated and access.may_administer(http.user)

    def has_view_permission(self, http: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(http)

    def has_add_permission(self, http: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(http)

    has_change_permission = has_view_permission

    def has_delete_permission(self, http: HttpRequest, obj: Any = None) -> bool:
        return False


class Removable(ForAdministrators):
    """Rows that nothing rests on: contacts, statuses, memberships, recusals."""

    has_delete_permission = ForAdministrators.has_view_permission


class WithHistory(ForAdministrators, SimpleHistoryAdmin):
    """Reference data whose every version is kept."""

    def has_view_history_permission(self, http: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(http)

    def has_change_history_permission(self, http: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(http)


class ContactsInline(Removable, admin.StackedInline):
    model = Contact
    extra = 0


class StatusesInline(Removable, admin.TabularInline):
    model = InstrumentStatus
    extra = 0


class MembershipsInline(Removable, admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["authority"]


def demanding(known: Mapping[str, demands.Bounds]) -> type[forms.ModelForm]:
    """The form of a party or an instrument, which refuses demands that nothing could use."""

    class DemandingForm(forms.ModelForm):
        def clean_demands(self) -> dict[str, Any]:
            given = self.cleaned_data["demands"] or {}
            if wrong := demands.flaws(known, given):
                raise forms.ValidationError(wrong)
            return given

    return DemandingForm


@admin.register(Party)
class PartyAdmin(WithHistory):
    form = demanding(demands.OF_PARTY)
    list_display = ["code", "name_en", "name_zh", "zone", "calendar", "regime"]


@admin.register(Authority)
class AuthorityAdmin(WithHistory):
    list_display = ["code", "name_en", "party", "kind"]
    list_filter = ["party", "kind"]
    search_fields = ["code", "name_en", "name_zh"]
    inlines = [ContactsInline]


@admin.register(Instrument)
class InstrumentAdmin(WithHistory):
    form = demanding(demands.OF_INSTRUMENT)
    list_display = ["code", "name_en", "source_class", "signed_on"]
    list_filter = ["source_class"]
    search_fields = ["code", "name_en", "name_zh"]
    filter_horizontal = ["parties"]
    inlines = [StatusesInline]


@admin.register(Citation)
class CitationAdmin(WithHistory):
    list_display = ["instrument", "subject", "article", "verified_on"]
    list_filter = ["instrument", ("verified_on", admin.EmptyFieldListFilter)]
    list_select_related = ["instrument"]
    search_fields = ["subject", "article"]
    autocomplete_fields = ["instrument", "verified_by"]


@admin.register(Ground)
class GroundAdmin(WithHistory):
    list_display = ["code", "sort", "name_en", "name_zh"]
    list_filter = ["sort"]


@admin.register(InstrumentStatus)
class InstrumentStatusAdmin(WithHistory):
    list_display = ["instrument", "scope", "status", "begins_on", "ends_on"]
    list_filter = ["status"]
    list_select_related = ["instrument"]


@admin.register(Contact)
class ContactAdmin(WithHistory):
    list_display = ["name_en", "authority", "level", "phone"]
    list_filter = ["level"]
    list_select_related = ["authority"]


@admin.register(User)
class OfficerAdmin(ForAdministrators, UserAdmin):
    """Accounts, with the memberships that give the roles. Nobody makes a superuser here."""

    list_display = ["username", "last_name", "first_name", "title", "clearance", "is_active"]
    list_filter = ["is_active", "memberships__role"]
    filter_horizontal = ["compartments"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": [
            "first_name", "last_name", "name_zh", "title", "title_zh", "email", "language", "zone",
        ]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "clearance", "compartments"]}),
    ]
    inlines = [MembershipsInline]


@admin.register(Compartment)
class CompartmentAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["code", "name"]


@admin.register(Recusal)
class RecusalAdmin(Removable, admin.ModelAdmin):
    """Only of requests that the administrator may see; a request is named by its number, never listed."""

    list_display = ["user", "request_id", "reason"]
    autocomplete_fields = ["user"]

    def get_queryset(self, http: HttpRequest) -> QuerySet[Recusal]:
        return super().get_queryset(http).filter(request__in=Request.objects.visible_to(http.user))  # type: ignore[arg-type]

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "request":
            return forms.ModelChoiceField(Request.objects.visible_to(request.user), widget=forms.NumberInput)  # type: ignore[arg-type]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
