"""What the palette shows: a fragment of the page, a list of links."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mla.signed_in import SignedIn
from workflows import palette
from workflows.forms.search import LONGEST


@require_safe
@never_cache
@login_required
def show(http: SignedIn) -> HttpResponse:
    """The links for what was typed, and how many there are, in words."""
    question = http.GET.get("q", "").replace("\x00", "")[:LONGEST]
    groups = palette.groups(http.user, question)
    number = sum(len(one["rows"]) for one in groups)
    told = ngettext("%(n)d link", "%(n)d links", number) % {"n": number}
    return render(http, "workflows/_palette_found.html", {"groups": groups, "told": told})
