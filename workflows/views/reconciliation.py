"""The other side's list beside ours: uploaded, compared, shown; nothing of it is kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mla.models import Party, Request
from mla.signed_in import SignedIn
from workflows.models import Measure
from workflows.reports import reconciliation
from workflows.views.reports import for_reporters


class ListForm(forms.Form):
    """Whose list it is, and the file."""

    party = forms.ModelChoiceField(Party.objects.all(), label=gettext_lazy("Other party"))
    file = forms.FileField(
        label=gettext_lazy("Their list"),
        help_text=gettext_lazy("CSV in UTF-8 with the columns our_reference, their_reference, direction, received_on "
                               "and is_open, as they see them."),
    )

    def clean(self) -> dict[str, Any]:
        """A list that cannot be read names the line and the rule."""
        cleaned = super().clean() or self.cleaned_data
        if file := cleaned.get("file"):
            if file.size > settings.MLA_MAX_UPLOAD:
                self.add_error("file", _("The file is too large."))
                return cleaned
            try:
                cleaned["lines"] = reconciliation.read(file.read())
            except reconciliation.Unreadable as flaw:
                self.add_error("file", str(flaw))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def show(http: SignedIn) -> HttpResponse:
    """What differs, of the requests that ever entered the stock and that the reader may see."""
    form, result = ListForm(http.POST or None, http.FILES or None), None
    if http.method == "POST" and form.is_valid():
        entered = Measure.objects.values("request")
        known = Request.objects.visible_to(http.user).filter(
            Q(pk__in=entered), counterpart=form.cleaned_data["party"]).order_by("pk")
        result = reconciliation.compare(form.cleaned_data["lines"], known)
    return render(http, "workflows/reports/reconciliation.html", {"form": form, "result": result},
                  status=422 if form.is_bound and result is None else 200)
