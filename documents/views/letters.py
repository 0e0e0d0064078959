"""The page of a letter, its PDF and its text, and the files of a request. What is hidden does not exist."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents import pages, reading, store, texts, tokens
from documents.models import Attachment, Letter
from documents.views.guarded import FROM_OUTSIDE, PRINTED_BY_US, TEXT_OF_OURS, guarded
from mla import access, conditions
from mla.models import Condition, Request
from mla.moments import in_capital
from mla.signed_in import SignedIn

_LANGUAGES = dict(settings.LANGUAGES)
_RELATED = ("request__counterpart", "sender__party", "addressee__party", "signed_by", "supersedes")


@login_required
@require_safe
def letter(http: SignedIn, pk: int) -> HttpResponse:
    """What the letter is, how far its PDF is, how it left and arrived, and a preview of it."""
    return render(http, "documents/letter.html", _shown(http, pk))


@login_required
@require_safe
def state(http: SignedIn, pk: int) -> HttpResponse:
    """The changing part of that page, asked for again and again until the letter is sealed or has failed."""
    return render(http, "documents/_letter_body.html", _shown(http, pk))


@login_required
@require_safe
def letter_pdf(http: SignedIn, pk: int) -> HttpResponseBase:
    """The PDF itself, checked against its digest; `?download` saves it."""
    found = visible_letter(http, pk)
    if not found.is_rendered:
        raise Http404
    response = HttpResponse(store.read(found.sha256), content_type="application/pdf")
    manner = "attachment" if "download" in http.GET else "inline"
    response["Content-Disposition"] = f'{manner}; filename="{found.number}-{found.code}.pdf"'
    response["ETag"] = f'"{found.sha256}"'
    reading.downloaded(found.request, by=http.user, now=timezone.now(), what=found.number, sha256=found.sha256)
    return guarded(response, PRINTED_BY_US)


@login_required
@require_safe
def letter_text(http: SignedIn, pk: int) -> HttpResponseBase:
    """The letter as text for a browser: the page it is printed from."""
    found = visible_letter(http, pk)
    html = found.html or pages.page(found.template, found.snapshot)
    if found.is_rendered:
        reading.downloaded(found.request, by=http.user, now=timezone.now(), what=found.number, sha256=found.sha256)
    return guarded(HttpResponse(texts.page(html)), TEXT_OF_OURS)


@login_required
@require_safe
def attachment(http: SignedIn, pk: int) -> HttpResponseBase:
    """A file that came from outside: to be saved, never shown as a page of ours. What is bound is first told."""
    visible = Request.objects.visible_to(http.user)
    found = get_object_or_404(Attachment.objects.select_related("request").filter(request__in=visible), pk=pk)
    store.read(found.sha256)
    bound = bindings(found)
    if bound and "known" not in http.GET:
        return render(http, "documents/bound.html", {"file": found, "conditions": bound, "request_": found.request})
    response = FileResponse(
        store.path(found.sha256).open("rb"), as_attachment=True, filename=found.filename,
        content_type=found.content_type,
    )
    reading.downloaded(found.request, by=http.user, now=timezone.now(), what=found.title, sha256=found.sha256,
                       conditions=[one.code for one in bound])
    return guarded(response, FROM_OUTSIDE)


def bindings(file: Attachment) -> list[Condition]:
    """The accepted conditions that bind a file: those of results, of its item or of the whole request."""
    return conditions.binding(file.request, file.item_id) if file.purpose == "result" else []


def visible_letter(http: SignedIn, pk: int) -> Letter:
    """The letter, or 404 where its request is hidden."""
    visible = Request.objects.visible_to(http.user)
    return get_object_or_404(Letter.objects.select_related(*_RELATED).filter(request__in=visible), pk=pk)


def _shown(http: SignedIn, pk: int) -> dict[str, object]:
    found = visible_letter(http, pk)
    return {
        "letter": found, "request_": found.request, "issued": in_capital(found.issued_at, found.sender.party),
        "languages": ", ".join(str(_LANGUAGES[one]) for one in found.languages), "code": tokens.grouped(found.token),
        "verify_url": tokens.address(found.number, found.token),
        "superseded_by": found.superseded_by.order_by("pk"),
        "deliveries": found.deliveries.select_related("proof", "recorded_by").order_by("sent_at", "pk"),
        "may_deliver": access.may_deliver(http.user),
        "is_waiting": not found.is_rendered and not found.failure,
    }
