"""What if an act happened at another moment than recorded? A new event says so, and the clocks are derived again."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Q

from mla.models import Event, Request
from workflows import derivation
from workflows.ledger import settle
from workflows.models import Clock, ClockEntry
from workflows.storing import store

Ledger = list[ClockEntry]


def rederive(event: Event, request: Request, *, now: datetime) -> list[Clock]:
    """Move what the corrected event started, stopped, paused or resumed to its true moment; the clocks touched.

    The pinned rule stays. The event's `details` name the number of the corrected `event` and where it is `moved_to`.
    """
    seq, moment = event.details["event"], datetime.fromisoformat(event.details["moved_to"])
    told = Q(seq=seq) | Q(verb="correct", details__event=seq)
    original, *corrected = request.events.filter(told, seq__lt=event.seq).order_by("seq")
    before = datetime.fromisoformat(corrected[-1].details["moved_to"]) if corrected else original.happened_at
    clocks = request.clocks.select_related("rule", "party", "authority").select_for_update(of=("self",)).order_by("pk")
    entries: dict[int, Ledger] = defaultdict(list)
    for entry in ClockEntry.objects.filter(clock__request=request):
        entries[entry.clock_id].append(entry)
    touched = [clock for clock in clocks if _moved(clock, entries[clock.pk], original, before, moment)]
    for clock in touched:
        _derive(clock, entries[clock.pk], now)
    store(touched)
    ClockEntry.objects.bulk_update([one for ledger in entries.values() for one in ledger], ["begins_at", "ends_at"])
    return touched


def _moved(clock: Clock, ledger: Ledger, original: Event, before: datetime, moment: datetime) -> bool:
    """Write the true moment wherever the corrected event stands; False where it stands nowhere."""
    found = False
    if clock.started_by_id == original.pk and clock.starts_at == before:
        clock.starts_at, found = moment, True
    if clock.stopped_by_id == original.pk:
        clock.stops_at, found = moment, True
    for entry in ledger:
        if entry.event_id == original.pk:
            entry.begins_at, found = moment, True
        if entry.ends_at == before:
            entry.ends_at, found = moment, True
        if entry.ends_at is not None:
            entry.ends_at = max(entry.begins_at, entry.ends_at)
    return found


def _derive(clock: Clock, ledger: Ledger, now: datetime) -> None:
    derivation.derive(clock, ledger)
    if clock.status in ("met", "met_late") and clock.stops_at:
        clock.status = "met" if clock.stops_at < clock.due_at else "met_late"
    settle(clock, ledger, now)
