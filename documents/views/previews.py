"""The pages of a letter that is not issued yet, for the session that asked for them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from documents import previews, texts
from documents.views.guarded import TEXT_OF_OURS, guarded
from mla.models import Request
from mla.signed_in import SignedIn


@login_required
@require_safe
def picture(http: SignedIn, request_id: int, digest: str, page: int) -> HttpResponseBase:
    """One page as a picture."""
    request = get_object_or_404(Request.objects.visible_to(http.user), pk=request_id)
    try:
        drawn = previews.picture(request.pk, digest, page, session=http.session.session_key or "")
    except FileNotFoundError:
        raise Http404 from None
    return guarded(HttpResponse(drawn, content_type="image/png"), "default-src 'none'")


@login_required
@require_safe
def text(http: SignedIn, request_id: int, digest: str) -> HttpResponseBase:
    """The same letter as text."""
    request = get_object_or_404(Request.objects.visible_to(http.user), pk=request_id)
    try:
        html = previews.text(request.pk, digest, session=http.session.session_key or "")
    except FileNotFoundError:
        raise Http404 from None
    return guarded(HttpResponse(texts.page(html)), TEXT_OF_OURS)
