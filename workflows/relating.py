"""How is a request linked with the one it goes back to, and how is that undone? On both records at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mla.exceptions import NotPossible
from mla.links import relations
from mla.links.relations import EARLIER, LATER, OPPOSITE
from mla.models import Request, RequestLink, User
from workflows.locking import also_locked

Facts = dict[str, Any]


def relate(request: Request, facts: Facts, *, by: User, now: datetime) -> Facts:
    """Link the request, in its `place`, with another one. Further facts for the record: none.

    Raises NotPossible where they cannot be linked so, PermissionDenied where the other may not be seen.
    """
    place, sort = facts["place"], facts["sort"]
    if place not in OPPOSITE:
        raise NotPossible(_("Say how the two requests are connected."))
    with also_locked(int(facts["other"]), by) as other:
        later, earlier = (request, other) if place == LATER else (other, request)
        if refusals := relations.refusals(sort, later, earlier):
            raise NotPossible(*refusals)
        RequestLink.objects.create(
            later=later, earlier=earlier, sort=sort, reasons=facts["reasons"], made_by=by, made_at=now
        )
        other.record("relate", by=by, now=now, other=request.pk, sort=sort, place=OPPOSITE[place],
                     reasons=facts["reasons"])
    return {}


def sever(request: Request, facts: Facts, *, by: User, now: datetime) -> Facts:
    """Undo the link with another request, from either side. What it was, for the record."""
    with also_locked(int(facts["other"]), by) as other:
        link = RequestLink.objects.with_any(request, [other.pk]).first()
        if link is None:
            raise NotPossible(_("These two requests are not linked."))
        place = LATER if link.later_id == request.pk else EARLIER
        other.record("sever", by=by, now=now, other=request.pk, sort=link.sort, place=OPPOSITE[place],
                     reasons=facts["reasons"])
        link.delete()
    return {"sort": link.sort, "place": place}


def begin(request: Request, facts: Facts, *, by: User, now: datetime) -> None:
    """Link a draft that was opened just now with the request it goes back to. The caller holds its transaction."""
    relate(request, {**facts, "place": LATER}, by=by, now=now)
    request.record("relate", by=by, now=now, **{**facts, "place": LATER})


ACTS: dict[str, Callable[..., Facts]] = {"relate": relate, "sever": sever}
