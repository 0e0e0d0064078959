"""The register: letters in and out, found by number, reference, party, authority, day, kind and delivery."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from documents import register
from documents.forms.register import RegisterFilter
from mla.signed_in import SignedIn


@login_required
@require_safe
def show(http: SignedIn) -> HttpResponse:
    """One page of it, of requests that the reader may see."""
    filters = RegisterFilter(http.GET)
    context = {
        "filters": filters, "page": register.page(http.user, filters, http.GET), "clear_url": reverse("letters"),
        "count": register.count(http.user, filters), "home": filters.home,
    }
    return render(http, "documents/register.html", context)
