"""When was the record last walked, and was it whole? A job walks every chain each night and keeps what it found."""

from datetime import datetime, timedelta

from mla.models import Request
from mla.verification import breaks
from workflows import health
from workflows.models import Pulse

PULSE = "record"
PATIENCE = timedelta(days=2)
"""How old the last walk may be before the page says so."""
NAMED = 5


def walk(*, now: datetime) -> int:
    """Walk every chain; how many are broken. The first few are named with the result, which the next walk replaces."""
    with health.pulse(PULSE, now=now, oldest=None) as beat:
        beat.seen = Request.objects.count()
        broken = list(breaks())
        named = ", ".join(f"{one.reference or one.request} ({one.seq})" for one in broken[:NAMED])
        beat.failure = f"{len(broken)}: {named}" if broken else ""
    return len(broken)


def last() -> Pulse | None:
    """The last walk: when it began, how many requests it saw, and in `failure` what is broken."""
    return Pulse.objects.filter(name=PULSE).first()
