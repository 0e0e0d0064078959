"""When is a clock due? From its stored facts: start, rule, obligated side, and the ledger of its entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from mla import reference
from mla.models import AssistanceItem, Authority, Party, Person, Request
from workflows.calendar_store import CALENDARS, Calendars
from workflows.calendars import Versioned
from workflows.models import Clock, ClockEntry, ClockRule
from workflows.periods import Length, Period, Regime, Step, compute, end_moment, written


class Obligation(Protocol):
    """Who owes by which rule: a clock, or as much of it as the sweep reads."""

    @property
    def rule(self) -> ClockRule: ...
    @property
    def party(self) -> Party: ...
    @property
    def authority(self) -> Authority | None: ...


def zone_of(clock: Obligation) -> ZoneInfo:
    """Where the obligated side's days begin and end."""
    return ZoneInfo((clock.authority.zone if clock.authority else "") or clock.party.zone)


def calendar_code(clock: Obligation) -> str:
    """The code of the obligated side's working calendar."""
    return (clock.authority.calendar if clock.authority else "") or clock.party.calendar


def regime_of(clock: Obligation) -> Regime:
    """How the period counts: as the rule says, else as the obligated party counts."""
    return Regime(clock.rule.regime or clock.party.regime)


def calendar_of(clock: Clock) -> Versioned:
    """The calendar that the stored dates were worked out with; the present one where that is no longer at hand."""
    calendars = _calendars(clock)
    return calendars.named(clock.calendar_version) or calendars.of(calendar_code(clock))


def period_of(clock: Clock, entries: Iterable[ClockEntry]) -> Period:
    """The end of the clock with its derivation, by the calendar that the stored dates were worked out with.

    Where that calendar is no longer at hand and the present one gives another end, the first step says so: the stored
    dates stand, and the step's note names the calendar they rest on. A pause that still runs shifts nothing yet.
    """
    calendar = calendar_of(clock)
    period = _period(clock, entries, calendar)
    is_other = clock.calendar_version not in ("", calendar.version)
    if is_other and (clock.strict, clock.due) != (written(period.strict), written(period.due)):
        step = Step("other_calendar", written(clock.starts_at), clock.calendar_version)
        return replace(period, steps=(step, *period.steps))
    return period


def derive(clock: Clock, entries: Iterable[ClockEntry] = (), calendars: Calendars | None = None) -> None:
    """Write the derived moments into the clock, by the calendars now in force or those given; nothing is saved.

    `unpaused_due_at` is the end that the clock would have without its pauses; empty where nothing paused it.
    """
    calendar, listed = (calendars or _calendars(clock)).of(calendar_code(clock)), list(entries)
    period = _period(clock, listed, calendar)
    clock.strict, clock.due = written(period.strict), written(period.due)
    clock.due_at = _late_from(clock, period)
    unpaused = [one for one in listed if one.sort != "pause"]
    clock.unpaused_due_at = None if unpaused == listed else _late_from(clock, _period(clock, unpaused, calendar))
    clock.is_provisional, clock.calendar_version = period.provisional, calendar.version


def _late_from(clock: Clock, period: Period) -> datetime:
    return period.due if isinstance(period.due, datetime) else end_moment(period.due, zone_of(clock))


def _calendars(clock: Clock) -> Calendars:
    """As of the stamp that came with the clock's request; without the request at hand one small query asks for it."""
    if Clock._meta.get_field("request").is_cached(clock):
        return CALENDARS.at(reference.stamp_of(clock.request))
    return CALENDARS.now()


def _period(clock: Clock, entries: Iterable[ClockEntry], calendar: Versioned) -> Period:
    listed = list(entries)
    return compute(
        clock.starts_at, Length.parse(clock.rule.length), regime=regime_of(clock), calendar=calendar,
        zone=zone_of(clock),
        pauses=[(one.begins_at, one.ends_at) for one in listed if one.sort == "pause" and one.ends_at],
        extensions=[Length.parse(one.length) for one in listed if one.sort == "extension"],
    )


def last_minute(clock: Clock) -> datetime:
    """The last minute that is in time where whole days count, so that a page names the due day; else the due moment."""
    return clock.due_at if "T" in clock.due else clock.due_at - timedelta(minutes=1)


def trigger(
    rule: ClockRule, subject: AssistanceItem | Person | Request, happened_at: datetime, zone: ZoneInfo,
    ended: Sequence[Clock] = (), told: Mapping[str, Any] | None = None,
) -> datetime | None:
    """The moment the period counts from; None while the dated field or the previous clock is missing.

    It is the act's legal moment, or the midnight that begins the date in the rule's field (of the subject, else as the
    act told it), or the strict end of the latest clock that the rule continues.
    """
    if rule.starts_after:
        before = max((clock for clock in ended if clock.rule.code == rule.starts_after), key=_started, default=None)
        return midnight(_point(before.strict), zone) if before else None
    if rule.starts_field:
        value = getattr(subject, rule.starts_field, None) or _given((told or {}).get(rule.starts_field))
        return midnight(value, zone) if value else None
    return happened_at


def midnight(value: date, zone: ZoneInfo) -> datetime:
    """A moment as it is; a date as the local midnight that begins it."""
    return value if isinstance(value, datetime) else datetime.combine(value, time.min, tzinfo=zone)


def _given(text: str | None) -> date | None:
    return _point(text) if text else None


def _started(clock: Clock) -> datetime:
    return clock.starts_at


def _point(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
