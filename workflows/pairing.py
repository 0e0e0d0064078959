"""How are two requests for the same matter linked, one of them on the lead channel (CK-26)? On both records at once.

The other one keeps its life, its clocks and its letters; only `Request.objects.counted()` leaves it out.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mla.exceptions import NotPossible
from mla.models import Request, User
from workflows import relating
from workflows.locking import also_locked

Facts = dict[str, Any]
LEADS = ("this", "other")


def link(request: Request, facts: Facts, *, by: User, now: datetime) -> Facts:
    """Make one of the two the duplicate of the other. Further facts for the record: none.

    Raises NotPossible where they are the same or linked already, PermissionDenied where the other may not be seen.
    """
    if facts["lead"] not in LEADS:
        raise NotPossible(_("Say which of the two is on the lead channel."))
    if int(facts["other"]) == request.pk:
        raise NotPossible(_("A request is no duplicate of itself."))
    with also_locked(int(facts["other"]), by) as other:
        lead, second = (request, other) if facts["lead"] == "this" else (other, request)
        _refuse(lead, second)
        second.duplicate_of = lead
        _record("link", other, request, facts, by=by, now=now, lead="other" if lead is request else "this")
    return {}


def unlink(request: Request, facts: Facts, *, by: User, now: datetime) -> Facts:
    """Undo it, from the side of the duplicate. The number of the other one, for the record."""
    if request.duplicate_of_id is None:
        raise NotPossible(_("This request is not marked as the duplicate of another one."))
    with also_locked(request.duplicate_of_id, by) as other:
        request.duplicate_of = None
        _record("unlink", other, request, facts, by=by, now=now)
    return {"other": other.pk}


def _refuse(lead: Request, second: Request) -> None:
    if (lead.direction, lead.counterpart_id) != (second.direction, second.counterpart_id):
        raise NotPossible(_("Duplicates go the same way between the same parties."))
    if second.duplicate_of_id is not None:
        raise NotPossible(_("%(request)s is linked already: undo that first.") % {"request": second})
    if lead.duplicate_of_id is not None:
        raise NotPossible(_("%(request)s is a duplicate itself: link with its lead channel.") % {"request": lead})
    if second.duplicates.exists():
        raise NotPossible(_("%(request)s is the lead channel of others: undo those first.") % {"request": second})


def _record(verb: str, other: Request, request: Request, facts: Facts, *, by: User, now: datetime, **more: Any) -> None:
    """The same act on the other one's record. It names no reference: its readers may not be readers of this one."""
    other.record(verb, by=by, now=now, other=request.pk, reasons=facts["reasons"], **more)
    other.save(update_fields=["duplicate_of"])


PAIRING: dict[str, Callable[..., Facts]] = {"link": link, "unlink": unlink, **relating.ACTS}
"""The milestones that are acts on two requests."""
