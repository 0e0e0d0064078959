"""When does a legal period end? A pure calculator: no database, no Django, no clock on the wall.

EU1182 is Regulation 1182/71 Arts 2-3; USFR is FRCP 6(a) and FRCrP 45(a); PRC is CPL Art 105 with SPC
Interpretation 2021 Art 202; PLAIN is our reading of a silent treaty, and RETENTION counts like it. The rules (R1 to
R20) are those of docs/clocks.md.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from workflows.period_types import Calendar, Length, Pauses, Period, Regime, Step, Unit, written

__all__ = ["Calendar", "Length", "Pauses", "Period", "Regime", "Step", "Unit", "compute", "end_moment", "written"]

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_SIZE = {Unit.HOUR: _HOUR, Unit.DAY: _DAY, Unit.WEEK: 7 * _DAY}
_ROLLS_ON = frozenset({Regime.EU1182, Regime.USFR, Regime.PRC})
_ROLLS_BACK = frozenset({Regime.USFR, Regime.PRC})


def compute(
    trigger: date | datetime, length: Length, *, regime: Regime, calendar: Calendar, zone: ZoneInfo,
    pauses: Pauses = (), extensions: Sequence[Length] = (),
) -> Period:
    """The end of a period, with its derivation; calendar and zone are the obligated party's.

    Length and extensions are one period: months, then weeks and days, then working days. The union of the pauses shifts
    its end by the days from pause to resumption (working days for `wd`, elapsed time for `h`); a pause counts only
    after the trigger, and only if it begins no later than the end reached so far. Last, the end is moved to a working
    day. So neither the order of pauses nor that of extensions matters, nor which of the two was recorded first. A
    moment without an offset is local to `zone`; days count its local date, for hours a bare date is its midnight.
    Raises ValueError for terms that contradict each other, OverflowError outside the years 1 to 9999.
    """
    return _Count(length, extensions, regime, calendar, zone).period(trigger, pauses)


def end_moment(due: date, zone: ZoneInfo) -> datetime:
    """The moment from which an act due on a day is late: the start of the following local day."""
    return _utc(due + _DAY, zone).astimezone(zone)


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
        due = self.no_sooner(start, self.with_two_working_days(start, self.rolled(strict), pauses))
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
        """Length and extensions counted from `start` as one period, then lengthened by the pauses in it."""
        end, months = start, 0
        for span, rule in self.spans():
            before, months = end, months + (span.count if span.unit is Unit.MONTH else 0)
            end = self.add(start, Length(months, Unit.MONTH)) if span.unit is Unit.MONTH else self.add(end, span)
            self.say(rule, end, str(span))
            if span.unit is Unit.WORKDAY:
                self.tell([day for day in self.days_off(before, end) if self.calendar.name_of(day)], "day_off")
        for begin, resume in self.gaps(start, pauses):
            if begin <= end:
                days = (resume - begin).days
                if self.length.unit is Unit.WORKDAY:  # like the trigger's, the day of resumption is free
                    days = sum(self.works(begin + n * _DAY) for n in range(1, days + 1))
                    end = self.add(end, Length(days, Unit.WORKDAY))
                else:
                    end += resume - begin
                self.say("pause", begin, written(self.local(resume)), days)
        return end

    def spans(self) -> list[tuple[Length, str]]:
        """Length and extensions as they are added up: months, days, then working days; the length first in each."""
        added = sorted(self.extensions, key=lambda one: one.order)
        told = [(self.length, "length"), *((span, "extension") for span in added)]
        return sorted(told, key=lambda one: one[0].order[0])

    def gaps(self, start: date, pauses: Pauses) -> Iterator[tuple[date, date]]:
        """The union of the pauses after `start`: intervals in order that neither overlap nor touch."""
        last = None
        for begin, resume in sorted((max(self.point(begin), start), self.point(resume)) for begin, resume in pauses):
            if begin < resume:
                if last and begin <= last[1]:
                    last = (last[0], max(last[1], resume))
                    continue
                if last:
                    yield last
                last = (begin, resume)
        if last:
            yield last

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
        self.tell(skipped, "holiday")
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

    def no_sooner(self, start: date, due: date) -> date:
        """An end in hours moves to the same hour of another day, so a longer period might end sooner: it does not."""
        if self.length.unit is Unit.HOUR and self.regime is Regime.USFR:
            plain = replace(self, extensions=(), steps=[])
            if (least := plain.rolled(plain.run(start, ()))) > due and self.length.count >= 0:
                self.say("not_sooner", least)
                return least
        return due

    def days_off(self, before: date, end: date) -> list[date]:
        """The days between two days on which nobody works, in the direction of the count."""
        step = _DAY if end > before else -_DAY
        between = [before + n * step for n in range(1, abs((end - before).days))]
        return [day for day in between if not self.works(day)]

    def works(self, day: date) -> bool:
        self.last_year_asked = max(self.last_year_asked, day.year)
        return self.calendar.is_working(day)

    def tell(self, days: list[date], rule: str) -> None:
        """Days off, those of one name in a row as one step."""
        for name, run in groupby(days, key=self.calendar.name_of):
            first, *others = run
            self.say(rule if name else "weekend", first, name, 1 + len(others))

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
