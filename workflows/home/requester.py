"""What does a requester want to know? Their requests, what is asked of them, what the other side does, what is next."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mla.models import Event, Request, User
from mla.vocabulary import COUNTERPART, FINAL, Role, State
from workflows import deadlines, derivation, inbox, words
from workflows.models import Clock
from workflows.relative import Now

MOST = 8
Row = dict[str, Any]


def part(user: User, now: Now) -> Row | None:
    """The part of the page; None for who asks for nothing."""
    if not user.roles.get(Role.REQUESTER):
        return None
    mine = of(user)
    requests = list(mine.exclude(state__in=FINAL).order_by("-entered_at", "-pk")[:MOST])
    clocks = deadlines.nearest_of({one.pk for one in requests})
    return {
        "rows": [_row(one, clocks.get(one.pk), now) for one in requests],
        "asked": [_asked(one) for one in mine.filter(state__in=(State.DRAFT, State.CLARIFICATION))[:MOST]],
        "theirs": [_theirs(one, now) for one in _of_the_other_side(mine)],
        "next": _next(user, mine, now),
    }


def of(user: User) -> QuerySet[Request]:
    """The requests of the agencies for which this person asks."""
    visible = Request.objects.visible_to(user).filter(agency__in=user.roles[Role.REQUESTER])
    return visible.select_related("counterpart").order_by("-created_at", "-pk")


def _row(request: Request, clock: Clock | None, now: Now) -> Row:
    owed = inbox.owed(clock, now, request.counterpart)
    return {"request": request, "since": now.told(request.entered_at, request.counterpart), **owed}


def _asked(request: Request) -> Row:
    """A draft to be finished, or points to be answered."""
    if request.state == State.DRAFT:
        return {"request": request, "label": _("Finish the draft"), "url": reverse("writer", args=[request.pk])}
    url = reverse("request_step", args=[request.pk, "answer"])
    return {"request": request, "label": _("Answer the points"), "url": url}


def _of_the_other_side(mine: QuerySet[Request]) -> QuerySet[Event]:
    found = Event.objects.filter(party=COUNTERPART, request__in=mine.order_by().values("pk"))
    return found.select_related("request__counterpart").order_by("-recorded_at", "-pk")[:MOST]


def _theirs(event: Event, now: Now) -> Row:
    at = now.told(event.happened_at, event.request.counterpart)
    return {"request": event.request, "title": words.done(event.verb, event.party), "at": at}


def _next(user: User, mine: QuerySet[Request], now: Now) -> Row | None:
    """The running clock of these requests that ends next, from now on."""
    ahead = deadlines.live(user).filter(status="running", due_at__gt=now.moment)
    running = ahead.filter(request__in=mine.order_by().values("pk"))
    clock = deadlines.shown(running).order_by("due_at", "pk").first()
    if clock is None:
        return None
    due = now.due(clock.due_at, clock.request.counterpart, last=derivation.last_minute(clock))
    return {"clock": clock, "due": due, "url": reverse("clock", args=[clock.pk])}
