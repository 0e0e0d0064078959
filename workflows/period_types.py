"""What is a period made of? The values that `workflows.periods` reads and gives; pure, as it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, Self


class Regime(StrEnum):
    EU1182 = "EU1182"
    USFR = "USFR"
    PRC = "PRC"
    PLAIN = "PLAIN"
    RETENTION = "RETENTION"


class Unit(StrEnum):
    HOUR = "h"
    DAY = "d"
    WORKDAY = "wd"
    WEEK = "wk"
    MONTH = "mo"


_RANK = {Unit.MONTH: 0, Unit.WEEK: 1, Unit.DAY: 1, Unit.WORKDAY: 2, Unit.HOUR: 3}
Pauses = Sequence[tuple[date | datetime, date | datetime]]
"""From and to; the order does not matter."""


@dataclass(frozen=True, slots=True)
class Length:
    """A count of units, such as 30 days; a negative count runs back from the trigger."""
    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "30d", "10wd", "3mo", "1wk", "8h" or "-45d"; `str()` writes the same text."""
        match = re.fullmatch(r"(-?[0-9]{1,5})(h|d|wd|wk|mo)", text)
        if match is None:
            raise ValueError(f"A length is a number and h, d, wd, wk or mo (30d, 3mo, -45d), not {text!r}.")
        return cls(int(match[1]), Unit(match[2]))

    @property
    def order(self) -> tuple[int, str, int]:
        """Its place where lengths are added up, whatever the order of the acts: months, days, then working days."""
        return _RANK[self.unit], self.unit.value, self.count

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


class Calendar(Protocol):
    """The working days of one place; "NONE" is the code of the calendar on which every day works."""
    code: str
    published_until: int | None  # the last year officially known; None where the law fixes every year

    def is_working(self, day: date) -> bool: ...
    def name_of(self, day: date, language: str = "en") -> str:
        """Why the day departs from an ordinary week, such as a holiday's name; otherwise empty."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reason in the derivation of a date; `rule` is a stable key that a page translates."""
    rule: str
    at: str
    note: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """Where a period ends: a date, or for hours a moment of the zone.

    `strict` is the end before any roll, with extensions and pauses in it; `due` is the end the regime
    allows; `elapsed`, for hours only, is where they end if they run from the event itself. A
    provisional end rests on a year whose working days are not yet published.
    """

    strict: date | datetime
    due: date | datetime
    elapsed: datetime | None
    provisional: bool
    steps: tuple[Step, ...]


def written(point: date) -> str:
    """A date or moment in ISO 8601, without seconds when they are zero."""
    if isinstance(point, datetime) and point.second == point.microsecond == 0:
        return point.isoformat(timespec="minutes")
    return point.isoformat()
