"""How does a postponed item leave its request, so that the rest can be answered? As a linked request of its own."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from mla.exceptions import NotPossible
from mla.links import storing
from mla.models import AssistanceItem, Request, User
from mla.vocabulary import Disposition, State
from workflows import clocks, stages
from workflows.reports import measures

OWN = {
    "id", "state", "came_from", "own_reference", "split_from", "created_by", "created_at", "entered_at", "draft",
    "draft_revision", "is_review_owed", "review_on",
}
SHARED = ("persons", "organisations", "offences")


def split_off(request: Request, seq: int, *, by: User, now: datetime, reference: str) -> Request:
    """The linked request: postponed, with this item alone and copies of whom and what the request is about.

    Its record begins with `postpone`, so that the clock of the review date runs there. Raises NotPossible unless the
    item is postponed and the request has another one.
    """
    item = request.items.filter(seq=seq, disposition=Disposition.POSTPONED).first()
    if item is None:
        raise NotPossible(_("Item %(seq)s is not postponed.") % {"seq": seq})
    if request.items.count() == 1:
        raise NotPossible(_("A request's only item cannot be split off: postpone the request."))
    twin = _twin(request, item, by=by, now=now, reference=reference)
    for name in SHARED:
        _copy(getattr(request, name).all(), twin)
    AssistanceItem.objects.filter(pk=item.pk).update(request=twin, seq=1, disposition=Disposition.PENDING)
    request.identifiers.filter(item=item).update(request=twin)
    item.clocks.update(request=twin)
    for one in Request.objects.filter(pk__in=[request.pk, twin.pk]):
        storing.follow(one)
    event = twin.record(
        "postpone", by=by, now=now, reasons=item.reasons, split_from=request.own_reference,
        review_on=item.review_on.isoformat() if item.review_on else "", to=State.POSTPONED,
    )
    clocks.follow(event, twin, now=now)
    twin.save()
    measures.follow(event)
    stages.open_stage(twin, now=now, due_at=clocks.nearest(clocks.live(twin)))
    return twin


def _twin(request: Request, item: AssistanceItem, *, by: User, now: datetime, reference: str) -> Request:
    same = {
        field.attname: getattr(request, field.attname)
        for field in Request._meta.concrete_fields
        if field.name not in OWN
    }
    twin = Request(
        **same, state=State.POSTPONED, came_from=State.REVIEW, own_reference=reference, split_from=request,
        created_by=by, created_at=now, entered_at=now, review_on=item.review_on,
    )
    twin.save(force_insert=True)
    twin.legs.bulk_create(
        leg.__class__(request=twin, authority_id=leg.authority_id, opened_at=now)
        for leg in request.legs.filter(closed_at=None)
    )
    return twin


def _copy(rows: models.QuerySet, twin: Request) -> None:
    for row in rows:
        row.pk, row.request = None, twin
        row.save(force_insert=True)
