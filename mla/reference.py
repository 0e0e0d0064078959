"""What seldom changes is read once: reference data, kept in memory until the stamp in the database changes.

A trigger on every table of reference data replaces the stamp in the transaction that changes them, so what is kept is
never older than the transaction that asks. The engine reads the stamp with the lock of the request.
"""

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from mla.models import Authority, Citation, Ground, Instrument, Party, ReferenceStamp, Request

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A value loaded from reference data. It is shared by threads: whoever gets it only reads it."""

    def __init__(self, load: Callable[[], Value]) -> None:
        self._load = load
        self._kept: tuple[UUID, Value] | None = None

    def at(self, stamp: UUID) -> Value:
        """The value as of this stamp."""
        kept = self._kept
        if kept is None or kept[0] != stamp:
            kept = self._kept = (stamp, self._load())
        return kept[1]

    def now(self) -> Value:
        """The value as the database has it at this moment. One small query."""
        return self.at(stamp())


def stamp() -> UUID:
    """The present stamp of the reference data."""
    return ReferenceStamp.objects.values_list("value", flat=True).get()


def stamped(requests: QuerySet[Request]) -> QuerySet[Request]:
    """Requests that bring the stamp with them, for `stamp_of`."""
    return requests.annotate(reference_stamp=RawSQL("SELECT value FROM mla_referencestamp", ()))


def stamp_of(request: Request) -> UUID:
    """The stamp that came with the request, else the present one, which it then keeps."""
    return vars(request).get("reference_stamp") or renew(request)


def renew(request: Request) -> UUID:
    """The present stamp, which the request keeps from now on."""
    request.reference_stamp = now = stamp()  # type: ignore[attr-defined]  # as the annotation sets it
    return now


def complete(request: Request) -> None:
    """Set the parties and the law of a request from what is kept, instead of joining their tables."""
    now = stamp_of(request)
    parties = PARTIES.at(now)
    request.counterpart, request.home = parties[request.counterpart_id], home(parties)
    if request.instrument_id:
        request.instrument = INSTRUMENTS.at(now)[request.instrument_id]


def _parties() -> dict[int, Party]:
    return {one.pk: one for one in Party.objects.all()}


def _authorities() -> dict[int, Authority]:
    found = Authority.objects.select_related("party").prefetch_related("contacts").order_by("pk")
    return {one.pk: one for one in found}


def _instruments() -> dict[int, Instrument]:
    return {one.pk: one for one in Instrument.objects.all()}


def _citations() -> dict[int, list[Citation]]:
    found: dict[int, list[Citation]] = {}
    for one in Citation.objects.order_by("pk"):
        found.setdefault(one.instrument_id, []).append(one)
    return found


def _grounds() -> dict[str, Ground]:
    return {one.code: one for one in Ground.objects.all()}


PARTIES = Kept(_parties)
AUTHORITIES = Kept(_authorities)
INSTRUMENTS = Kept(_instruments)
CITATIONS = Kept(_citations)
GROUNDS = Kept(_grounds)


def home(parties: dict[int, Party]) -> Party:
    """The office's own party."""
    return next(one for one in parties.values() if one.code == settings.MLA_OFFICE_PARTY)
