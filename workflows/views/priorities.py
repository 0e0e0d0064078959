"""The list of priority cases."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mla.signed_in import SignedIn
from workflows import priorities
from workflows.relative import Now


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """The list of the year in the address, or of the newest; what is no year is not looked at."""
    given = http.GET.get("year", "")
    year = int(given) if given.isdecimal() and len(given) == 4 else None
    found = priorities.of_year(http.user, year, Now.at(timezone.now()))
    return render(http, "workflows/priorities.html", {"list": found})
