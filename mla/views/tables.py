"""Rows from a table: chosen, tried without keeping anything, and then kept."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mla import drafts, importing
from mla.exceptions import NotPossible
from mla.forms.rows import Rows
from mla.models import Party, Request
from mla.signed_in import SignedIn
from mla.views import drafting
from mla.vocabulary import State


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def load(http: SignedIn, pk: int, relation: str) -> HttpResponse:
    """A table of rows for a draft: the first POST tries it, the second, which carries the table as text, keeps it."""
    request = _own(http, pk)
    rows, now = _rows(request, relation), timezone.now()
    day = Party.home().day(now)
    error, trial = "", None
    if http.method == "POST":
        try:
            trial = importing.tried(_text(http), rows, request, day)
        except importing.Unreadable as problem:
            error = str(problem)
    if trial and "keep" in http.POST and not trial.flaws and trial.forms:
        return _keep(http, pk, trial.text, rows, now)
    context = {"mla_request": request, "rows": rows, "columns": _columns(rows, request, day),
               "trial": trial, "error": error}
    return render(http, "mla/table.html", context, status=422 if error or (trial and trial.flaws) else 200)


@login_required
@require_GET
def sample(http: SignedIn, pk: int, relation: str) -> HttpResponse:
    """A table with the columns alone, for a spreadsheet."""
    rows = _rows(_own(http, pk), relation)
    response = HttpResponse("\ufeff" + importing.sample(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{relation}.csv"'
    return response


def _own(http: SignedIn, pk: int) -> Request:
    request = drafting.own_draft(http, pk)
    if request.state != State.DRAFT:
        raise NotPossible(_("Rows are read in while the request is a draft."))
    return request


def _rows(request: Request, relation: str) -> Rows:
    found = next((one for one in importing.sorts(request) if one.relation == relation), None)
    if found is None:
        raise Http404
    return found


def _text(http: SignedIn) -> str:
    if "keep" in http.POST:
        return http.POST.get("table", "")
    upload = http.FILES.get("file")
    if upload is None:
        raise importing.Unreadable(_("Choose a file."))
    return importing.text_of(upload.read(importing.LARGEST + 1))


def _keep(http: SignedIn, pk: int, text: str, rows: Rows, now: datetime) -> HttpResponse:
    count = drafts.take_rows(pk, text, rows, by=http.user, now=now)
    messages.success(http, ngettext("%(n)d row was read in.", "%(n)d rows were read in.", count) % {"n": count})
    return redirect("writer", pk)


def _columns(rows: Rows, request: Request, today: object) -> list[dict[str, str]]:
    """Each column with what goes into it."""
    form = rows.form(instance=rows.form._meta.model(request=request), request=request, today=today)  # type: ignore[arg-type]
    found = []
    for name, field in form.fields.items():
        choices = [str(key) for key, _label in getattr(field, "choices", ()) if key]
        found.append({"name": name, "label": str(field.label), "help": str(field.help_text),
                      "choices": ", ".join(choices) if len(choices) < 30 else ""})
    return found
