"""What do the law a request rests on, and the party it is put to, demand beyond the rule? Read from reference data."""

from typing import Any

from mla.models import Party, Request

USUAL_NOTICE = 45
"""Days between the arrival of a request and a hearing, where neither the law nor the party says otherwise."""


def requested(request: Request) -> Party:
    """The party that is asked."""
    return request.counterpart if request.is_outgoing else request.home


def requesting(request: Request) -> Party:
    """The party that asks."""
    return request.home if request.is_outgoing else request.counterpart


def notice_days(request: Request) -> int:
    """How many days before a hearing the request must be there: by its instrument, else by the party asked."""
    return int(_of_law(request, "notice_days") or requested(request).demands.get("notice_days") or USUAL_NOTICE)


def content_fresh_days(request: Request) -> int:
    """How old the facts that justify reading content may be, in days; 0 where the party asked has no such rule."""
    return int(requested(request).demands.get("content_fresh_days", 0))


def officers_at_hearing(request: Request) -> int:
    """How many officers a record of questioning must name for the courts of the party that asks; 0 without a rule."""
    return int(requesting(request).demands.get("officers_at_hearing", 0))


def certificates(request: Request) -> bool:
    """Whether forms of certificates are agreed under the request's instrument."""
    return bool(_of_law(request, "certificates"))


def _of_law(request: Request, name: str) -> Any:
    return request.instrument.demands.get(name) if request.instrument else None
