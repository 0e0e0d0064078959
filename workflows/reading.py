"""Who has read what? Reading a request from CONFIDENTIAL upwards is itself an act on the record."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.shortcuts import get_object_or_404

from mla.models import Event, Request, User
from mla.vocabulary import Classification
from workflows.locking import locked
from workflows.models import Reading

_RELATED = ("counterpart", "instrument", "agency", "requested_authority", "created_by", "compartment", "record_end")
_SILENT = ("view", "download")


def readable(user: User) -> QuerySet[Request]:
    """What the person may see, with what its page shows."""
    return Request.objects.visible_to(user).select_related(*_RELATED)


def opened(pk: int, user: User) -> Request:
    """The request, or 404 where it is hidden."""
    return get_object_or_404(readable(user), pk=pk)


def seen(request: Request, *, by: User, now: datetime) -> None:
    """Remember up to where a person has read; on the record too, where the classification asks for it."""
    Reading.objects.bulk_create(
        [Reading(reader=by, request=request, seq=request.record_end.length)],
        update_conflicts=True, unique_fields=["reader", "request"], update_fields=["seq"],
    )
    if request.classification < Classification.CONFIDENTIAL:
        return
    with transaction.atomic(), locked(request.pk, by) as held:
        held.record("view", by=by, now=now)


def news(requests: Collection[int], user: User) -> dict[int, str]:
    """Of these requests those with something unread: `new`, never opened, or `changed` by others since. Two queries."""
    if not requests:
        return {}
    read = dict(Reading.objects.filter(reader=user, request__in=requests).values_list("request", "seq"))
    acts = Event.objects.filter(request__in=requests).exclude(verb__in=_SILENT).exclude(actor=user)
    last = acts.order_by().values_list("request").annotate(last=Max("seq"))
    return {pk: "changed" if pk in read else "new" for pk, seq in last if seq > read.get(pk, 0)}
