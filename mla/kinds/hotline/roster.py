"""Whom does the hotline reach? Our officers on duty at a moment, and the contacts of the other side."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mla.kind import Panel
from mla.models import DutyShift
from mla.moments import written

if TYPE_CHECKING:
    from mla.models import Request


def panels(request: "Request", now: datetime) -> Iterator[Panel]:
    """Two panels: who is on duty here, and who answers there."""
    on_duty = [
        (one.get_level_display(), _("%(who)s, until %(when)s (%(zone)s)") % {
            "who": one.officer, "when": written(one.ends_at, one.tz), "zone": one.zone})
        for one in DutyShift.objects.at(now).order_by("-level", "begins_at")
    ]
    yield _("On duty here now"), on_duty or [("", _("Nobody: a supervisor enters the shifts."))]
    if request.requested_authority is None:
        return
    contacts = [
        (one.get_level_display(), ", ".join(part for part in (str(one), one.phone, one.office_hours) if part))
        for one in request.requested_authority.contacts.order_by("-level", "pk")
    ]
    yield (_("Contacts of %(authority)s") % {"authority": request.requested_authority},
           contacts or [("", _("None is known: an administrator enters them."))])
