"""How did a letter leave, and what proves that it arrived? Each dispatch and each receipt is an act on the record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from documents.models import Attachment, Delivery, Letter
from mla import access
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Request, User


def dispatch(letter: Letter, *, way: str, number: str, sent_at: datetime, by: User, now: datetime) -> Delivery:
    """Record that the letter left; raises PermissionDenied, or NotPossible for a letter that is not sealed yet."""
    _authorize(by)
    if not letter.is_rendered:
        raise NotPossible(_("The letter is not printed and sealed yet; what does not exist cannot leave."))
    if sent_at < letter.issued_at.replace(second=0, microsecond=0):
        raise NotPossible(_("The letter was issued after that moment."))
    with transaction.atomic():
        request = _locked(letter.request_id)
        delivery = Delivery.objects.create(
            letter=letter, way=way, number=number, sent_at=sent_at, recorded_by=by, recorded_at=now
        )
        request.record(
            "dispatch", by=by, now=now, happened_at=sent_at, note=f"{letter.number} {number}".strip(),
            letter=letter.number, way=way, number=number, delivery=delivery.pk,
        )
    return delivery


def confirm(
    delivery: Delivery, *, received_at: datetime, received_by: str, proof: Attachment | None, by: User, now: datetime
) -> Delivery:
    """Record the receipt, once; raises PermissionDenied, or NotPossible naming what stands against it."""
    _authorize(by)
    if received_at < delivery.sent_at:
        raise NotPossible(_("It cannot have arrived before it left."))
    with transaction.atomic():
        request = _locked(delivery.letter.request_id)
        fields = {"received_at": received_at, "received_by": received_by, "proof": proof}
        if not Delivery.objects.filter(pk=delivery.pk, received_at=None).update(**fields):
            raise NotPossible(_("The receipt of this delivery is already recorded."))
        request.record(
            "deliver", by=by, now=now, happened_at=received_at, note=f"{delivery.letter.number} {received_by}",
            letter=delivery.letter.number, received_by=received_by, delivery=delivery.pk,
            proof=proof.sha256 if proof else "",
        )
    delivery.refresh_from_db()
    return delivery


def _authorize(by: User) -> None:
    if not access.may_deliver(by):
        raise PermissionDenied(_("Deliveries are recorded by the dispatcher, the registry or the liaison."))


def _locked(pk: int) -> Request:
    return Request.objects.select_for_update().get(pk=pk)
