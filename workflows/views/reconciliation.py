"""The other side's list beside ours: uploaded, compared, kept for the report; and our own list, sealed for them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import store
from mla.forms.naming import NamedErrors
from mla.models import Party
from mla.signed_in import SignedIn
from workflows import jobs_reports
from workflows.models import SentList
from workflows.reports import lists, reconciliation
from workflows.views.reports import for_reporters

_SHOWN = 20


class PartyForm(NamedErrors, forms.Form):
    """Whose list it is, or whom it is for."""

    party = forms.ModelChoiceField(Party.objects.all(), label=gettext_lazy("Other party"))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["party"].queryset = Party.objects.exclude(pk=Party.home().pk)  # type: ignore[attr-defined]


class ListForm(PartyForm):
    """Whose list it is, and the file."""

    file = forms.FileField(
        label=gettext_lazy("Their list"),
        help_text=gettext_lazy("A sealed package (PDF), or CSV in UTF-8 with the columns our_reference, "
                               "their_reference, direction, received_on and is_open, as they see them."),
    )

    def clean(self) -> dict[str, Any]:
        """A list that cannot be read, or whose seal does not hold, names the line or the seal and the rule."""
        cleaned = super().clean() or self.cleaned_data
        if (file := cleaned.get("file")) and cleaned.get("party"):
            if file.size > settings.MLA_MAX_UPLOAD:
                self.add_error("file", _("The file is too large."))
                return cleaned
            try:
                cleaned["content"] = file.read()
                cleaned["lines"], cleaned["sealed"] = lists.opened(cleaned["content"], cleaned["party"])
            except lists.Unreadable as flaw:
                self.add_error("file", str(flaw))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def show(http: SignedIn) -> HttpResponse:
    """What differs, of the requests that ever entered the stock and that the reader may see."""
    form, context = ListForm(http.POST or None, http.FILES or None), {}
    if http.method == "POST" and form.is_valid():
        given = form.cleaned_data
        reconciliation.keep(
            given["lines"], given["party"], given["content"], given["sealed"], by=http.user, now=timezone.now())
        known = lists.entered(http.user, given["party"])
        context = {"result": reconciliation.compare(given["lines"], known), "sealed": given["sealed"],
                   "party": given["party"]}
    sent = SentList.objects.filter(by=http.user).select_related("paper", "party")[:_SHOWN]
    return render(http, "workflows/reports/reconciliation.html",
                  {"form": form, "ours": PartyForm(prefix="to"), "sent": sent, **context},
                  status=422 if form.is_bound and not context else 200)


@require_POST
@for_reporters
def send(http: SignedIn) -> HttpResponse:
    """Make our list for the other side; its PDF is printed and sealed by a worker."""
    form = PartyForm(http.POST, prefix="to")
    if form.is_valid():
        made = jobs_reports.send_list(form.cleaned_data["party"], by=http.user)
        messages.success(http, _("The list %(number)s is being printed and sealed.") % {"number": made.paper.number})
    else:
        messages.error(http, _("Choose the party that the list is for."))
    return redirect("reconciliation")


@require_safe
@for_reporters
def fetch(http: SignedIn, which: int) -> HttpResponse:
    """The sealed list, for whoever made it: it names what that person may see."""
    found = get_object_or_404(SentList.objects.select_related("paper"), pk=which, by=http.user)
    if not found.paper.sha256:
        raise Http404
    response = HttpResponse(store.read(found.paper.sha256), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.paper.number}.pdf"'
    return response
