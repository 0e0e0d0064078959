"""What was promised at which meeting, and how it stands."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mla import access
from mla.signed_in import SignedIn
from workflows.forms.reports import StandingForm
from workflows.models import Commitment
from workflows.relative import Now
from workflows.reports.metrics import METRICS


@require_safe
@login_required
def index(http: SignedIn) -> HttpResponse:
    """Every commitment, by meeting, the latest meeting first."""
    found = Commitment.objects.select_related("meeting").prefetch_related("standings").order_by(
        "-meeting__held_on", "meeting", "code")
    meetings = [
        {"meeting": meeting, "rows": [_row(one) for one in rows]}
        for meeting, rows in groupby(found, key=lambda one: one.meeting)
    ]
    return render(http, "workflows/reports/commitments.html", {"meetings": meetings})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(http: SignedIn, code: str) -> HttpResponse:
    """One commitment with the history of its standing, to which a liaison or a supervisor adds."""
    one = get_object_or_404(Commitment.objects.select_related("meeting", "owner"), code=code)
    may_judge = access.may_report(http.user)
    form = StandingForm(http.POST or None) if may_judge else None
    if http.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            one.standings.create(**form.cleaned_data, by=http.user, at=timezone.now())
            messages.success(http, _("The standing is noted."))
            return redirect("commitment", code)
    now, found = Now.at(timezone.now()), one.standings.select_related("by").order_by("-at", "-pk")
    context = {**_row(one), "form": form, "standings": [(each, now.told(each.at)) for each in found]}
    return render(http, "workflows/reports/commitment.html", context, status=422 if http.method == "POST" else 200)


def _row(one: Commitment) -> dict[str, object]:
    standings = sorted(one.standings.all(), key=lambda each: (each.at, each.pk))
    return {"commitment": one, "standing": standings[-1] if standings else None, "metric": METRICS.get(one.metric)}
