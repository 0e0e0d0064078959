"""What do the law a request rests on, and the party it is put to, demand beyond the rule? Read from reference data."""

from collections.abc import Collection
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


def spares_facts(request: Request, types: Collection[str]) -> bool:
    """Whether the instrument lets a request for nothing but these types of assistance go without a summary of facts."""
    return bool(types) and set(types) <= set(_of_law(request, "spares_facts") or ())


def weighs_gravity(request: Request) -> bool:
    """Whether the party asked declines small cases, so that the loss or gravity is to be told."""
    return bool(requested(request).demands.get("weighs_gravity"))


def asks(request: Request) -> frozenset[str]:
    """The further answers that the instrument, or the law of the party that asks, needs of the writer, by name."""
    return frozenset((*(_of_law(request, "asks") or ()), *requesting(request).demands.get("asks", ())))


def _of_law(request: Request, name: str) -> Any:
    return request.instrument.demands.get(name) if request.instrument else None
