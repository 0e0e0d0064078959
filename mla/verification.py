"""Is the record whole? Walks every chain and says where it breaks first."""

from collections.abc import Iterator
from dataclasses import dataclass

from mla.models import Event, Request
from mla.models.record import GENESIS


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where one request's record is not what was written."""

    request: int
    reference: str
    seq: int
    reason: str


def breaks(request: int | None = None) -> Iterator[Break]:
    """The first break of each chain, request by request; nothing when the record is whole.

    Checked: numbers without gaps, each event's digest over its own columns and the digest before it, and that the
    last event is the one that its end names (so that a cut-off end is noticed).
    """
    heads = Request.objects.order_by("pk").values_list("pk", "own_reference", "record_end__head", "record_end__length")
    if request is not None:
        heads = heads.filter(pk=request)
    for pk, reference, head, length in heads.iterator():
        if found := _first_break(pk, reference, head, length):
            yield found


def _first_break(pk: int, reference: str, head: str | None, length: int | None) -> Break | None:
    previous, seq = GENESIS, 0
    for event in Event.objects.filter(request=pk).order_by("seq").iterator():
        seq += 1
        if event.seq != seq:
            return Break(pk, reference, seq, f"event {seq} is missing")
        if event.previous != previous:
            return Break(pk, reference, seq, "the digest of the event before it differs")
        if event.compute_digest() != event.digest:
            return Break(pk, reference, seq, "its content was changed")
        previous = event.digest
    if (previous, seq) != (head, length):
        return Break(pk, reference, seq, f"the record ends at {seq}, but {length or 0} events were written")
    return None
