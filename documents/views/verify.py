"""The page where anyone verifies a letter: it asks no one to sign in, and tells nothing about persons or facts."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documents import verify as verifying
from documents.forms.verify import CodeForm, FileForm

RATE = {"verify": "30/m/ip"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(http: HttpRequest) -> HttpResponse:
    """Both forms, and the answer to one of them; a scanned QR code brings number and code along."""
    is_file, is_asked = "file" in http.FILES or "by_file" in http.POST, http.method == "POST" or "code" in http.GET
    typed = http.POST if http.method == "POST" else http.GET
    by_code = CodeForm(typed if is_asked and not is_file else None)
    by_file = FileForm(http.POST, http.FILES) if is_file else FileForm()
    answer = None
    if is_asked and not ratelimit.consume(http, app="documents", action="verify", config=RATE, limit_get=True):
        return ratelimit.respond_429(http)
    if is_file and by_file.is_valid():
        answer = verifying.by_file(by_file.cleaned_data["file"].read())
    elif is_asked and not is_file and by_code.is_valid():
        answer = verifying.by_code(**by_code.cleaned_data) or {"status": "unknown"}
    form = by_file if is_file else by_code
    context = {"by_code": by_code, "by_file": by_file, "form": form, "answer": answer, "heading": _heading(answer)}
    response = render(http, "documents/verify.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _heading(answer: verifying.Verdict | None) -> str:
    """The answer in a line; the same for a wrong number and a wrong code."""
    if answer is None:
        return ""
    if answer["status"] == "unknown":
        return _("No letter with this number and this code was issued here")
    return str(verifying.STATUSES[answer["status"]])
