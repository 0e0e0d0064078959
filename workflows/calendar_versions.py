"""How does a calendar change? As a draft, from the library, a file or by hand; published, it is never changed again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mla.exceptions import NotPossible
from mla.models import User
from workflows import calendar_files
from workflows.calendar_store import Day, is_ordinarily_worked
from workflows.calendars import Versioned, calendar_for, last_published_year
from workflows.models import CalendarDay, CalendarVersion

AROUND = 10  # years: a first version reaches so far back and ahead, further than any period of ours
Days = dict[date, Day]


@dataclass(frozen=True, slots=True)
class Difference:
    """A day that two calendars see differently: whether it is worked and its name, before and after."""

    day: date
    was_working: bool
    is_working: bool
    old_name: str
    new_name: str


def newest(code: str) -> CalendarVersion | None:
    """The published version by which clocks count; None where the library answers."""
    return CalendarVersion.objects.filter(code=code, is_draft=False).order_by("-number").first()


def draft_of(code: str) -> CalendarVersion | None:
    """The draft of a calendar: there is at most one."""
    return CalendarVersion.objects.filter(code=code, is_draft=True).first()


def usual_years(today: date) -> range:
    """The years of a first version."""
    return range(today.year - AROUND, today.year + AROUND + 1)


def begin(code: str, *, reason: str, by: User | None, now: datetime) -> CalendarVersion:
    """A draft to be edited: a copy of the newest version, or of the library where there is none."""
    base = newest(code)
    if base is None:
        return from_library(code, usual_years(now.date()), reason=reason, by=by, now=now)
    return _draft(code, {}, range(0), source="edited", reason=reason, until=None, by=by, now=now)


def from_library(code: str, years: range, *, reason: str, by: User | None, now: datetime) -> CalendarVersion:
    """A draft whose given years are the library's, make-up working days included; the others are the newest version's.

    A library knows no closure that an office has entered: the differences show what would be lost.
    """
    calendar = _known(code)
    days = {day: told for year in years for day in _days_of(year) if (told := _departure(calendar, day))}
    until = last_published_year(code)
    return _draft(code, days, years, source="library", reason=reason, until=until, by=by, now=now)


def from_file(
    code: str, text: str, years: range, *, reason: str, by: User | None, now: datetime
) -> CalendarVersion:
    """A draft whose given years are those of the file; its lines of other years change only those days.

    Raises calendar_files.BadLines, naming each bad line, and then keeps nothing of the file.
    """
    _known(code)
    base, days = newest(code), {}
    reach = range(base.first_year, base.last_year + 1) if base else range(0)
    lines = calendar_files.read(text, years)
    strays = [one for one in lines if one.day.year not in years and one.day.year not in reach]
    if strays:
        outside = _("%(day)s lies outside the years of the calendar")
        raise calendar_files.BadLines([calendar_files.bad(one.number, outside % {"day": one.day}) for one in strays])
    for one in lines:
        days[one.day] = (one.is_working, one.name_en, one.name_zh)
    until = max(years) if last_published_year(code) is not None else None
    return _draft(code, days, years, source="file", reason=reason, until=until, by=by, now=now)


@transaction.atomic
def set_day(draft: CalendarVersion, day: date, told: Day) -> None:
    """Say of a day of the draft whether it is worked and what it is called. An ordinary day leaves no row.

    The draft's row is locked, so that nobody publishes it meanwhile; raises NotPossible where somebody has.
    """
    CalendarVersion.objects.select_for_update().get(pk=draft.pk)
    if not draft.first_year <= day.year <= draft.last_year:
        raise NotPossible(_("%(day)s lies outside the years of the calendar") % {"day": day})
    is_working, name_en, name_zh = told
    if _is_ordinary(day, told):
        CalendarDay.objects.filter(version=draft, day=day).delete()
        return
    CalendarDay.objects.update_or_create(
        version=draft, day=day, defaults={"is_working": is_working, "name_en": name_en, "name_zh": name_zh}
    )


def publish(
    draft: CalendarVersion, *, published_until: int | None, reason: str, now: datetime
) -> CalendarVersion:
    """Make the draft the version by which clocks count from now on; those that run are moved by `reprojection`.

    Raises NotPossible where it is published already, gives no reason, or says nothing, or the impossible, of the last
    year officially known. Call it in a transaction: the row is locked.
    """
    held = CalendarVersion.objects.select_for_update().filter(pk=draft.pk, is_draft=True).first()
    if held is None:
        raise NotPossible(_("This draft is published or discarded already."))
    if not reason.strip():
        raise NotPossible(_("Say why the calendar changes."))
    if published_until is None and last_published_year(held.code) is not None:
        raise NotPossible(_("This country moves its days by yearly notice: say which year was published last."))
    if published_until is not None and not held.first_year <= published_until <= held.last_year:
        raise NotPossible(_("The last year published must be one of the calendar's years."))
    held.is_draft, held.published_at, held.published_until, held.reason = False, now, published_until, reason.strip()
    held.save()
    return held


def differences(old: Versioned, new: Versioned, years: Iterable[int], language: str = "en") -> list[Difference]:
    """The days that the two calendars see differently, in order; names in the language given."""
    found = (
        Difference(
            day, old.is_working(day), new.is_working(day), old.name_of(day, language), new.name_of(day, language)
        )
        for year in years for day in _days_of(year)
    )
    return [one for one in found if (one.was_working, one.old_name) != (one.is_working, one.new_name)]


@transaction.atomic
def _draft(
    code: str, days: Mapping[date, Day], years: range, *, source: str, reason: str, until: int | None,
    by: User | None, now: datetime,
) -> CalendarVersion:
    """The next version: the given years replaced, all else as in the newest one."""
    if draft_of(code):
        raise NotPossible(_("There is a draft of this calendar already: publish or discard it first."))
    base = newest(code)
    first, last = _span(base, years)
    whole: Days = {day: told for day, told in _rows(base).items() if day.year not in years} | dict(days)
    known = [one for one in (until, base.published_until if base else None) if one is not None]
    draft = CalendarVersion.objects.create(
        code=code, number=(base.number if base else 0) + 1, source=source, reason=reason, first_year=first,
        last_year=last, published_until=max(known, default=None), created_at=now, created_by=by,
    )
    CalendarDay.objects.bulk_create([
        CalendarDay(version=draft, day=day, is_working=told[0], name_en=told[1], name_zh=told[2])
        for day, told in sorted(whole.items()) if not _is_ordinary(day, told)
    ])
    return draft


def _span(base: CalendarVersion | None, years: range) -> tuple[int, int]:
    """The first and last year. Raises NotPossible where years would be missing between."""
    if base is None:
        return years[0], years[-1]
    if years and (years[0] > base.last_year + 1 or years[-1] < base.first_year - 1):
        raise NotPossible(_("Between these years and those of the newest version others are missing."))
    return min([base.first_year, *years[:1]]), max([base.last_year, *years[-1:]])


def _rows(version: CalendarVersion | None) -> Days:
    rows = version.days.values_list("day", "is_working", "name_en", "name_zh") if version else ()
    return {day: (is_working, name_en, name_zh) for day, is_working, name_en, name_zh in rows}


def _known(code: str) -> Versioned:
    """The library's calendar. Raises NotPossible for a code it does not know."""
    try:
        return calendar_for(code)
    except ValueError as error:
        raise NotPossible(str(error)) from error


def _departure(calendar: Versioned, day: date) -> Day | None:
    """What a version keeps of a day: whatever departs from an ordinary week, and a weekend's holiday for its name."""
    told = calendar.is_working(day), calendar.name_of(day, "en"), calendar.name_of(day, "zh")
    return None if _is_ordinary(day, told) else told


def _is_ordinary(day: date, told: Day) -> bool:
    is_working, name_en, name_zh = told
    return is_working == is_ordinarily_worked(day) and not (name_en or name_zh)


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]
