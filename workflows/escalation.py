"""What does the office do by itself when the other side is late? It reminds, and names whom to turn to."""

import logging
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils.functional import SimpleLazyObject

from documents import letters
from mla import kinds
from mla.milestones import MILESTONES
from mla.models import Authority, Contact, Event, Request
from mla.vocabulary import COUNTERPART, HOME, WAITING, AuthorityKind
from workflows import clocks, ladders
from workflows.locking import held
from workflows.models import Clock, Rung

WORD = "remind"
_log = logging.getLogger(__name__)


def remind(rung: int, *, now: datetime) -> Event | None:
    """Send the reminder that a rung asks for: the milestone `remind`, without a person, with its letter L24.

    At most once a rung: the event names it, and the request's lock is held from looking to writing. Nothing is sent,
    and None returned, where nothing is owed any more (the clock was met, paused, or has another end; the request
    waits or is final) or the reminder has gone out already. Raises OperationalError where another act holds the lock
    too long: the job tries again.
    """
    found = Rung.objects.select_related("clock").get(pk=rung)
    with transaction.atomic(), held(found.clock.request_id) as request:
        live = clocks.live(request)
        clock = next((one for one in live if one.pk == found.clock_id), None)
        if clock is None or not _owes(clock, found, request):
            _log.info("rung %s: no reminder is owed", found)
            return None
        cause = {"clock": clock.pk, "rule": clock.rule.code, "rung": rung}
        event = request.record(WORD, by=None, now=now, text="", automatic=True, cause=cause)
        clocks.follow(event, request, now=now, known=live)
        running = cast("list[dict[str, Any]]", SimpleLazyObject(lambda: clocks.as_facts(request)))
        letters.issue(event, request, word=WORD, by=None, now=now, clocks=running)
        clocks.refresh_tasks(request)
    return event


def contact(request: Request, level: str, authorities: dict[int, Authority]) -> Contact | None:
    """Whom to turn to at the other side's authority, at `working` or `leadership` level; None where nobody is known.

    `authorities` are those of `mla.reference`, with their contacts.
    """
    asked = authorities.get(request.requested_authority_id or 0)
    if asked is None or asked.party_id != request.counterpart_id:
        of_party = (one for one in authorities.values() if one.party_id == request.counterpart_id)
        asked = next((one for one in of_party if one.kind == AuthorityKind.CENTRAL), None)
    listed = asked.contacts.all() if asked else ()
    return next((one for one in listed if one.level == level), None)


def may_remind(request: Request) -> bool:
    """Whether a reminder can be sent now: by us, to the other side, and not while the request waits or is final."""
    actor = kinds.actor(MILESTONES[WORD], request)
    return actor is not None and actor.party == HOME and request.state not in WAITING


def _owes(clock: Clock, rung: Rung, request: Request) -> bool:
    is_theirs = clock.status == "running" and clock.obligated == COUNTERPART and may_remind(request)
    return (
        is_theirs
        and any(one.letter and one.name == rung.name for one in ladders.ladder(clock))
        and not request.events.filter(verb=WORD, details__cause__rung=rung.pk).exists()
    )
