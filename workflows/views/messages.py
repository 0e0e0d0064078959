"""A person's messages: what they were told of deadlines and of their requests, newest first, with whom to turn to."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mla import reference
from mla.models import Authority, Request
from mla.moments import written
from mla.paging import page
from mla.signed_in import SignedIn
from mla.vocabulary import Role
from workflows import escalation, messages
from workflows.models import Alert
from workflows.moments import zone_of

Row = dict[str, Any]


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """One page of one's own messages; nobody sees another's."""
    found = page(messages.of(http.user).select_related(*messages.RELATED), "created_at", http.GET, newest_first=True)
    stamp = reference.stamp()
    zone, authorities = zone_of(http.user, reference.home(reference.PARTIES.at(stamp))), reference.AUTHORITIES.at(stamp)
    rows = [
        {
            "alert": alert, "note": note, "at": written(alert.created_at, zone), "failure": alert.failure,
            "contacts": _contacts(http, alert, authorities),
        }
        for alert in found.rows if (note := messages.shown(alert, zone))
    ]
    context = {"rows": rows, "page": found, "is_unseen": any(row["alert"].seen_at is None for row in rows)}
    return render(http, "workflows/messages.html", context)


@require_POST
@login_required
def seen(http: SignedIn) -> HttpResponse:
    """Mark the message named, or all of one's own, as seen."""
    mine = messages.unseen(http.user)
    if one := http.POST.get("alert"):
        mine = mine.filter(pk=one) if one.isdecimal() and len(one) < 19 else mine.none()
    Alert.objects.filter(pk__in=mine.values("pk")).update(seen_at=timezone.now())
    return redirect("messages")


def _contacts(http: SignedIn, alert: Alert, authorities: dict[int, Authority]) -> list[Row]:
    """Whom to turn to at the other side, at the levels at which this reader is told."""
    if alert.rung is None:
        return []
    request, roles = alert.rung.clock.request, http.user.central_roles
    levels = [("working", Role.LIAISON, _("Working level")), ("leadership", Role.SUPERVISOR, _("Leadership level"))]
    return [
        {"level": label, "contact": found, "url": _reminding(request, level)}
        for level, role, label in levels
        if level in alert.rung.to and role in roles and (found := escalation.contact(request, level, authorities))
    ]


def _reminding(request: Request, level: str) -> str:
    """Where a liaison sends a reminder; empty where none can be sent now."""
    if level != "working" or not escalation.may_remind(request):
        return ""
    return reverse("request_milestone", args=[request.pk, escalation.WORD])
