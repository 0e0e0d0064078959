"""When does a legal period end? A pure calculator: no database, no Django, no clock on the wall.

EU1182 is Regulation 1182/71 Arts 2-3; USFR is FRCP 6(a) and FRCrP 45(a); PRC is CPL Art 105 with SPC
Interpretation 2021 Art 202; PLAIN is our reading of a silent treaty, and RETENTION counts like it.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Protocol, Self
from zoneinfo import ZoneInfo


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


Pauses = Sequence[tuple[date | datetime, date | datetime]]
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_SIZE = {Unit.HOUR: _HOUR, Unit.DAY: _DAY, Unit.WEEK: 7 * _DAY}
_ROLLS_ON = frozenset({Regime.EU1182, Regime.USFR, Regime.PRC})
_ROLLS_BACK = frozenset({Regime.USFR, Regime.PRC})


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


def compute(
    trigger: date | datetime, length: Length, *, regime: Regime, calendar: Calendar, zone: ZoneInfo,
    pauses: Pauses = (), extensions: Sequence[Length] = (),
) -> Period:
    """The end of a period, with its derivation; calendar and zone are the obligated party's.

    Extensions are added to the unrolled end. A pause shifts it by the days from pause to resumption
    (working days for `wd`, elapsed time for `h`); overlaps count once; a pause counts only after the
    trigger, and only if it begins no later than the end reached so far. A moment without an offset is
    local to `zone`; days count its local date, and for hours a bare date is its local midnight.
    Raises ValueError for terms that contradict each other, OverflowError outside the years 1 to 9999.
    """
    return _Count(length, extensions, regime, calendar, zone).period(trigger, pauses)


def end_moment(due: date, zone: ZoneInfo) -> datetime:
    """The moment from which an act due on a day is late: the start of the following local day."""
    return _utc(due + _DAY, zone).astimezone(zone)


def written(point: date) -> str:
    """A date or moment in ISO 8601, without seconds when they are zero."""
    if isinstance(point, datetime) and point.second == point.microsecond == 0:
        return point.isoformat(timespec="minutes")
    return point.isoformat()


@dataclass(slots=True)
class _Count:
    """One computation. Its points are dates, or for hours moments in UTC (also dates, to Python)."""
    length: Length
    extensions: Sequence[Length]
    regime: Regime
    calendar: Calendar
    zone: ZoneInfo
    steps: list[Step] = field(default_factory=list)
    last_year_asked: int = 0

    def period(self, trigger: date, pauses: Pauses) -> Period:
        self.check(pauses)
        start = event = self.point(trigger)
        self.say("trigger", event)
        if not isinstance(event, datetime):
            self.say("day_not_counted", event)
        elif self.regime in (Regime.EU1182, Regime.PRC):
            hour = event.astimezone(self.zone).replace(minute=0, second=0, microsecond=0)
            start = hour.astimezone(UTC) + (_HOUR if self.length.count >= 0 else 0 * _HOUR)
            self.say("hour_not_counted", start)
        strict = self.run(start, pauses)
        self.say("strict", strict)
        due = self.with_two_working_days(start, self.rolled(strict), pauses)
        self.say("due", due)
        provisional = self.last_year_asked > (self.calendar.published_until or MAXYEAR)
        if provisional:
            self.say("provisional", due, str(self.calendar.published_until))
        elapsed = None
        if isinstance(event, datetime):
            elapsed = _utc(replace(self, steps=[]).run(event, pauses), self.zone).astimezone(self.zone)
        return Period(self.local(strict), self.local(due), elapsed, provisional, tuple(self.steps))

    def check(self, pauses: Pauses) -> None:
        length, spans = self.length, (self.length, *self.extensions)
        if length.count < 0 and (pauses or self.extensions):
            raise ValueError(f"A period counted back ({length}) takes no pauses and no extensions.")
        if self.calendar.code == "NONE" and any(span.unit is Unit.WORKDAY for span in spans):
            raise ValueError("Working days (wd) need a calendar; NONE knows no days off.")
        for span in self.extensions:
            if span.count < 0 or (span.unit is Unit.HOUR) != (length.unit is Unit.HOUR):
                raise ValueError(f"A period of {length} cannot be extended by {span}.")
        if any(self.point(resume) < self.point(begin) for begin, resume in pauses):
            raise ValueError("A pause cannot end before it begins.")

    def run(self, start: date, pauses: Pauses) -> date:
        """Length and extensions counted from `start`, lengthened by each pause that begins in time."""
        end = covered = start
        waiting = sorted((self.point(begin), self.point(resume)) for begin, resume in pauses)
        for index, span in enumerate((self.length, *self.extensions)):
            end = self.add(end, span)
            self.say("extension" if index else "length", end, str(span))
            while waiting and waiting[0][0] <= end:
                begin, resume = waiting.pop(0)
                begin = max(begin, covered)
                if begin < resume:
                    days, covered = (resume - begin).days, resume
                    if self.length.unit is Unit.WORKDAY:  # like the trigger's, the day of resumption is free
                        days = sum(self.works(begin + n * _DAY) for n in range(1, days + 1))
                        end = self.add(end, Length(days, Unit.WORKDAY))
                    else:
                        end += resume - begin
                    self.say("pause", begin, written(self.local(resume)), days)
        return end

    def add(self, end: date, span: Length) -> date:
        if span.unit is Unit.MONTH:
            year, month = divmod(end.year * 12 + end.month - 1 + span.count, 12)
            last = monthrange(year, month + 1)[1]
            keeps_last = self.regime is Regime.PRC and end.day == monthrange(end.year, end.month)[1]
            return end.replace(year, month + 1, last if keeps_last else min(end.day, last))
        if span.unit is not Unit.WORKDAY:
            return end + span.count * _SIZE[span.unit]
        left = abs(span.count)
        while left:
            end += _DAY if span.count > 0 else -_DAY
            left -= self.works(end)
        return end

    def rolled(self, strict: date) -> date:
        """The end on a working day; among hour periods only those of USFR move, to the same local time."""
        regimes = _ROLLS_BACK if self.length.count < 0 else _ROLLS_ON
        if self.regime not in regimes or (self.length.unit is Unit.HOUR and self.regime is not Regime.USFR):
            return strict
        local, skipped = self.local(strict), list[date]()
        end = day = local.date() if isinstance(local, datetime) else local
        while not self.works(day):
            skipped.append(day)
            day += -_DAY if self.length.count < 0 else _DAY
        for name, run in groupby(skipped, key=self.calendar.name_of):
            first, *others = run
            self.say("holiday" if name else "weekend", first, name, 1 + len(others))
        if name := self.calendar.name_of(day):
            self.say("working_day", day, name)
        return self.point(local + (day - end))

    def with_two_working_days(self, start: date, due: date, pauses: Pauses) -> date:
        """Regulation 1182/71 Art 3(5): two days or more end no sooner than two working days would."""
        is_eu = self.regime is Regime.EU1182 and self.length.unit not in (Unit.HOUR, Unit.WORKDAY)
        if is_eu and replace(self, steps=[]).run(start, ()) - start >= 2 * _DAY:
            two = replace(self, length=Length(2, Unit.WORKDAY), extensions=(), steps=[])
            end = two.run(start, pauses)
            if end > due and self.works(end):
                self.say("two_working_days", end, days=(end - due).days)
                return end
        return due

    def works(self, day: date) -> bool:
        self.last_year_asked = max(self.last_year_asked, day.year)
        return self.calendar.is_working(day)

    def say(self, rule: str, point: date, note: str = "", days: int = 0) -> None:
        self.steps.append(Step(rule, written(self.local(point)), note, days))

    def point(self, value: date) -> date:
        """A value from outside as this period counts it: its local date, or for hours the moment in UTC."""
        if self.length.unit is Unit.HOUR:
            return _utc(value, self.zone)
        if isinstance(value, datetime):
            return (value.astimezone(self.zone) if value.tzinfo else value).date()
        return value

    def local(self, point: date) -> date:
        return point.astimezone(self.zone) if isinstance(point, datetime) else point


def _utc(value: date, zone: ZoneInfo) -> datetime:
    """In UTC, for between two moments of one zone Python overlooks the change of clocks."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time.min)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
