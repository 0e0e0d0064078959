"""What does the case file of a request tell beside its papers? Its cover and its record, in the orderer's language."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from documents import binding
from documents.models import CaseFile
from mla.models import Party, Request, User
from workflows import bonds, file
from workflows.moments import Capitals

_RELATED = ("counterpart", "instrument", "agency", "requested_authority", "created_by")
_LONG = 300


def bound(order: CaseFile, *, progress: binding.Progress) -> tuple[bytes, int]:
    """The case file as its orderer may see the request now. Raises Unbindable."""
    by = order.ordered_by
    request = Request.objects.visible_to(by).select_related(*_RELATED).filter(pk=order.request_id).first()
    with translation.override(by.language):
        if request is None:
            raise binding.Unbindable(_("Who ordered it may no longer see the request."))
        capitals = Capitals(Party.home(), request.counterpart)
        cover = _cover(request, by, order.ordered_at, capitals)
        return binding.bound(request, cover=cover, record=_record(request, capitals), progress=progress)


def _cover(request: Request, by: User, at: datetime, capitals: Capitals) -> dict[str, Any]:
    reference = request.own_reference or _("draft")
    facts = [{"key": _("Title"), "value": request.title}, {"key": _("State"), "value": request.get_state_display()}]
    facts += [{"key": _("Classification"), "value": request.get_classification_display()}]
    facts += [row for row in file.summary(request) if len(str(row["value"])) < _LONG]
    facts += [{"key": f"{row['one'].code} ({row['status']})", "value": row["one"].text} for row in bonds.rows(request)]
    return {
        "title": _("Case file %(reference)s") % {"reference": reference}, "facts": facts, "by": by,
        "at": capitals.at_home(at), "classification": request.get_classification_display(),
        "is_demo": settings.MLA_DEMO,
    }


def _record(request: Request, capitals: Capitals) -> list[dict[str, Any]]:
    """The acts, the oldest first, as the page of the request tells them."""
    shown = ("title", "by", "note")
    return [
        {"seq": row["anchor"].rpartition("-")[2], "when": row["at_home"], "at": datetime.fromisoformat(row["iso"])}
        | {name: row[name] or "" for name in shown}
        for row in reversed(file.timeline(request, capitals))
    ]
