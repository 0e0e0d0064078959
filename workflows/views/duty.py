"""The duty roster of the hotline: who is on duty when, and how its calls were answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mla import access
from mla.exceptions import PermissionDenied
from mla.models import DutyShift
from mla.signed_in import SignedIn
from workflows import duty
from workflows.forms.duty import ShiftForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def roster(http: SignedIn) -> HttpResponse:
    """The shifts that run or come, for everybody at the central authority; a supervisor enters them here."""
    if not http.user.is_central:
        raise PermissionDenied(_("This is for the central authority."))
    now, may_edit = timezone.now(), access.may_reassign(http.user)
    given = http.POST if http.method == "POST" else None
    if given is not None and not may_edit:
        raise PermissionDenied(_("Shifts are entered by a supervisor."))
    form = ShiftForm(given, now=now)
    if given is not None and form.is_valid():
        form.save()
        messages.success(http, _("The shift is entered."))
        return redirect("duty")
    context = {
        "form": form if may_edit else None, "rows": duty.rows(now), "tallies": duty.tallies(http.user, now),
        "days": duty.PAST.days,
    }
    return render(http, "workflows/duty.html", context, status=422 if given is not None else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def strike(http: SignedIn, shift: int) -> HttpResponse:
    """Strike a shift out, once that is confirmed."""
    if not access.may_reassign(http.user):
        raise PermissionDenied(_("Shifts are entered by a supervisor."))
    found = get_object_or_404(DutyShift.objects.select_related("officer"), pk=shift)
    if http.method == "POST":
        found.delete()
        messages.success(http, _("The shift is struck out."))
        return redirect("duty")
    return render(http, "workflows/duty_strike.html", {"shift": found})
