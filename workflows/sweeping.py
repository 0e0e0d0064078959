"""Which clocks are due to be looked at? The sweep wakes those alone, however many run."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from psycopg.types.datetime import TimestamptzLoader

from mla import recording, reference
from mla.models import Authority, Party
from mla.recording import Chain
from workflows import audience, ladders, rules
from workflows.calendar_store import CALENDARS, Calendars
from workflows.ladders import Rungs, Step
from workflows.models import ClockRule, Wake

BATCH = 1000
PUT_OFF = timedelta(hours=1)
_log = logging.getLogger(__name__)
_DUE = """
SELECT request.id, record.head, record.length, clock.id, clock.rule_id, clock.party_id,
    clock.authority_id, clock.starts_at, clock.due, clock.due_at, clock.calendar_version, clock.is_late
FROM workflows_wake wake
JOIN workflows_clock clock ON clock.id = wake.clock_id JOIN mla_request request ON request.id = clock.request_id
JOIN mla_recordend record ON record.request_id = request.id
WHERE wake.at <= %s AND clock.status = 'running' ORDER BY wake.at LIMIT %s
FOR NO KEY UPDATE OF request, record, clock, wake SKIP LOCKED
"""
_CLAIM = """
INSERT INTO workflows_rung (clock_id, name, "to", due_at, claimed_at)
SELECT clock, name, "to", at, %s
FROM json_to_recordset(%s::json) AS rung (clock bigint, name text, "to" jsonb, at timestamptz)
ON CONFLICT (clock_id, name) DO NOTHING RETURNING clock_id, name, id
"""
_MOVE = """
UPDATE workflows_wake AS wake SET at = found.at
FROM json_to_recordset(%s::json) AS found (clock bigint, at timestamptz) WHERE wake.clock_id = found.clock
"""
_TURN = "UPDATE workflows_clock SET is_late = NOT is_late WHERE id = ANY (%s)"


@dataclass(slots=True)
class Due:
    """What the sweep reads of a clock that is due: a whole row of the model would cost as much as the rest."""

    pk: int
    rule: ClockRule
    request_id: int
    party: Party
    authority: Authority | None
    starts_at: datetime
    due: str
    due_at: datetime
    calendar_version: str
    is_late: bool
    wake_at: datetime | None = None

    def is_late_at(self, now: datetime) -> bool:
        """Whether its end has come."""
        return self.due_at <= now


class Claim(NamedTuple):
    """One rung that has just been claimed: the number of its row, its clock, and what was planned."""

    rung: int
    clock: Due
    step: Step


@dataclass(slots=True)
class Swept:
    """What a sweep did: how many clocks it looked at, and those whose rule could not be read."""

    seen: int = 0
    unreadable: list[int] = field(default_factory=list)


Then = Callable[[list[Claim], datetime], None]


def tell(claims: list[Claim], now: datetime) -> None:
    """Tell at once whom the rungs name; the job of the sweep leaves it to another."""
    audience.tell([one.rung for one in claims if one.step.to], now=now)


def sweep(*, now: datetime, limit: int | None = 500, then: Then = tell) -> int:
    """`look`, for those who want to know only how many clocks were looked at."""
    return look(now=now, limit=limit, then=then).seen


def look(*, now: datetime, limit: int | None = None, then: Then = tell) -> Swept:
    """Look at the clocks whose `wake_at` has come, the longest due first, up to `limit`. For each batch, at once:

    1. Lock the clocks and their requests, passing over what another holds: another sweep takes others, an act under
       way goes first.
    2. Claim each rung that has come, by its unique row; one claimed before is passed over.
    3. Record one event (`escalate`) for each rung claimed, in its request's chain.
    4. Mark a clock late once its end has come, and set its next look to the next rung, or to none.
    5. Hand the rungs claimed to `then`, inside the transaction: it tells people, or queues the jobs that do.

    Run again, it finds nothing more; after an outage it claims what was missed, in order; killed, it has done a batch
    whole or not at all. It moves no state and opens no task. A clock whose rule cannot be read is put off by an hour
    and reported, so that it does not block the queue.
    """
    swept = Swept()
    while limit is None or swept.seen < limit:
        size = BATCH if limit is None else min(BATCH, limit - swept.seen)
        if not (seen := _batch(now, size, swept, then)):
            break
        swept.seen += seen
    return swept


def oldest_due(now: datetime) -> datetime | None:
    """Since when the clock that has waited longest has been due; None where none is."""
    due = Wake.objects.filter(at__lte=now, clock__status="running").order_by("at")
    return due.values_list("at", flat=True).first()


@transaction.atomic
def _batch(now: datetime, size: int, swept: Swept, then: Then) -> int:
    clocks, chains = _locked(now, size)
    calendars = CALENDARS.now() if clocks else None
    read: dict[int, Rungs] = {}
    planned = [(clock, step) for clock in clocks for step in _climb(clock, now, swept, calendars, read)]
    planned.sort(key=lambda one: (one[1].at, one[0].pk))
    claims = _claim(planned, now)
    recording.append([_entry(one, chains) for one in claims], verb="escalate", now=now)
    if clocks:
        _rows(_MOVE, json.dumps([{"clock": one.pk, "at": _iso(one.wake_at)} for one in clocks]))
    if turned := [one.pk for one in clocks if one.is_late != one.is_late_at(now)]:
        _rows(_TURN, turned)
    if claims:
        then(claims, now)
    return len(clocks)


def _locked(now: datetime, size: int) -> tuple[list[Due], dict[int, Chain]]:
    """The due clocks that nobody holds, and the ends of their requests' records. The order is that of the index."""
    rows = _rows(_DUE, now, size)
    if not rows:
        return [], {}
    stamp = reference.stamp()
    known, parties = rules.RULES.at(stamp).by_pk, reference.PARTIES.at(stamp)
    authorities = reference.AUTHORITIES.at(stamp)
    chains = {request: Chain(request, head, length) for request, head, length, *_clock in rows}
    found = [
        Due(pk, known[rule], request, parties[party], authorities[authority] if authority else None, *moments)
        for request, _head, _length, pk, rule, party, authority, *moments in rows
    ]
    return found, chains


def _climb(clock: Due, now: datetime, swept: Swept, calendars: Calendars | None, read: dict[int, Rungs]) -> list[Step]:
    """The rungs that have come; sets the clock's next look."""
    try:
        if (rungs := read.get(clock.rule.pk)) is None:
            rungs = read[clock.rule.pk] = ladders.read(clock.rule.ladder)
        steps = ladders.ladder(clock, calendars, rungs)
    except (ValueError, OverflowError):
        _log.exception("clock %s: its rule %s cannot be read", clock.pk, clock.rule)
        swept.unreadable.append(clock.pk)
        clock.wake_at = now + PUT_OFF
        return []
    clock.wake_at = min((one.at for one in steps if one.at > now), default=None)
    return [one for one in steps if one.at <= now]


def _claim(planned: Sequence[tuple[Due, Step]], now: datetime) -> list[Claim]:
    """The rungs that were not claimed before, in the order given; the database decides."""
    if not planned:
        return []
    rungs = [{"clock": clock.pk, "name": one.name, "to": one.to, "at": _iso(one.at)} for clock, one in planned]
    claimed = {(clock, name): pk for clock, name, pk in _rows(_CLAIM, now, json.dumps(rungs))}
    return [
        Claim(claimed[clock.pk, step.name], clock, step)
        for clock, step in planned if (clock.pk, step.name) in claimed
    ]


def _entry(one: Claim, chains: dict[int, Chain]) -> recording.Entry:
    """What the record says of a rung: which clock, by which rule, and which levels were told."""
    clock, step, code = one.clock, one.step, one.clock.rule.code
    details = {"clock": clock.pk, "rule": code, "rung": step.name, "told": list(step.to)}
    return chains[clock.request_id], f"{code} {step.name.partition(' ')[0]}", details


def _rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)  # a third of the time that Django's takes
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
