"""Reports on a period: drawn up, commented, signed off by a second person, fetched as PDF, CSV and XLSX."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import store
from mla import access
from mla.models import Party
from mla.signed_in import SignedIn
from workflows import jobs_reports
from workflows.forms.reports import CommentsForm, DraftForm
from workflows.models import Report
from workflows.reports import annexes, counting, exports, freezing
from workflows.reports.contents import CHAPTERS, figures

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = Callable[..., HttpResponse]


def for_reporters(view: View) -> View:
    """Only those who draw up or sign reports, which count every request."""

    @wraps(view)
    def guarded(http: SignedIn, *args: Any, **named: Any) -> HttpResponse:
        if not access.may_report(http.user):
            raise PermissionDenied
        return view(http, *args, **named)

    return login_required(guarded)


@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def index(http: SignedIn) -> HttpResponse:
    """Every report, the newest first, and the form of a new one."""
    form = DraftForm(http.POST or None)
    if http.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        period = counting.of_office(given["first"], given["last"], now=now)
        made = freezing.draft(period, party=given["party"], is_public=given["edition"] == "public", by=http.user,
                              now=now, has_cases=given["edition"] == "classified")
        messages.success(http, _("The report is drafted. Comment on it, and let a second person sign it."))
        return redirect("report", made.pk)
    rows = Report.objects.select_related("party", "drafted_by", "signed_by", "paper")[:100]
    return render(http, "workflows/reports/reports.html", {"form": form, "rows": rows},
                  status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def show(http: SignedIn, which: int) -> HttpResponse:
    """One report with its figures; of a draft also its comments, which are saved here."""
    report = _report(which, http)
    form = None if report.is_signed else CommentsForm(http.POST or None, report=report)
    if http.method == "POST" and form and form.is_valid():
        freezing.comment(report, form.comments(), by=http.user)
        messages.success(http, _("The comments are saved."))
        return redirect("report", which)
    chapters = [(name, figures(report, codes)) for _key, name, codes in CHAPTERS]
    context = {"report": report, "home": Party.home(), "form": form,
               "chapters": [{"name": _(name), "rows": rows} for name, rows in chapters],
               "obstacles": annexes.obstacles(report), "reconciled": annexes.reconciled_in_words(report),
               "cases": annexes.cases_in_words(report),
               "may_sign": not report.is_signed and report.drafted_by_id != http.user.pk}
    return render(http, "workflows/reports/report.html", context)


@require_POST
@for_reporters
def refresh(http: SignedIn, which: int) -> HttpResponse:
    """Count a draft anew, as of now."""
    report = _report(which, http)
    period = counting.of_office(report.first, report.last, now=timezone.now())
    freezing.refresh(report, period, by=http.user)
    messages.success(http, _("The figures are counted anew."))
    return redirect("report", which)


@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def sign(http: SignedIn, which: int) -> HttpResponse:
    """Ask once, then sign: nothing of a signed report changes any more."""
    report = _report(which, http)
    if http.method == "POST":
        jobs_reports.sign(report, by=http.user)
        messages.success(http, _("The report is signed. Its PDF is being printed and sealed."))
        return redirect("report", which)
    return render(http, "workflows/reports/report_sign.html", {"report": report})


@require_safe
@for_reporters
def fetch(http: SignedIn, which: int, sort: str) -> HttpResponse:
    """The report as a file: `pdf` once it is sealed, `csv` and `xlsx` at any time."""
    report = _report(which, http)
    if sort == "csv":
        return _file(exports.as_csv(report), "text/csv; charset=utf-8", f"{report.number}.csv")
    if sort == "xlsx":
        return _file(exports.as_xlsx(report), _XLSX, f"{report.number}.xlsx")
    if report.paper is None or not report.paper.sha256:
        raise Http404
    return _file(store.read(report.paper.sha256), "application/pdf", f"{report.number}.pdf")


def _report(which: int, http: SignedIn) -> Report:
    """The report; the classified edition only for who may see each case that it lists."""
    rows = Report.objects.select_related("party", "drafted_by", "signed_by", "paper")
    found = get_object_or_404(rows, pk=which)
    if not annexes.may_open(found, http.user):
        raise PermissionDenied(_("This edition lists cases that you may not see."))
    return found


def _file(content: bytes, sort: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
