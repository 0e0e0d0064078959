"""What does a person read of why a clock is due then? Its derivation, ledger, journal and ladder as rows of a page."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mla.models import Event
from workflows import clock_data, derivation, explanations, words
from workflows.models import Clock
from workflows.moments import Capitals
from workflows.tracing import Line, Trace

Row = dict[str, Any]


def steps(trace: Trace) -> list[Row]:
    """One sentence a step, with the acts behind it."""
    told = explanations.sentences(trace.period, derivation.calendar_of(trace.clock))
    return [
        {"text": sentence, "acts": [_link(one, trace.clock.request_id) for one in reason.events]}
        for sentence, reason in zip(told, trace.reasons, strict=True)
    ]


def lines(trace: Trace, capitals: Capitals) -> list[Row]:
    """The ledger: what paused, extended or ended the clock, by whom and why."""
    return [_line(one, trace.clock, capitals) for one in trace.lines]


def changes(clock: Clock, capitals: Capitals) -> list[Row]:
    """The journal of ends that moved because a calendar or a rule changed, newest first."""
    return [
        {
            "at": capitals.at_home(one.changed_at), "iso": one.changed_at.isoformat(),
            "cause": one.get_cause_display(), "told": one.told, "before": one.before, "after": one.after,
            "old_due": explanations.point(one.old_due), "new_due": explanations.point(one.new_due), "by": one.actor,
        }
        for one in clock.changes.select_related("actor").order_by("-changed_at", "-pk")
    ]


def rungs(clock: Clock, capitals: Capitals) -> list[Row]:
    """The ladder: what was claimed when, and what is to come."""
    return [
        {
            "name": rung_name(one["name"]), "at": capitals.at_home(one["at"]), "iso": one["at"].isoformat(),
            "to": ", ".join(str(level_name(level)) for level in one["to"]),
            "claimed": one["claimed_at"] and capitals.at_home(one["claimed_at"]),
        }
        for one in clock_data.rungs(clock)
    ]


def event(one: Event, request: int, capitals: Capitals) -> Row:
    """An act with its place in the record and its moment in both capitals."""
    return {
        **_link(one, request), "iso": one.happened_at.isoformat(), "at_home": capitals.at_home(one.happened_at),
        "at_away": capitals.at_away(one.happened_at),
    }


def rung_name(at: str) -> str:
    """“2 days before the end”, “half-way”: a rung as the reader says it."""
    if at == "due":
        return _("the end")
    if at.endswith("%"):
        return _("%(share)s of the period") % {"share": at}
    span = explanations.length(_in_days(at[1:]))
    return _("%(length)s before the end") % {"length": span} if at[0] == "-" else _("%(length)s after the end") % {
        "length": span
    }


def _in_days(length: str) -> str:
    """Whole days instead of their hours."""
    hours = int(length[:-1]) if length.endswith("h") else 0
    return f"{hours // 24}d" if hours >= 48 and hours % 24 == 0 else length


def level_name(level: str) -> str:
    """Whom a rung tells."""
    names = {
        "desk": _("the desk"), "supervisor": _("the supervisors"), "working": _("working level"),
        "leadership": _("leadership level"),
    }
    return names.get(level, level)


def _line(line: Line, clock: Clock, capitals: Capitals) -> Row:
    entry = line.entry
    return {
        "sort": entry.get_sort_display(), "began": _link(entry.event, clock.request_id),
        "ended": line.ended_by and _link(line.ended_by, clock.request_id), "by": entry.actor, "reason": entry.reason,
        "begins": _moment(entry.begins_at, capitals), "ends": _moment(entry.ends_at, capitals),
        "length": entry.length and explanations.length(entry.length), "is_pause": entry.sort == "pause",
    }


def _moment(moment: datetime | None, capitals: Capitals) -> str:
    return capitals.at_home(moment) if moment else ""


def _link(one: Event, request: int) -> Row:
    return {
        "title": words.done(one.verb, one.party), "seq": one.seq,
        "url": f"{reverse('request', args=[request])}?tab=record#event-{one.seq}",
    }
