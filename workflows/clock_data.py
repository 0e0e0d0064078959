"""What does a program read of a clock? Its derivation as data, in the shape that docs/clocks.md gives."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation

from mla import moments
from mla.models import Event
from workflows import clocks, derivation, explanations, ladders
from workflows.models import Clock, ClockChange
from workflows.periods import written
from workflows.tracing import Line, Trace

Data = dict[str, Any]


def as_data(trace: Trace) -> Data:
    """The clock, why it is due then, its ledger, the journal (newest first) and its rungs. Three queries."""
    clock, period = trace.clock, trace.period
    zone = derivation.zone_of(clock)
    events = {one.seq: one for reason in trace.reasons for one in reason.events}
    return {
        "clock": clock.pk, "request": clock.request_id, "reference": clock.request.own_reference,
        "status": clock.status, "run": clock.run, "rule": _rule(clock), "subject": _subject(clock),
        "obligated": {
            "side": clock.obligated, "party": clock.party.code,
            "authority": clock.authority.code if clock.authority else None, "zone": zone.key,
            "calendar": derivation.calendar_code(clock), "regime": derivation.regime_of(clock).value,
        },
        "starts_at": _at(clock.starts_at, zone), "strict": clock.strict, "due": clock.due,
        "elapsed": written(period.elapsed) if period.elapsed else None, "due_at": _at(clock.due_at, zone),
        "due_at_capitals": {
            party.code: _at(clock.due_at, party.tz) for party in moments.parties_of(clock.request)
        },
        "is_late": clock.is_late, "provisional": clock.is_provisional, "calendar_version": clock.calendar_version,
        "started_by": clock.started_by.seq, "ended_by": clock.stopped_by.seq if clock.stopped_by else None,
        "stops_at": _at(clock.stops_at, zone), "steps": _steps(trace),
        "events": [_event(events[seq], zone) for seq in sorted(events)],
        "entries": [_entry(line, zone) for line in trace.lines],
        "changes": [_change(one, zone) for one in clock.changes.order_by("-changed_at", "-pk")],
        "rungs": [_rung(one, zone) for one in rungs(clock)],
    }


def rungs(clock: Clock) -> list[Data]:
    """The ladder as it was climbed and as it still stands, in order of time: `claimed_at` is None for what is to come.

    A clock that does not run has no rungs to come.
    """
    claimed = list(clock.rungs.all())
    known = {one.name for one in claimed}
    told = [_planned(one.name, one.due_at, one.to, one.claimed_at) for one in claimed]
    told += [_planned(one.name, one.at, list(one.to)) for one in _coming(clock) if one.name not in known]
    return sorted(told, key=lambda one: one["at"])


def _planned(name: str, at: datetime, to: list[str], claimed_at: datetime | None = None) -> Data:
    return {"name": name.partition(" ")[0], "at": at, "to": to, "claimed_at": claimed_at}


def _coming(clock: Clock) -> list[ladders.Step]:
    """The rungs of a running clock; none of a rule whose ladder cannot be read, which the sweep reports."""
    try:
        return ladders.ladder(clock) if clock.status == "running" else []
    except ValueError:
        return []


def _rule(clock: Clock) -> Data:
    rule = clock.rule
    return {
        "code": rule.code, "version": rule.version, "name_en": rule.name_en, "name_zh": rule.name_zh,
        "source_class": rule.source_class, "instrument": rule.instrument.code if rule.instrument else None,
        "article": clocks.article(rule), "length": rule.length, "max_extension": rule.max_extension,
    }


def _subject(clock: Clock) -> Data:
    return {"item": clock.item.seq if clock.item else None, "person": clock.person_id, "leg": clock.leg_id}


def _steps(trace: Trace) -> list[Data]:
    """Each step with its sentence in both languages and the numbers of the events behind it."""
    told = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told[language] = explanations.sentences(trace.period, derivation.calendar_of(trace.clock))
    return [
        {
            "rule": reason.step.rule, "at": reason.step.at, "note": reason.step.note, "days": reason.step.days,
            "text_en": english, "text_zh": chinese, "events": [one.seq for one in reason.events],
        }
        for reason, english, chinese in zip(trace.reasons, told["en"], told["zh-hans"], strict=True)
    ]


def _event(event: Event, zone: ZoneInfo) -> Data:
    return {"seq": event.seq, "verb": event.verb, "party": event.party, "happened_at": _at(event.happened_at, zone)}


def _entry(line: Line, zone: ZoneInfo) -> Data:
    entry = line.entry
    return {
        "sort": entry.sort, "from": _at(entry.begins_at, zone), "to": _at(entry.ends_at, zone),
        "length": entry.length or None, "reason": entry.reason, "by": str(entry.actor) if entry.actor else None,
        "event": entry.event.seq, "ended_by": line.ended_by.seq if line.ended_by else None,
    }


def _change(change: ClockChange, zone: ZoneInfo) -> Data:
    return {
        "at": _at(change.changed_at, zone), "cause": change.cause, "told": change.told, "before": change.before,
        "after": change.after, "old_strict": change.old_strict, "new_strict": change.new_strict,
        "old_due": change.old_due, "new_due": change.new_due,
    }


def _rung(rung: Data, zone: ZoneInfo) -> Data:
    return {**rung, "at": _at(rung["at"], zone), "claimed_at": _at(rung["claimed_at"], zone)}


def _at(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return written(moment.astimezone(zone)) if moment else None
