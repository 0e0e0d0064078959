"""How is a request measured? Its stays in the stock are derived from its record, always by the same statement.

The engine derives those of one request with each act that matters, in the act's transaction; the command `measures`
derives all of them, and tells which would differ. A moment that was corrected counts as corrected. The duplicate of
another request has no stays: the matter is counted once, with its lead channel (CK-26).
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from mla.models import Event, Request
from workflows.models import PastChange

BEGINS = ("receive", "transmit", "reopen", "postpone")
ENDS = ("close", "refuse", "send_back", "withdraw", "lapse")
WORDS = frozenset({
    *BEGINS, *ENDS, "acknowledge", "answer", "ask", "consult", "correct", "forward", "grant", "reclassify", "report",
    "respond", "resume", "split",
})
"""The acts after which a request is measured anew."""
PAIRS = frozenset({"link", "unlink"})
"""The acts after which the two requests that they name are."""

COLUMNS = (
    "request_id", "nth", "is_last", "direction", "kind", "theme", "party_id", "authority_id", "urgency_first",
    "urgency", "classification", "compartment_id", "begins_at", "began_with", "acknowledged_at", "decided_at",
    "decided_with", "asked_at", "consulted_at", "postponed_at", "reported_at", "answered_at", "done_at",
    "ended_at", "ended_with", "paused",
)
_DERIVED = """
WITH moved AS (
    SELECT DISTINCT ON (request_id, details->>'event') request_id, (details->>'event')::int AS seq,
        (details->>'moved_to')::timestamptz AS at
    FROM mla_event
    WHERE verb = 'correct' AND coalesce(details->>'event', '') <> '' AND request_id = ANY(%(requests)s)
    ORDER BY request_id, details->>'event', mla_event.seq DESC
), act AS (
    SELECT one.request_id, one.seq, one.verb, coalesce(moved.at, one.happened_at) AS at, one.details,
        CASE request.direction
            WHEN 'in' THEN one.verb = 'receive' OR one.verb = 'reopen'
            ELSE one.verb IN ('transmit', 'reopen') END
            OR (one.verb = 'postpone' AND one.seq = 1) AS begins,
        (one.party = 'home') = (request.direction = 'in') AS is_asked
    FROM mla_event one
    JOIN mla_request request ON request.id = one.request_id AND request.id = ANY(%(requests)s)
        AND request.duplicate_of_id IS NULL
    LEFT JOIN moved ON moved.request_id = one.request_id AND moved.seq = one.seq
    WHERE one.verb = ANY(%(words)s) AND one.request_id = ANY(%(requests)s)
), numbered AS (
    SELECT act.*, sum(begins::int) OVER (PARTITION BY request_id ORDER BY seq) AS nth FROM act
), stay AS (
    SELECT request_id, nth, min(at) FILTER (WHERE begins) AS begun_at,
        (array_agg(verb ORDER BY seq))[1] AS began,
        min(at) FILTER (WHERE verb = 'acknowledge') AS acknowledged_at,
        min(at) FILTER (WHERE verb IN ('grant', 'refuse', 'report') AND is_asked) AS decided_at,
        (array_agg(verb ORDER BY seq) FILTER (
            WHERE verb IN ('grant', 'refuse', 'report') AND is_asked))[1] AS decided_with,
        min(at) FILTER (WHERE verb IN ('ask', 'send_back') AND is_asked) AS asked_at,
        min(at) FILTER (WHERE verb = 'consult') AS consulted_at,
        max(at) FILTER (WHERE verb = 'postpone') AS postponed_at,
        min(at) FILTER (WHERE verb = 'report') AS reported_at,
        min(at) FILTER (WHERE verb = 'respond') AS responded_at,
        (array_agg(at ORDER BY seq) FILTER (WHERE verb = ANY(%(ends)s)))[1] AS ended_at,
        (array_agg(verb ORDER BY seq) FILTER (WHERE verb = ANY(%(ends)s)))[1] AS ended_with,
        (array_agg(details->>'from_urgency' ORDER BY seq) FILTER (WHERE verb = 'reclassify'))[1] AS was
    FROM numbered WHERE nth > 0 GROUP BY request_id, nth
), placed AS (
    SELECT stay.*, max(begun_at) OVER next AS begins_at, lead(nth) OVER next IS NULL AS is_last
    FROM stay WINDOW next AS (PARTITION BY request_id ORDER BY nth)
), bounded AS (
    SELECT placed.*, CASE WHEN responded_at IS NOT NULL THEN greatest(begins_at, responded_at) END AS answered_at,
        CASE WHEN ended_at IS NULL THEN lead(begins_at) OVER next
            ELSE greatest(begins_at, ended_at) END AS left_at,
        CASE WHEN ended_with IS NULL AND NOT is_last THEN 'carried' ELSE coalesce(ended_with, '') END AS left_with,
        CASE WHEN nth = 1 AND began = 'postpone' THEN 'split' WHEN nth = 1 THEN began
            WHEN lag(ended_with) OVER next IS NULL THEN 'carried' ELSE 'reopen' END AS began_with
    FROM placed WINDOW next AS (PARTITION BY request_id ORDER BY nth)
), finished AS (
    SELECT bounded.*,
        least(CASE WHEN direction = 'out' THEN reported_at ELSE answered_at END, left_at) AS done_at,
        request.direction, request.kind, request.theme, request.counterpart_id, request.urgency,
        request.classification, request.compartment_id, request.state, request.agency_id
    FROM bounded JOIN mla_request request ON request.id = bounded.request_id
)
SELECT one.request_id, nth, is_last, direction, one.kind, theme, counterpart_id AS party_id,
    CASE WHEN direction = 'out' THEN agency_id ELSE (
        SELECT leg.authority_id FROM mla_leg leg JOIN mla_authority who ON who.id = leg.authority_id
        WHERE leg.request_id = one.request_id AND NOT leg.is_return AND who.kind <> 'central'
        ORDER BY leg.opened_at DESC, leg.id DESC LIMIT 1) END AS authority_id,
    coalesce(was, urgency) AS urgency_first, urgency, classification, compartment_id, begins_at, began_with,
    acknowledged_at, decided_at, coalesce(decided_with, '') AS decided_with, asked_at, consulted_at,
    CASE WHEN is_last AND state = 'postponed' THEN postponed_at END AS postponed_at, reported_at, answered_at,
    CASE WHEN direction = 'out' THEN reported_at ELSE answered_at END AS done_at,
    left_at AS ended_at, left_with AS ended_with,
    CASE WHEN done_at IS NULL THEN 0 ELSE coalesce((
        SELECT sum(extract(epoch FROM upper(pause) - lower(pause)))::bigint FROM unnest((
            SELECT range_agg(tstzrange(entry.begins_at, greatest(entry.begins_at, coalesce(entry.ends_at, done_at))))
            FROM workflows_clockentry entry JOIN workflows_clock clock ON clock.id = entry.clock_id
            WHERE clock.request_id = one.request_id AND entry.sort = 'pause'
        ) * tstzmultirange(tstzrange(begins_at, greatest(begins_at, done_at)))) AS pause), 0) END AS paused
FROM finished one
"""
_NAMES = ", ".join(COLUMNS)
_BATCH = 2000


def follow(event: Event) -> None:
    """Measure the event's request anew where the act matters, and the other one of a pair with it. The caller holds
    their locks inside a transaction."""
    if event.verb in WORDS:
        derive([event.request_id])
    elif event.verb in PAIRS:
        derive([event.request_id, int(event.details["other"])])


def derive(requests: Sequence[int] | None = None) -> int:
    """Measure these requests anew, or all of them in batches; how many stays there are. Inside a transaction."""
    if requests is None:
        PastChange.objects.create()
        return sum(derive(batch) for batch in _batches())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM workflows_measure WHERE request_id = ANY(%s)", [list(requests)])
        cursor.execute(f"INSERT INTO workflows_measure ({_NAMES}) SELECT {_NAMES} FROM ({_DERIVED}) found",
                       _given(requests))
        return int(cursor.rowcount)


def differing() -> list[int]:
    """The requests whose stored measures are not what the record gives."""
    stored = f"SELECT {_NAMES} FROM workflows_measure WHERE request_id = ANY(%(requests)s)"
    found = f"SELECT {_NAMES} FROM ({_DERIVED}) found"
    differs: list[int] = []
    with connection.cursor() as cursor:
        for batch in _batches():
            cursor.execute(
                f"SELECT DISTINCT request_id FROM ("
                f"({stored} EXCEPT {found}) UNION ALL ({found} EXCEPT {stored})) differs ORDER BY 1", _given(batch),
            )
            differs += [pk for (pk,) in cursor.fetchall()]
    return differs


def _batches() -> Iterator[list[int]]:
    """All requests, so many at a time that sorting their acts stays in memory, and no plan hangs on statistics."""
    every = Request.objects.order_by("pk").values_list("pk", flat=True).iterator()
    while batch := list(islice(every, _BATCH)):
        yield batch


def _given(requests: Sequence[int]) -> dict[str, Any]:
    return {"words": sorted(WORDS), "ends": list(ENDS), "requests": list(requests)}
