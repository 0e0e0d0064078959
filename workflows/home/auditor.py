"""What does an auditor want to know? Who read classified material, what was taken out, and whether the record holds."""

from typing import Any

from django.db.models import QuerySet

from mla.models import Event, Request, User
from mla.vocabulary import Classification, Role
from workflows import chain, words
from workflows.relative import Now

MOST = 10
Row = dict[str, Any]


def part(user: User, now: Now) -> Row | None:
    """The part of the page; None for who is no auditor."""
    if Role.AUDITOR not in user.central_roles:
        return None
    visible = Request.objects.visible_to(user)
    classified = visible.filter(classification__gte=Classification.CONFIDENTIAL)
    return {
        "reads": [_row(one, now) for one in _latest(classified, "view")],
        "taken": [_row(one, now) for one in _latest(visible, "download")],
        "chain": _chain(now),
    }


def _latest(requests: QuerySet[Request], verb: str) -> QuerySet[Event]:
    found = Event.objects.filter(verb=verb, request__in=requests.order_by().values("pk"))
    return found.select_related("request__counterpart", "actor").order_by("-pk")[:MOST]


def _row(event: Event, now: Now) -> Row:
    return {
        "event": event, "request": event.request, "title": words.done(event.verb, event.party),
        "what": event.details.get("what", ""), "at": now.told(event.recorded_at, event.request.counterpart),
    }


def _chain(now: Now) -> Row:
    """When every chain was last walked, and what was found."""
    last = chain.last()
    if last is None:
        return {"is_known": False}
    return {
        "is_known": True, "at": now.told(last.began_at), "seen": last.seen, "broken": last.failure,
        "is_old": last.began_at < now.moment - chain.PATIENCE,
    }
