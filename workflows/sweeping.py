"""Which clocks are due to be looked at? The sweep wakes those alone, however many run."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from workflows import ladders
from workflows.models import Clock, Rung

BATCH = 100
PUT_OFF = timedelta(hours=1)
_log = logging.getLogger(__name__)


def sweep(*, now: datetime, limit: int = 500) -> int:
    """Look at up to `limit` clocks whose `wake_at` has come, the longest due first; how many were looked at.

    1. Takes a batch of due clocks with SKIP LOCKED: another sweep takes others, an act under way goes first.
    2. Claims each rung that has come, by its unique row; a rung claimed before is passed over.
    3. Marks a clock late once its end has come.
    4. Sets the next look to the next rung, or to none.

    Run again, it finds nothing more; after an outage it claims what was missed, in order. It moves no state and opens
    no task. A clock whose rule cannot be read is put off by an hour, so that it does not block the queue.
    """
    seen = 0
    while seen < limit and (found := _batch(now, min(BATCH, limit - seen))):
        seen += found
    return seen


@transaction.atomic
def _batch(now: datetime, size: int) -> int:
    due = Clock.objects.filter(wake_at__lte=now, status="running").select_related("rule").order_by("wake_at", "pk")
    clocks = list(due.select_for_update(of=("self",), skip_locked=True)[:size])
    rungs = [rung for clock in clocks for rung in _climb(clock, now)]
    Rung.objects.bulk_create(sorted(rungs, key=lambda rung: rung.due_at), ignore_conflicts=True)
    Clock.objects.bulk_update(clocks, ["wake_at", "is_late"])
    return len(clocks)


def _climb(clock: Clock, now: datetime) -> list[Rung]:
    """The rungs that have come; sets the clock's next look and whether it is late."""
    try:
        rungs = ladders.ladder(clock)
    except (TypeError, ValueError):
        _log.exception("clock %s: its rule cannot be read", clock.pk)
        clock.wake_at = now + PUT_OFF
        return []
    clock.is_late = clock.due_at <= now
    clock.wake_at = min((at for _name, at in rungs if at > now), default=None)
    return [Rung(clock=clock, name=name, due_at=at, claimed_at=now) for name, at in rungs if at <= now]
