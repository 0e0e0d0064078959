"""Is all well? For machines, two addresses without signing in; for supervisors and administrators, a page."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mla import access
from mla.signed_in import SignedIn
from workflows import health


@require_safe
@never_cache
def live(http: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing, not even the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(http: HttpRequest) -> JsonResponse:
    """Each thing examined; 503 where something is wrong. It holds ages and numbers, nothing of a case."""
    found = health.findings(timezone.now())
    wrong = [one.key for one in found if one.is_wrong]
    answer = {
        "status": "wrong" if wrong else "ok",
        "checks": {one.key: {"status": "wrong" if one.is_wrong else "ok", "state": one.state} for one in found},
    }
    return JsonResponse(answer, status=503 if wrong else 200)


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """The same for people who can do something about it."""
    if not (access.may_reassign(http.user) or access.may_administer(http.user)):
        raise PermissionDenied
    now = timezone.now()
    found = [*health.findings(now), health.scanner()]
    context = {"findings": found, "is_wrong": any(one.is_wrong for one in found), "silent": health.silent_since(now)}
    return render(http, "workflows/health.html", context)
