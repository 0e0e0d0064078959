"""How are many acts recorded at once? The chains of many requests go on: the events by COPY; a trigger moves the ends.

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

canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""RFC 8785, as `Event.compute_digest` writes it, for texts, whole numbers, lists and names in ASCII; not for floats."""
_EVENTS = """
COPY mla_event (request_id, seq, verb, party, happened_at, recorded_at, note, details, previous, digest) FROM STDIN
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
    written = now.isoformat()
    with connection.cursor() as cursor, cursor.copy(_EVENTS) as events:
        for chain, note, details in entries:
            told, previous = canonical(details), chain.head
            digest = hashlib.sha256(content(chain, verb, now, note, told).encode()).hexdigest()
            chain.head, chain.length = digest, chain.length + 1
            events.write_row((chain.request, chain.length, verb, HOME, written, written, note, told, previous, digest))


def content(chain: Chain, verb: str, now: datetime, note: str, told: str) -> str:
    """What the digest of the chain's next event covers: the canonical JSON of its columns, in the order of their names.

    `told` is the canonical JSON of its details. Composed, as that takes a third of the time of sorting all of it.
    """
    moment = canonical_moment(now)
    return (
        f'{{"actor":null,"details":{told},"happened_at":"{moment}","note":{canonical(note)},"party":"{HOME}",'
        f'"previous":"{chain.head}","recorded_at":"{moment}","request":{chain.request},"seq":{chain.length + 1},'
        f'"verb":"{verb}"}}'
    )
