"""By which calendar does a clock count? By its newest published version, kept in memory; without one, the library's."""

from collections.abc import Iterable, Mapping
from datetime import date

from mla.reference import Kept
from workflows.calendars import Versioned, calendar_for, day_off_name, make_up_name
from workflows.models import CalendarDay, CalendarVersion

SATURDAY = 5
Day = tuple[bool, str, str]
"""Whether a day is worked, and its names in English and Chinese."""


class VersionCalendar:
    """The working days of one version, for its years; for others the library answers."""

    def __init__(self, version: CalendarVersion, days: Mapping[date, Day]) -> None:
        self.code, self.version = version.code, str(version)
        self.published_until = version.published_until
        self._years = range(version.first_year, version.last_year + 1)
        self._days = days

    def is_working(self, day: date) -> bool:
        if day.year not in self._years:
            return calendar_for(self.code).is_working(day)
        known = self._days.get(day)
        return known[0] if known else is_ordinarily_worked(day)

    def name_of(self, day: date, language: str = "en") -> str:
        """Why the day departs from an ordinary week; English where nobody has given the Chinese name."""
        if day.year not in self._years:
            return calendar_for(self.code).name_of(day, language)
        known = self._days.get(day)
        if known is None:
            return ""
        is_working, name_en, name_zh = known
        usual = make_up_name if is_working else day_off_name if is_ordinarily_worked(day) else _nothing
        return (name_zh if language == "zh" else "") or name_en or usual(language)


class Calendars:
    """The calendars in force at one moment of the reference data."""

    def __init__(self, newest: Mapping[str, Versioned]) -> None:
        self._newest = dict(newest)
        self._older: dict[str, Versioned | None] = {}

    def of(self, code: str) -> Versioned:
        """The newest published version of a calendar, or the library's. Raises ValueError for an unknown code."""
        return self._newest.get(code) or calendar_for(code)

    def named(self, version: str) -> Versioned | None:
        """The calendar a clock was worked out with; None where it is a library that is no longer installed.

        The first call for an older version reads it, in two queries; a published version never changes.
        """
        code, _space, rest = version.partition(" ")
        try:
            known = next((one for one in (self.of(code), calendar_for(code)) if one.version == version), None)
        except ValueError:
            return None
        if known is None and version not in self._older:
            self._older[version] = _published(code, rest)
        return known or self._older[version]

    def with_one(self, calendar: Versioned) -> "Calendars":
        """The same, but for one calendar: how it would be."""
        return Calendars({**self._newest, calendar.code: calendar})


def calendar_of(version: CalendarVersion) -> VersionCalendar:
    """The calendar that a version, or a draft, makes. One query."""
    return _calendars([version])[version.code]


def is_ordinarily_worked(day: date) -> bool:
    """Monday to Friday: from this week the days of a version depart."""
    return day.weekday() < SATURDAY


def _newest() -> Calendars:
    published = CalendarVersion.objects.filter(is_draft=False).order_by("code", "-number").distinct("code")
    return Calendars(_calendars(published))


def _calendars(versions: Iterable[CalendarVersion]) -> dict[str, VersionCalendar]:
    """The calendars of these versions, by code. One query, none without versions."""
    wanted = list(versions)
    days: dict[int, dict[date, Day]] = {one.pk: {} for one in wanted}
    rows = CalendarDay.objects.filter(version__in=wanted).order_by() if wanted else CalendarDay.objects.none()
    for version, day, is_working, name_en, name_zh in rows.values_list(
        "version", "day", "is_working", "name_en", "name_zh"
    ):
        days[version][day] = (is_working, name_en, name_zh)
    return {one.code: VersionCalendar(one, days[one.pk]) for one in wanted}


def _published(code: str, number: str) -> Versioned | None:
    if not number.isdecimal():
        return None
    found = CalendarVersion.objects.filter(code=code, number=number, is_draft=False).first()
    return calendar_of(found) if found else None


def _nothing(_language: str) -> str:
    return ""


CALENDARS = Kept(_newest)
