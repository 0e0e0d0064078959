"""The minutes of a meeting: drawn up, read, signed by a second person, fetched as a sealed PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import reading, store, tokens
from documents.views.guarded import PRINTED_BY_US, guarded
from mla import access
from mla.exceptions import PermissionDenied
from mla.models import Request
from mla.signed_in import SignedIn
from workflows import jobs_reports
from workflows.forms.meetings import MinutesForm
from workflows.forms.refusals import refusals_on
from workflows.meetings import cases, minutes, planning
from workflows.models import Meeting, Minutes
from workflows.views.meetings import found

_EDIT = require_http_methods(["GET", "HEAD", "POST"])
_RELATED = ("drafted_by", "signed_by", "paper", "meeting")


@_EDIT
@login_required
def show(http: SignedIn, code: str) -> HttpResponse:
    """The minutes, for who may read them; for who keeps meetings also the draft, drawn up here."""
    one = found(http, code)
    written = Minutes.objects.filter(meeting=one).select_related(*_RELATED).first()
    if written and written.is_signed:
        return _signed(http, _readable(http, one))
    planning.refuse_others(http.user)
    now, named = timezone.now(), cases.named(one, http.user)
    first = {f"remarks_{tongue}": text for tongue, text in written.remarks.items()} if written else {}
    form = MinutesForm(http.POST if http.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            minutes.draft(one, form.remarks(), by=http.user, now=now)
            messages.success(http, _("The minutes are drawn up. Let a second person sign them."))
            return redirect("minutes", code)
    context = {
        "meeting": one, "minutes": written, "form": form, "lacking": minutes.lacking(one, named, now=now),
        "is_stale": written is not None and minutes.is_stale(written, one, http.user),
        "may_sign": written is not None and written.drafted_by_id != http.user.pk,
    }
    return render(http, "workflows/meetings/minutes.html", context, status=422 if form.is_bound else 200)


@_EDIT
@login_required
def sign(http: SignedIn, code: str) -> HttpResponse:
    """Ask once, then sign: nothing of signed minutes changes any more."""
    one = found(http, code)
    planning.refuse_others(http.user)
    written = _readable(http, one)
    if http.method == "POST":
        jobs_reports.sign_minutes(written, by=http.user, now=timezone.now())
        messages.success(http, _("The minutes are signed. Their PDF is being printed and sealed."))
        return redirect("minutes", code)
    return render(http, "workflows/meetings/minutes_sign.html", {"meeting": one, "minutes": written})


@require_safe
@login_required
def fetch(http: SignedIn, code: str) -> HttpResponseBase:
    """The sealed PDF. Taken, it leaves a line on the record of each confidential request that it names."""
    written = _readable(http, found(http, code))
    if written.paper is None or not written.paper.sha256:
        raise Http404
    content, now = store.read(written.paper.sha256), timezone.now()
    for request in Request.objects.filter(pk__in=written.request_ids).order_by("pk"):
        reading.downloaded(request, by=http.user, now=now, what=written.number, sha256=written.paper.sha256)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{written.number}-L45.pdf"'
    return guarded(response, PRINTED_BY_US)


def _signed(http: SignedIn, written: Minutes) -> HttpResponse:
    paper = written.paper
    context = {
        "meeting": written.meeting, "minutes": written, "may_close": access.may_meet(http.user),
        "code": tokens.grouped(paper.token) if paper else "",
        "verify_url": tokens.address(paper.number, paper.token) if paper else "",
    }
    return render(http, "workflows/meetings/minutes.html", context)


def _readable(http: SignedIn, one: Meeting) -> Minutes:
    written = get_object_or_404(Minutes.objects.select_related(*_RELATED), meeting=one)
    if not minutes.readable(written, http.user):
        raise PermissionDenied(_("The minutes are kept for a narrower circle."))
    if not written.is_signed:
        planning.refuse_others(http.user)
    return written
