"""The pages of calendars: which there are, the days of a version, drafting it, and publishing it after a preview."""

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mla.models import Party
from mla.signed_in import SignedIn
from workflows import calendar_files, calendar_moves, calendar_pages, calendar_versions, move_rows, publishing
from workflows.forms.calendars import DayForm, FileForm, PublishForm, ReasonForm, YearsForm
from workflows.forms.refusals import refusals_on
from workflows.models import CalendarVersion
from workflows.views.reference import for_administrators

_GET_AND_POST = ["GET", "HEAD", "POST"]
Forms = dict[str, Any]


@require_safe
@for_administrators
def index(http: SignedIn) -> HttpResponse:
    """The calendars by which the sides count."""
    return render(http, "workflows/calendars.html", {"rows": calendar_pages.listed()})


@require_safe
@for_administrators
def show(http: SignedIn, code: str) -> HttpResponse:
    """One calendar with its versions."""
    return render(http, "workflows/calendar.html", calendar_pages.one(code, Party.home()))


@require_http_methods(_GET_AND_POST)
@for_administrators
def draft(http: SignedIn, code: str) -> HttpResponse:
    """Three ways to begin the next version: copy the newest, take years from the library, or from a file."""
    found, now = _forms(http, code), timezone.now()
    way = http.POST.get("way", "")
    if http.method == "POST" and way in found and found[way].is_valid():
        try:
            with refusals_on(found[way]):
                version = _begin(way, found[way], code, by=http.user, now=now)
                messages.success(http, _("Draft %(version)s is made. Nothing counts by it yet.") % {"version": version})
                return redirect("calendar_version", code, version.number)
        except calendar_files.BadLines as flaw:
            found[way].add_error("lines", flaw.reasons)
    context = {"code": code, "ways": found, "form": found.get(way), "newest": calendar_versions.newest(code)}
    return render(http, "workflows/calendar_draft.html", context, status=422 if way else 200)


@require_http_methods(_GET_AND_POST)
@for_administrators
def version(http: SignedIn, code: str, number: int) -> HttpResponse:
    """The days of a version by year; those of a draft can be changed."""
    found = get_object_or_404(CalendarVersion, code=code, number=number)
    year = calendar_pages.year_of(found, http.GET.get("year", ""), timezone.now())
    form = DayForm(http.POST or None, draft=found, initial=calendar_pages.day_to_change(found, http.GET.get("day", "")))
    if http.method == "POST" and form.is_valid():
        told = form.cleaned_data
        calendar_versions.set_day(found, told["day"], (told["is_working"], told["name_en"], told["name_zh"]))
        messages.success(http, _("%(day)s is changed in the draft.") % {"day": told["day"]})
        return redirect(f"{http.path}?year={told['day'].year}")
    context = {**calendar_pages.of_version(found, year), "form": form}
    return render(http, "workflows/calendar_version.html", context, status=422 if form.is_bound else 200)


@require_safe
@for_administrators
def file(http: SignedIn, code: str, number: int) -> HttpResponse:
    """The days of a version as a file that can be taken in again."""
    found = get_object_or_404(CalendarVersion, code=code, number=number)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="calendar-{found.code}-{found.number}.csv"'
    rows = found.days.values_list("day", "is_working", "name_en", "name_zh")
    csv.writer(answer).writerows(calendar_files.write(rows))
    return answer


@require_http_methods(_GET_AND_POST)
@for_administrators
def publish(http: SignedIn, code: str, number: int) -> HttpResponse:
    """What the draft would move; then, confirmed, it is published and a job moves it."""
    found = get_object_or_404(CalendarVersion, code=code, number=number, is_draft=True)
    initial = {"published_until": found.published_until, "reason": found.reason}
    form = PublishForm(http.POST or None, initial=initial)
    if http.method == "POST" and form.is_valid():
        with refusals_on(form):
            publishing.publish_calendar(found, **form.cleaned_data, by=http.user, now=timezone.now())
            messages.success(http, _("%(version)s is published.") % {"version": found})
            return redirect("calendar_version", code, number)
    context = {
        "edition": found, "form": form, "preview": move_rows.preview(calendar_moves.preview(found), http.user),
        "differences": calendar_pages.differences(found),
    }
    return render(http, "workflows/calendar_publish.html", context, status=422 if form.is_bound else 200)


@require_http_methods(_GET_AND_POST)
@for_administrators
def discard(http: SignedIn, code: str, number: int) -> HttpResponse:
    """A draft is thrown away only after it is confirmed."""
    found = get_object_or_404(CalendarVersion, code=code, number=number, is_draft=True)
    if http.method == "POST":
        found.delete()
        messages.success(http, _("The draft is discarded."))
        return redirect("calendar", code)
    return render(http, "workflows/calendar_discard.html", {"edition": found})


@require_POST
@for_administrators
def move(http: SignedIn, code: str, number: int) -> HttpResponse:
    """Let a job do what is left of the move."""
    found = get_object_or_404(CalendarVersion, code=code, number=number, is_draft=False)
    publishing.move_again(found, by=http.user)
    messages.success(http, _("A job does what is left."))
    return redirect("calendar_version", code, number)


def _forms(http: HttpRequest, code: str) -> Forms:
    """The form of each way; only the one that was sent is bound."""
    now = timezone.now()
    proposed = {"library": calendar_pages.years_to_take(code, now), "file": calendar_pages.year_to_come(code, now)}
    kinds: dict[str, type[forms.Form]] = {"copy": ReasonForm, "library": YearsForm, "file": FileForm}
    sent = http.POST.get("way")
    return {
        way: kind(http.POST, http.FILES, prefix=way) if way == sent else kind(prefix=way, initial=proposed.get(way))
        for way, kind in kinds.items()
    }


def _begin(way: str, form: Any, code: str, **told: Any) -> CalendarVersion:
    reason = form.cleaned_data["reason"]
    if way == "file":
        return calendar_versions.from_file(code, form.cleaned_data["lines"], form.years, reason=reason, **told)
    if way == "library":
        return calendar_versions.from_library(code, form.years, reason=reason, **told)
    return calendar_versions.begin(code, reason=reason, **told)
