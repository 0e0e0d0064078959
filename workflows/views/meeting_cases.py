"""The priority cases that a meeting reviews, each recorded on its own."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mla.exceptions import PermissionDenied
from mla.signed_in import SignedIn
from workflows.forms.actions import CaseForm
from workflows.forms.refusals import refusals_on
from workflows.meetings import cases, planning
from workflows.models import Meeting
from workflows.views.meetings import found

Row = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review(http: SignedIn, code: str) -> HttpResponse:
    """Every listed case that this meeting has not reviewed, with its form; each filled in is recorded on its own, and
    what is wrong with one keeps no other back."""
    one, now = found(http, code), timezone.now()
    if not cases.may_review(http.user):
        raise PermissionDenied(_("Reviews of priority cases are recorded by liaison officers."))
    planning.refuse_fixed(one)
    rows = [_with_form(row, http) for row in cases.before(one, http.user, now)]
    left = rows if http.method != "POST" else [row for row in rows if not _is_recorded(one, row, http, now)]
    if done := len(rows) - len(left):
        told = ngettext("%(n)s review is recorded.", "%(n)s reviews are recorded.", done) % {"n": done}
        messages.success(http, told)
    is_wrong = any(row["form"].errors for row in left)
    if http.method == "POST" and not is_wrong:
        return redirect("meeting", code)
    context = {"meeting": one, "rows": left, "is_wrong": is_wrong}
    return render(http, "workflows/meetings/cases.html", context, status=422 if is_wrong else 200)


def _with_form(row: Row, http: SignedIn) -> Row:
    form = CaseForm(http.POST if http.method == "POST" else None, prefix=f"case-{row['request'].pk}",
                    initial={"finding": ""})
    return {**row, "form": form}


def _is_recorded(one: Meeting, row: Row, http: SignedIn, now: datetime) -> bool:
    """Record the case if it is filled in; whether that was done."""
    form = row["form"]
    if not form.is_valid() or not form.told():
        return False
    try:
        with refusals_on(form):
            cases.record(one, row["request"], form.told(), by=http.user, now=now)
            return True
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
    return False
