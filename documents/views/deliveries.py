"""The forms by which the dispatch of a letter and its receipt are recorded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents import delivering
from documents.forms.deliveries import DispatchForm, ReceiptForm
from documents.models import Delivery, Letter
from documents.views.letters import visible_letter
from mla import access
from mla.exceptions import PermissionDenied
from mla.models import Request
from mla.signed_in import SignedIn


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch(http: SignedIn, pk: int) -> HttpResponse:
    """How and when the letter left."""
    letter, now = visible_letter(http, pk), timezone.now()
    _refuse_others(http)
    if not letter.is_rendered:
        raise Http404
    form = DispatchForm(http.POST or None, letter=letter, user=http.user, now=now)
    if form.is_valid():
        delivering.dispatch(letter, by=http.user, now=now, **form.cleaned_data)
        messages.success(http, _("The dispatch of %(number)s is recorded.") % {"number": letter.number})
        return redirect("letter", pk)
    return _form(http, letter, form, _("Record the dispatch"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(http: SignedIn, pk: int) -> HttpResponse:
    """When it arrived, who took it, and the proof; once."""
    visible = Request.objects.visible_to(http.user)
    rows = Delivery.objects.select_related("letter__request").filter(letter__request__in=visible)
    delivery, now = get_object_or_404(rows, pk=pk), timezone.now()
    _refuse_others(http)
    form = ReceiptForm(http.POST or None, delivery=delivery, user=http.user, now=now)
    if form.is_valid():
        delivering.confirm(delivery, by=http.user, now=now, **form.cleaned_data)
        messages.success(http, _("The receipt of %(number)s is recorded.") % {"number": delivery.letter.number})
        return redirect("letter", delivery.letter_id)
    return _form(http, delivery.letter, form, _("Record the receipt"))


def _refuse_others(http: SignedIn) -> None:
    if not access.may_deliver(http.user):
        raise PermissionDenied(_("Deliveries are recorded by the dispatcher, the registry or the liaison."))


def _form(http: SignedIn, letter: Letter, form: DispatchForm | ReceiptForm, label: str) -> HttpResponse:
    context = {"letter": letter, "request_": letter.request, "form": form, "label": label}
    return render(http, "documents/delivery.html", context, status=422 if form.is_bound else 200)
