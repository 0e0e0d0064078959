"""When is a clock due? From its stored facts: start, rule, obligated side, and the ledger of its entries."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

from mla.models import AssistanceItem, Request
from workflows.calendars import calendar_for
from workflows.models import Clock, ClockEntry, ClockRule
from workflows.periods import Length, Period, Regime, compute, end_moment, written

CHANGING = (  # the columns of a running clock that an act or a correction may change
    "status", "starts_at", "stops_at", "stopped_by", "strict", "due", "due_at", "wake_at", "is_provisional", "is_late",
    "calendar_version",
)
_CALENDAR = f"holidays {version('holidays')}"


def zone_of(clock: Clock) -> ZoneInfo:
    """Where the obligated side's days begin and end."""
    return ZoneInfo((clock.authority.zone if clock.authority else "") or clock.party.zone)


def calendar_code(clock: Clock) -> str:
    """The code of the obligated side's working calendar."""
    return (clock.authority.calendar if clock.authority else "") or clock.party.calendar


def regime_of(clock: Clock) -> Regime:
    """How the period counts: as the rule says, else as the obligated party counts."""
    return Regime(clock.rule.regime or clock.party.regime)


def period_of(clock: Clock, entries: Iterable[ClockEntry]) -> Period:
    """The end of the clock with its derivation. A pause that still runs shifts nothing yet."""
    listed = list(entries)
    return compute(
        clock.starts_at, Length.parse(clock.rule.length), regime=regime_of(clock),
        calendar=calendar_for(calendar_code(clock)), zone=zone_of(clock),
        pauses=[(one.begins_at, one.ends_at) for one in listed if one.sort == "pause" and one.ends_at],
        extensions=[Length.parse(one.length) for one in listed if one.sort == "extension"],
    )


def derive(clock: Clock, entries: Iterable[ClockEntry] = ()) -> None:
    """Write the derived moments into the clock; nothing is saved."""
    period = period_of(clock, entries)
    clock.strict, clock.due = written(period.strict), written(period.due)
    clock.due_at = period.due if isinstance(period.due, datetime) else end_moment(period.due, zone_of(clock))
    clock.is_provisional, clock.calendar_version = period.provisional, _CALENDAR


def last_minute(clock: Clock) -> datetime:
    """The last minute that is in time where whole days count, so that a page names the due day; else the due moment."""
    return clock.due_at if "T" in clock.due else clock.due_at - timedelta(minutes=1)


def trigger(
    rule: ClockRule, subject: AssistanceItem | Request, happened_at: datetime, zone: ZoneInfo,
    ended: Sequence[Clock] = (),
) -> datetime | None:
    """The moment the period counts from; None while the dated field or the previous clock is missing.

    It is the act's legal moment, or the midnight that begins the date in the rule's field, or the strict end of the
    latest clock that the rule continues.
    """
    if rule.starts_after:
        before = max((clock for clock in ended if clock.rule.code == rule.starts_after), key=_started, default=None)
        return midnight(_point(before.strict), zone) if before else None
    if rule.starts_field:
        value = getattr(subject, rule.starts_field, None)
        return midnight(value, zone) if value else None
    return happened_at


def midnight(value: date, zone: ZoneInfo) -> datetime:
    """A moment as it is; a date as the local midnight that begins it."""
    return value if isinstance(value, datetime) else datetime.combine(value, time.min, tzinfo=zone)


def _started(clock: Clock) -> datetime:
    return clock.starts_at


def _point(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
