"""The record over all requests, for auditors: what happened, newest first, and nothing to press."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mla.models import Event, Party, Request
from mla.paging import page
from mla.signed_in import SignedIn
from mla.vocabulary import Role
from workflows import words
from workflows.moments import Capitals


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """One page of events of the requests that the auditor may see."""
    if Role.AUDITOR not in http.user.central_roles:
        raise PermissionDenied
    events = Event.objects.filter(request__in=Request.objects.visible_to(http.user)).select_related("actor", "request")
    found, capitals = page(events, "recorded_at", http.GET, newest_first=True), Capitals(Party.home())
    rows = [
        {
            "event": one,
            "title": words.done(one.verb, one.party),
            "at": capitals.at_home(one.happened_at),
            "recorded": capitals.at_home(one.recorded_at),
        }
        for one in found.rows
    ]
    return render(http, "workflows/record.html", {"rows": rows, "page": found})
