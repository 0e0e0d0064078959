"""A clock that ends when a test wants it to."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from mla.models import Party, Request
from workflows.models import Clock, ClockRule


def a_clock(request: Request, *, hours: float = 24, **fields: Any) -> Clock:
    """One more clock of the request, ours to meet, that ends so many hours from now."""
    values = {
        "rule": ClockRule.objects.get(code="ACK-ROUTINE"), "obligated": "home", "party": Party.home(),
        "starts_at": request.created_at, "strict": "2026-11-20", "due": "2026-11-20",
        "due_at": timezone.now() + timedelta(hours=hours), "started_by": request.events.first(),
    }
    return Clock.objects.create(request=request, **{**values, **fields})
