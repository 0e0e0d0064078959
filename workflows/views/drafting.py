"""The two ends of the writer that touch the engine: a draft is opened, and it is handed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mla import kinds
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Party, Request
from mla.signed_in import SignedIn
from mla.views.drafting import own_draft
from mla.vocabulary import Direction
from workflows import engine
from workflows.forms.drafting import NewRequestForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(http: SignedIn) -> HttpResponse:
    """Choose the kind, the direction and the other party; the writer asks the rest. The address may choose before."""
    if not any(kinds.startable(http.user, direction) for direction in Direction):
        raise PermissionDenied(_("You may not open such a request."))
    data = http.POST if http.method == "POST" else None
    form = NewRequestForm(data, user=http.user, initial=http.GET.dict())
    if not form.is_valid():
        return render(http, "workflows/request_new.html", {"form": form}, status=422 if form.is_bound else 200)
    now, given = timezone.now(), form.cleaned_data
    request = engine.open_draft(
        kind=given["kind"], direction=given["direction"], by=http.user, now=now, start=form.start(),
        after=form.after(), **form.columns(Party.home().day(now)),
    )
    return redirect("writer", request.pk)


@login_required
@require_POST
def submit(http: SignedIn, pk: int) -> HttpResponse:
    """Hand the request in; what still stands in the way is shown where the answers are checked."""
    request = own_draft(http, pk)
    if not http.POST.get("declaration"):
        messages.error(http, _("Tick the declaration before you submit."))
        return redirect("writer_check", pk)
    word = "submit" if request.direction == Direction.OUT else "receive"
    now = timezone.now()
    happened_at = request.received_at if word == "receive" else None
    try:
        engine.fire(request, word, by=http.user, now=now, happened_at=happened_at)
    except NotPossible as refusal:
        for reason in refusal.reasons:
            messages.error(http, reason)
        return redirect("writer_check", pk)
    return redirect("writer_submitted", pk)


@login_required
@require_safe
def submitted(http: SignedIn, pk: int) -> HttpResponse:
    """That it is handed in, under which reference, and what comes next."""
    request = get_object_or_404(Request.objects.visible_to(http.user).select_related("counterpart"), pk=pk)
    return render(http, "workflows/request_submitted.html", {"the_request": request})
