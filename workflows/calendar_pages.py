"""What do the pages of calendars show? Codes with those who count by them, versions, days of a year, differences."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.http import Http404

from mla import moments
from mla.models import Authority, Party
from mla.tongues import tongue
from workflows import calendar_moves, calendar_versions
from workflows.calendar_store import CALENDARS, calendar_of, is_ordinarily_worked
from workflows.calendar_versions import Difference
from workflows.calendars import calendar_for, last_published_year
from workflows.forms.calendars import DayForm
from workflows.models import CalendarDay, CalendarVersion

Row = dict[str, Any]
MOST = 100  # differences shown


def listed() -> list[Row]:
    """Each calendar in use: who counts by it, its newest version, its draft, and what the library knows more."""
    users = _users()
    versions: dict[str, list[CalendarVersion]] = defaultdict(list)
    for one in CalendarVersion.objects.order_by("code", "-number"):
        versions[one.code].append(one)
    return [_row(code, users.get(code, []), versions[code]) for code in sorted({*users, *versions})]


def one(code: str, home: Party) -> Row:
    """One calendar with all its versions, the newest first. Raises Http404 for one that nobody counts by."""
    users, versions = _users(), list(CalendarVersion.objects.filter(code=code).select_related("created_by"))
    if code not in users and not versions:
        raise Http404
    rows = [{"version": one, "published": one.published_at and moments.in_capital(one.published_at, home)}
            for one in versions]
    return {**_row(code, users.get(code, []), versions), "versions": rows}


def of_version(version: CalendarVersion, year: int) -> Row:
    """The days of one year that depart from an ordinary week, with their weekday; for a published one the progress."""
    days = [
        {"day": day, "told": moments.written_day(day.day), "is_weekend": not is_ordinarily_worked(day.day)}
        for day in version.days.filter(day__year=year)
    ]
    is_newest = not version.is_draft and version == calendar_versions.newest(version.code)
    return {
        "edition": version, "year": year, "days": days, "years": range(version.first_year, version.last_year + 1),
        "progress": calendar_moves.progress(version) if is_newest else None, "is_newest": is_newest,
    }


def differences(draft: CalendarVersion) -> Row:
    """What the draft changes against the calendar by which clocks count now: the first days of it, and how many."""
    years = range(draft.first_year, draft.last_year + 1)
    old = CALENDARS.now().of(draft.code)
    found = calendar_versions.differences(old, calendar_of(draft), years, tongue())
    return {"rows": [_told(one) for one in found[:MOST]], "total": len(found), "more": len(found[MOST:])}


def year_of(version: CalendarVersion, asked: str, now: datetime) -> int:
    """The year asked for, else this one; always one of the version's."""
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else now.year
    return min(max(year, version.first_year), version.last_year)


def day_to_change(version: CalendarVersion, asked: str) -> Row:
    """What a draft says of the day asked for, for its form; nothing for another."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return {}
    known = CalendarDay.objects.filter(version=version, day=day).first()
    return DayForm.initial_of(known) if known else {"day": day}


def years_to_take(code: str, now: datetime) -> Row:
    """The years a form proposes: all usual ones for a first version, else the last that the library knows."""
    if calendar_versions.newest(code) is None:
        usual = calendar_versions.usual_years(now.date())
        return {"first_year": usual[0], "last_year": usual[-1]}
    return _one_year(last_published_year(code) or now.year)


def year_to_come(code: str, now: datetime) -> Row:
    """The year a form proposes for a file: the one after the last published."""
    newest = calendar_versions.newest(code)
    return _one_year(newest.published_until + 1) if newest and newest.published_until else years_to_take(code, now)


def _one_year(year: int) -> Row:
    return {"first_year": year, "last_year": year}


def _row(code: str, users: list[str], versions: list[CalendarVersion]) -> Row:
    newest = next((one for one in versions if not one.is_draft), None)
    return {
        "code": code, "users": users, "newest": newest, "draft": next((one for one in versions if one.is_draft), None),
        "library": _library(code), "ahead": _ahead(code, newest),
    }


def _library(code: str) -> str:
    """The version of the library's calendar; empty where it has none of this code."""
    try:
        return calendar_for(code).version
    except ValueError:
        return ""


def _ahead(code: str, newest: CalendarVersion | None) -> int | None:
    """A year whose notice the library knows and the newest version does not."""
    known = last_published_year(code) if _library(code) and code != "NONE" else None
    is_ahead = newest is not None and known is not None and known > (newest.published_until or known)
    return known if is_ahead else None


def _users() -> dict[str, list[str]]:
    """Who counts by each calendar: parties, and authorities that have one of their own."""
    found: dict[str, list[str]] = defaultdict(list)
    for party in Party.objects.exclude(calendar=""):
        found[party.calendar].append(str(party))
    for authority in Authority.objects.exclude(calendar=""):
        found[authority.calendar].append(str(authority))
    return dict(found)


def _told(one: Difference) -> Row:
    return {"day": moments.written_day(one.day), "change": one}
