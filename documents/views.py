"""The page of a letter, its PDF, and the files of a request. What a person may not see does not exist for them."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents import reading, store
from documents.models import Attachment, Letter
from mla.models import Request
from mla.signed_in import SignedIn

PRINTED_BY_US = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
FROM_OUTSIDE = "sandbox; default-src 'none'; frame-ancestors 'none'"


@login_required
@require_safe
def letter(http: SignedIn, pk: int) -> HttpResponse:
    """What the letter is, whether its PDF is made, and a preview of it."""
    found = _letter(http, pk)
    return render(http, "documents/letter.html", {"letter": found, "request_": found.request})


@login_required
@require_safe
def letter_pdf(http: SignedIn, pk: int) -> HttpResponseBase:
    """The PDF itself, checked against its digest; `?download` saves it."""
    found = _letter(http, pk)
    if not found.is_rendered:
        raise Http404
    response = HttpResponse(store.read(found.sha256), content_type="application/pdf")
    manner = "attachment" if "download" in http.GET else "inline"
    response["Content-Disposition"] = f'{manner}; filename="{found.number}-{found.code}.pdf"'
    response["ETag"] = f'"{found.sha256}"'
    reading.downloaded(found.request, by=http.user, now=timezone.now(), what=found.number, sha256=found.sha256)
    return _guarded(response, PRINTED_BY_US)


@login_required
@require_safe
def attachment(http: SignedIn, pk: int) -> HttpResponseBase:
    """A file that came from outside: to be saved, never shown as a page of ours."""
    visible = Request.objects.visible_to(http.user)
    found = get_object_or_404(Attachment.objects.select_related("request").filter(request__in=visible), pk=pk)
    store.read(found.sha256)
    response = FileResponse(
        store.path(found.sha256).open("rb"), as_attachment=True, filename=found.filename,
        content_type=found.content_type,
    )
    reading.downloaded(found.request, by=http.user, now=timezone.now(), what=found.title, sha256=found.sha256)
    return _guarded(response, FROM_OUTSIDE)


def _letter(http: SignedIn, pk: int) -> Letter:
    related = ("request", "sender", "addressee", "signed_by", "supersedes")
    visible = Request.objects.visible_to(http.user)
    return get_object_or_404(Letter.objects.select_related(*related).filter(request__in=visible), pk=pk)


def _guarded(response: HttpResponseBase, policy: str) -> HttpResponseBase:
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
