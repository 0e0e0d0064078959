"""The minutes of a meeting: drawn up, read, signed by a second person, fetched as a sealed PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import reading, store, tokens
from documents.views.guarded import PRINTED_BY_US, guarded
from mla import access
from mla.exceptions import PermissionDenied
from mla.models import Party, Request
from mla.signed_in import SignedIn
from workflows import jobs_reports
from workflows.forms.meetings import CorrectionForm, MinutesForm
from workflows.forms.refusals import refusals_on
from workflows.meetings import cases, minutes, planning
from workflows.models import Meeting, Minutes
from workflows.views.meetings import found

_EDIT = require_http_methods(["GET", "HEAD", "POST"])
_RELATED = ("drafted_by", "signed_by", "paper", "meeting", "corrects")


@_EDIT
@login_required
def show(http: SignedIn, code: str) -> HttpResponse:
    """The minutes, for who may read them: the newest that are signed, or those with the number in the address. For who
    keeps meetings also the draft, drawn up here, and the beginning of a correction."""
    one = found(http, code)
    written = list(Minutes.objects.filter(meeting=one).select_related(*_RELATED).order_by("-pk"))
    newest, signed = written[0] if written else None, [each for each in written if each.is_signed]
    is_drafted = access.may_meet(http.user) and newest not in signed
    if http.GET.get("number") or (signed and not is_drafted):
        return _signed(http, _chosen(http, one), written)
    planning.refuse_others(http.user)
    if newest and http.method == "POST" and "give_up" in http.POST:
        minutes.give_up(newest, by=http.user)
        messages.success(http, _("The correction is given up. The signed minutes stand."))
        return redirect("minutes", code)
    return _draft(http, one, newest)


def _draft(http: SignedIn, one: Meeting, written: Minutes | None) -> HttpResponse:
    """The draft: what is missing, what it says, and the form that draws it up anew."""
    if written:
        _readable(http, written)
    now, named = timezone.now(), cases.named(one, http.user)
    first = {f"remarks_{tongue}": text for tongue, text in written.remarks.items()} if written else {}
    form = MinutesForm(http.POST if http.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            minutes.draft(one, form.remarks(), by=http.user, now=now)
            messages.success(http, _("The minutes are drawn up. Let a second person sign them."))
            return redirect("minutes", one.code)
    context = {
        "meeting": one, "minutes": written, "form": form, "lacking": minutes.lacking(one, named, now=now),
        "is_stale": written is not None and minutes.is_stale(written, one, http.user),
        "may_sign": written is not None and written.drafted_by_id != http.user.pk, "home": Party.home(),
    }
    return render(http, "workflows/meetings/minutes.html", context, status=422 if form.is_bound else 200)


@_EDIT
@login_required
def sign(http: SignedIn, code: str) -> HttpResponse:
    """Ask once, then sign: nothing of signed minutes changes any more."""
    one = found(http, code)
    planning.refuse_others(http.user)
    written = _readable(http, Minutes.objects.select_related(*_RELATED).newest(one))
    if http.method == "POST":
        jobs_reports.sign_minutes(written, by=http.user, now=timezone.now())
        messages.success(http, _("The minutes are signed. Their PDF is being printed and sealed."))
        return redirect("minutes", code)
    return render(http, "workflows/meetings/minutes_sign.html", {"meeting": one, "minutes": written})


@require_safe
@login_required
def fetch(http: SignedIn, code: str) -> HttpResponseBase:
    """The sealed PDF, of the newest signed minutes or those with the number in the address. Taken, it leaves a line on
    the record of each confidential request that it names."""
    written = _chosen(http, found(http, code))
    if written.paper is None or not written.paper.sha256:
        raise Http404
    content, now = store.read(written.paper.sha256), timezone.now()
    for request in Request.objects.filter(pk__in=written.request_ids).order_by("pk"):
        reading.downloaded(request, by=http.user, now=now, what=written.number, sha256=written.paper.sha256)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{written.number}-L45.pdf"'
    return guarded(response, PRINTED_BY_US)


def _signed(http: SignedIn, shown: Minutes, written: list[Minutes]) -> HttpResponse:
    """Signed minutes with those that they correct and that correct them; the newest may be corrected here."""
    may_correct = access.may_meet(http.user) and written[0] == shown
    form = CorrectionForm(http.POST if http.method == "POST" else None) if may_correct else None
    if form and form.is_bound and form.is_valid():
        minutes.correct(shown, form.reasons(), by=http.user, now=timezone.now())
        messages.success(http, _(
            "The meeting may be changed now. Draw the minutes up anew when it says what is right."
        ))
        return redirect("meeting", shown.meeting.code)
    paper, readable = shown.paper, minutes.readable_of([one for one in written if one.is_signed], http.user)
    context = {
        "meeting": shown.meeting, "minutes": shown, "correction": form, "home": Party.home(),
        "may_close": access.may_meet(http.user) and not written[0].is_correcting,
        "before": next((one for one in readable if one.pk == shown.corrects_id), None),
        "after": next((one for one in readable if one.corrects_id == shown.pk), None),
        "code": tokens.grouped(paper.token) if paper else "",
        "verify_url": tokens.address(paper.number, paper.token) if paper else "",
    }
    status = 422 if form and form.is_bound else 200
    return render(http, "workflows/meetings/minutes.html", context, status=status)


def _chosen(http: SignedIn, one: Meeting) -> Minutes:
    """The signed minutes with the number in the address, else the newest; only for who may read them."""
    number = http.GET.get("number", "")
    signed = Minutes.objects.signed().filter(meeting=one).select_related(*_RELATED).order_by("-pk")
    newest = signed.first() or Minutes.objects.select_related(*_RELATED).newest(one)
    return _readable(http, signed.filter(number=number).first() if number else newest)


def _readable(http: SignedIn, written: Minutes | None) -> Minutes:
    if written is None:
        raise Http404
    if not minutes.readable(written, http.user):
        raise PermissionDenied(_("The minutes are kept for a narrower circle."))
    return written
