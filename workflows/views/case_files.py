"""The case file of a request: ordered here, bound by a worker, fetched here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import reading, store
from documents.models import CaseFile
from documents.views.guarded import FROM_OUTSIDE, guarded
from mla import access
from mla.exceptions import PermissionDenied
from mla.models import Party, Request
from mla.moments import with_offset
from mla.signed_in import SignedIn
from workflows import jobs_binding


@login_required
@require_POST
def order(http: SignedIn, pk: int) -> HttpResponse:
    """Order the papers that the person may see, as one PDF; an order that is still being worked on is shown again."""
    request = get_object_or_404(Request.objects.visible_to(http.user), pk=pk)
    if not access.may_export(request):
        raise PermissionDenied(_("What is marked TLP:RED is not exported."))
    found = jobs_binding.order(request, by=http.user, now=timezone.now())
    messages.success(http, _("The case file is being bound."))
    return redirect("case_file", found.pk)


@login_required
@require_safe
def show(http: SignedIn, pk: int) -> HttpResponse:
    """How far it is, and where it is fetched. `?part` gives the changing part alone."""
    template = "workflows/_case_file_body.html" if "part" in http.GET else "workflows/case_file.html"
    return render(http, template, {"case_file": _own(http, pk)})


@login_required
@require_safe
def fetch(http: SignedIn, pk: int) -> HttpResponseBase:
    """The PDF; fetching one of a confidential request is an act on the record."""
    found = _own(http, pk)
    if not found.sha256:
        raise Http404
    response = HttpResponse(store.read(found.sha256), content_type="application/pdf")
    name = found.request.own_reference or f"draft-{found.request_id}"
    response["Content-Disposition"] = f'attachment; filename="{name}-case-file.pdf"'
    what = f"{_('Case file')} {with_offset(found.ordered_at.astimezone(Party.home().tz))}"
    reading.downloaded(found.request, by=http.user, now=timezone.now(), what=what, sha256=found.sha256)
    return guarded(response, FROM_OUTSIDE)


def _own(http: SignedIn, pk: int) -> CaseFile:
    """Only who ordered it fetches it: it holds what that person may see, and no longer than they may."""
    visible = Request.objects.visible_to(http.user)
    rows = CaseFile.objects.select_related("request").filter(ordered_by=http.user, request__in=visible)
    return get_object_or_404(rows, pk=pk)
