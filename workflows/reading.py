"""Who read what is confidential? Reading a request from CONFIDENTIAL upwards is itself an act on the record."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from mla.models import Request, User
from mla.vocabulary import Classification
from workflows.locking import locked

_RELATED = ("counterpart", "instrument", "agency", "requested_authority", "created_by", "compartment")


def readable(user: User) -> QuerySet[Request]:
    """What the person may see, with what its page shows."""
    return Request.objects.visible_to(user).select_related(*_RELATED)


def opened(pk: int, user: User) -> Request:
    """The request, or 404 where it is hidden."""
    return get_object_or_404(readable(user), pk=pk)


def seen(request: Request, *, by: User, now: datetime) -> None:
    """Record that a person opened a request, where its classification asks for it."""
    if request.classification < Classification.CONFIDENTIAL:
        return
    with transaction.atomic(), locked(request.pk, by) as held:
        held.note("view", by=by, now=now)
