"""How are many acts recorded at once? The chains of many requests go on, in two statements.

`Request.record` writes what a person does; this writes what the office does by itself, as the sweep of the clocks.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from mla.models.record import canonical_moment
from mla.vocabulary import HOME

# RFC 8785, as `Event.compute_digest` writes it, for texts, whole numbers and their lists: it differs for floats alone.
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_EVENTS = """
INSERT INTO mla_event (
    request_id, seq, verb, party, happened_at, recorded_at, note, details, previous, digest)
SELECT request, seq, %s, %s, %s, %s, note, details, previous, digest
FROM json_to_recordset(%s::json)
    AS event (request bigint, seq int, note text, details jsonb, previous text, digest text)
"""
_HEADS = """
UPDATE mla_request AS request SET record_head = chain.head, record_length = chain.length
FROM json_to_recordset(%s::json) AS chain (request bigint, head text, length int) WHERE request.id = chain.request
"""


@dataclass(slots=True)
class Chain:
    """Where the record of one request ends: the digest and the number of its last event."""

    request: int
    head: str
    length: int


Entry = tuple[Chain, str, dict[str, Any]]
"""The chain to go on with, a note, and the details: texts, whole numbers and lists of them."""


def append(entries: Sequence[Entry], *, verb: str, now: datetime) -> None:
    """Write one event for each entry, in the order given: an act of the office itself, without a person.

    The caller holds the locks of the requests inside a transaction, and has read the chains under them.
    """
    moment = canonical_moment(now)
    same = {"verb": verb, "party": HOME, "actor": None, "happened_at": moment, "recorded_at": moment}
    events, chains = [], dict[int, Chain]()
    for chain, note, details in entries:
        own = {
            "request": chain.request, "seq": chain.length + 1, "note": note, "details": details, "previous": chain.head,
        }
        digest = hashlib.sha256(_canonical({**same, **own}).encode()).hexdigest()
        events.append({**own, "digest": digest})
        chain.head, chain.length = digest, chain.length + 1
        chains[chain.request] = chain
    if not events:
        return
    heads = [{"request": one.request, "head": one.head, "length": one.length} for one in chains.values()]
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [verb, HOME, now, now, json.dumps(events)])
        cursor.execute(_HEADS, [json.dumps(heads)])
