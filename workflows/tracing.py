"""Which acts stand behind the date of a clock? Each step of its derivation, with the events that caused it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mla.models import Event
from workflows import derivation
from workflows.models import Clock, ClockEntry
from workflows.period_types import Length, Period, Step

_RELATED = (
    "rule__instrument", "request__counterpart", "item", "person", "party", "authority", "started_by", "stopped_by",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the derivation with the events behind it, in the order of the record."""

    step: Step
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger; `ended_by` is the event that ended a pause, where the record still tells it."""

    entry: ClockEntry
    ended_by: Event | None


@dataclass(frozen=True, slots=True)
class Trace:
    """A clock with its derivation and its ledger."""

    clock: Clock
    period: Period
    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...]


def trace(clock: Clock) -> Trace:
    """The derivation of a stored clock again, from its facts. Two queries, three where a pause has ended."""
    entries = list(clock.entries.select_related("event", "actor"))
    period = derivation.period_of(clock, entries)
    lines = tuple(_lines(clock, entries))
    extensions = iter(sorted(_of("extension", lines), key=lambda one: Length.parse(one.entry.length).order))
    reasons = []
    for step in period.steps:
        events: tuple[Event, ...] = ()
        if step.rule == "trigger":
            events = (clock.started_by,)
        elif step.rule == "extension":
            events = (next(extensions).entry.event,)
        elif step.rule == "pause":
            events = tuple(_of_pause(clock, step, _of("pause", lines)))
        reasons.append(Reason(step, events))
    return Trace(clock, period, lines, tuple(reasons))


def with_related(clock: int) -> Clock:
    """The stored clock with this number and what its derivation reads. Raises Clock.DoesNotExist."""
    return Clock.objects.select_related(*_RELATED).get(pk=clock)


def _of(sort: str, lines: Iterable[Line]) -> list[Line]:
    return [one for one in lines if one.entry.sort == sort]


def _of_pause(clock: Clock, step: Step, lines: Iterable[Line]) -> list[Event]:
    """The events that began and ended the pauses of which the step is the union."""
    begin, end = _point(step.at), _point(step.note)
    found: dict[int, Event] = {}
    for line in lines:
        entry = line.entry
        if entry.ends_at is None:
            continue
        first, last = _local(clock, entry.begins_at, step), _local(clock, entry.ends_at, step)
        if first < last and first < end and begin < last:
            found |= {one.seq: one for one in (entry.event, line.ended_by) if one}
    return [found[seq] for seq in sorted(found)]


def _local(clock: Clock, moment: datetime, step: Step) -> date:
    """The moment as the step writes it: a date at the obligated side, or for hours the moment itself."""
    local = moment.astimezone(derivation.zone_of(clock))
    return local if "T" in step.at else local.date()


def _point(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _lines(clock: Clock, entries: list[ClockEntry]) -> Iterable[Line]:
    backs = {
        pausing.partition(":")[0]: resuming.partition(":")[0]
        for pausing, resuming in zip(clock.rule.pauses_on, clock.rule.resumes_on, strict=True)
    }
    ended = [one for one in entries if one.sort == "pause" and one.ends_at]
    words = {backs[one.event.verb] for one in ended if one.event.verb in backs}
    events = list(clock.request.events.filter(verb__in=[*words, "correct"]).order_by("seq")) if ended else []
    moments = {one.seq: one.happened_at for one in events}
    for one in events:
        if one.verb == "correct" and one.details.get("event") in moments:
            moments[one.details["event"]] = datetime.fromisoformat(one.details["moved_to"])
    for entry in entries:
        resuming = backs.get(entry.event.verb, "")
        yield Line(entry, _ender(clock, entry, [one for one in events if one.verb == resuming], moments))


def _ender(clock: Clock, entry: ClockEntry, events: list[Event], moments: dict[int, datetime]) -> Event | None:
    if entry.sort != "pause" or entry.ends_at is None:
        return None
    for one in events:
        if one.seq > entry.event.seq and max(moments[one.seq], entry.begins_at) == entry.ends_at:
            return one
    is_last = clock.stops_at is not None and max(clock.stops_at, entry.begins_at) == entry.ends_at
    return clock.stopped_by if is_last else None
