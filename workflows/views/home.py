"""The start page: a part for each sort of role that the reader holds."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mla import access
from mla.signed_in import SignedIn
from workflows import health
from workflows.home import auditor, desk, requester, supervisor
from workflows.relative import Now

PARTS = {"requester": requester.part, "desk": desk.part, "supervisor": supervisor.part, "auditor": auditor.part}


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """The parts in their order; who holds no role is told so."""
    now = Now.at(timezone.now())
    parts = {name: found for name, part in PARTS.items() if (found := part(http.user, now))}
    silent = access.may_reassign(http.user) and health.silent_since(now.moment)
    return render(http, "workflows/home.html", {"parts": parts, "sweep_is_silent": silent})
