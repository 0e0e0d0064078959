"""The objects that a request shares: seen, brought in after a dry run, taken out as a STIX 2.1 bundle."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Request
from mla.signed_in import SignedIn
from workflows import file, reading, sharing
from workflows.forms.sharing import BundleForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(http: SignedIn, pk: int) -> HttpResponse:
    """What is shared; a bundle that is handed in is shown as it would come in."""
    request = reading.opened(pk, http.user)
    if http.method != "POST":
        reading.seen(request, by=http.user, now=timezone.now())
        return _page(http, request, BundleForm())
    _refuse(http, request)
    form = BundleForm(http.POST, http.FILES)
    trial = None
    if form.is_valid():
        try:
            trial = sharing.try_out(request, form.cleaned_data["raw"])
        except ValidationError as problem:
            form.add_error("file", problem)
    if trial is None:
        return _page(http, request, form, status=422)
    text = form.cleaned_data["raw"].decode("utf-8-sig")
    return _page(http, request, BundleForm(), trial=trial, text=text)


@login_required
@require_POST
def add(http: SignedIn, pk: int) -> HttpResponse:
    """Take what was looked at."""
    request = reading.opened(pk, http.user)
    _refuse(http, request)
    form = BundleForm(http.POST)
    if not form.is_valid():
        return _page(http, request, form, status=422)
    try:
        count = sharing.add(request, form.cleaned_data["raw"], by=http.user, now=timezone.now())
    except ValidationError as problem:
        form.add_error("file", problem)
        return _page(http, request, form, status=422)
    except NotPossible as refusal:
        messages.error(http, " ".join(refusal.reasons))
        return redirect("shared_objects", pk)
    messages.success(http, _("%(count)s objects are added.") % {"count": count})
    return redirect("shared_objects", pk)


@login_required
@require_safe
def take(http: SignedIn, pk: int) -> HttpResponse:
    """The bundle as a file."""
    request = reading.opened(pk, http.user)
    made = sharing.take(request, by=http.user, now=timezone.now())
    answer = HttpResponse(made, content_type="application/stix+json;version=2.1")
    answer["Content-Disposition"] = f'attachment; filename="{request.own_reference or request.pk}.stix.json"'
    return answer


def _refuse(http: SignedIn, request: Request) -> None:
    if not sharing.may_add(http.user, request):
        raise PermissionDenied(_("You may not add objects to this request."))


def _page(http: SignedIn, request: Request, form: BundleForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "the_request": request, "form": form, "tags": file.tags(request),
        "objects": request.shared_objects.all(), "may_add": sharing.may_add(http.user, request),
        "may_take": sharing.may_take(request), **more,
    }
    return render(http, "workflows/shared_objects.html", context, status=status)
