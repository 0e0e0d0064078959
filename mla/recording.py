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
COPY mla_event (request_id, seq, verb, party, happened_at, recorded_at, note, details, previous, digest) FROM STDIN
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
    if not entries:
        return
    moment, written = canonical_moment(now), now.isoformat()
    chains = {chain.request: chain for chain, _note, _details in entries}
    with connection.cursor() as cursor:
        with cursor.copy(_EVENTS) as events:
            for chain, note, details in entries:
                told, previous, seq = _canonical(details), chain.head, chain.length + 1
                content = (
                    f'{{"actor":null,"details":{told},"happened_at":"{moment}","note":{_canonical(note)},'
                    f'"party":"{HOME}","previous":"{previous}","recorded_at":"{moment}","request":{chain.request},'
                    f'"seq":{seq},"verb":"{verb}"}}'
                )
                chain.head, chain.length = hashlib.sha256(content.encode()).hexdigest(), seq
                events.write_row(
                    (chain.request, seq, verb, HOME, written, written, note, told, previous, chain.head)
                )
        heads = [{"request": one.request, "head": one.head, "length": one.length} for one in chains.values()]
        cursor.execute(_HEADS, [json.dumps(heads)])
