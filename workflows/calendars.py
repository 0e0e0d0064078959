"""Which days are working days, and where? A published version answers, else the `holidays` library."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version as version_of
from typing import Protocol

from holidays import HolidayBase, country_holidays, list_supported_countries

from workflows.periods import Calendar

Correction = tuple[date, bool, str]
"""A day, whether it is a working day, and the name that explains it."""

_DAY = timedelta(days=1)
_LIBRARY_LANGUAGE = {"en": "en_US", "zh": "zh_CN"}
_MAKE_UP = {"en": "Make-up working day", "zh": "调休上班日"}
_DAY_OFF = {"en": "Day off by notice", "zh": "放假"}
_LIBRARY = f"holidays {version_of('holidays')}"


class Versioned(Calendar, Protocol):
    """A calendar that says which one it is, as a clock keeps it: "CN 3", or "CN holidays 0.109"."""

    version: str


def calendar_for(
    code: str, corrections: Iterable[Correction] = (), *, published_until: int | None = None
) -> Versioned:
    """The library's calendar of a country (its national days only), or of nowhere for "NONE".

    Corrections are the office's own data: days declared by a President or Congress, closures, a notice
    newer than the library. An office that enters a whole year's notice says so with `published_until`.
    Raises ValueError for a code that the library does not know.
    """
    return _calendar(code, tuple(corrections), published_until)


@lru_cache(maxsize=256)
def _calendar(code: str, corrections: tuple[Correction, ...], published_until: int | None) -> Versioned:
    if code == "NONE":
        return _EveryDay()
    if len(code) != 2 or code not in list_supported_countries():
        raise ValueError(f"There is no calendar {code!r}: give a two-letter country code, or NONE.")
    known = last_published_year(code)
    if known is not None and published_until is not None:
        known = max(known, published_until)
    return CountryCalendar(code, corrections, known)


class CountryCalendar:
    """A country's working days, read from the library once a year and language, then kept as sets."""

    def __init__(self, code: str, corrections: Iterable[Correction], published_until: int | None) -> None:
        self.code, self.version = code, f"{code} {_LIBRARY}"
        self.published_until = published_until
        self._corrections = {day: (is_working, name) for day, is_working, name in corrections}
        self._off: dict[int, frozenset[date]] = {}
        self._names: dict[tuple[int, str], dict[date, str]] = {}

    def is_working(self, day: date) -> bool:
        off = self._off.get(day.year)
        if off is None:
            off = self._off[day.year] = self._days_off(day.year)
        return day not in off

    def name_of(self, day: date, language: str = "en") -> str:
        """A holiday's or a make-up working day's name; empty for an ordinary day or weekend.

        `language` is "en" or "zh"; English where the library has no Chinese.
        """
        names = self._names.get((day.year, language))
        if names is None:
            names = self._names[day.year, language] = self._year_of_names(day.year, language)
        return names.get(day, "")

    def _days_off(self, year: int) -> frozenset[date]:
        library = self._library(year, "en")
        off = {day for day in _days_of(year) if not library.is_working_day(day)}
        for day, (is_working, _) in self._corrections.items():
            (off.discard if is_working else off.add)(day)
        return frozenset(off)

    def _year_of_names(self, year: int, language: str) -> dict[date, str]:
        library = self._library(year, language)
        names = {day: _iso_dates(name) for day in _days_of(year) if (name := library.get(day))}
        names |= dict.fromkeys(library.weekend_workdays, _MAKE_UP[language])
        for day, (is_working, name) in self._corrections.items():
            names[day] = name or (_MAKE_UP if is_working else _DAY_OFF)[language]
        return names

    def _library(self, year: int, language: str) -> HolidayBase:
        """With the years beside it: a notice for one year can move days of the last December."""
        wanted: str | None = _LIBRARY_LANGUAGE[language]
        library = country_holidays(self.code)
        if wanted not in library.supported_languages:
            wanted = "en_US" if "en_US" in library.supported_languages else library.default_language
        return country_holidays(self.code, years=range(year - 1, year + 2), language=wanted)


class _EveryDay:
    """The calendar of a period that no holiday moves: every day works."""

    code = version = "NONE"
    published_until: int | None = None

    def is_working(self, day: date) -> bool:
        return True

    def name_of(self, day: date, language: str = "en") -> str:
        return ""


def _days_of(year: int) -> list[date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [first + n * _DAY for n in range((last - first).days + 1)]


def make_up_name(language: str) -> str:
    """What a weekend worked is called where nothing else is known."""
    return _MAKE_UP[language]


def day_off_name(language: str) -> str:
    """What a weekday off is called where nothing else is known."""
    return _DAY_OFF[language]


def _iso_dates(name: str) -> str:
    """In English the library writes a swapped day as 01/04/2026, which the other party reads as April."""
    return re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\3-\1-\2", name)


def last_published_year(code: str) -> int | None:
    """The last year of notices the library holds, where weekends and weekdays are swapped by notice.

    Elsewhere the law fixes the days for good. Past its last notice the library answers silently with
    the statutory days alone, which is why this matters.
    """
    library = country_holidays(code)
    if not library.has_substituted_holidays:
        return None
    return max(map(int, library.special_public_holidays), default=1)
