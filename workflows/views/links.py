"""The links of a request: what it shares with which others, as a picture and in words."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mla.links import relations, telling
from mla.links.relations import Relations
from mla.models import Request
from mla.signed_in import SignedIn
from workflows import engine, file, network, reading, words
from workflows.actions import following
from workflows.views import requests as pages


@require_safe
@login_required
def show(http: SignedIn, pk: int) -> HttpResponse:
    """Everything the reader may know of the requests that share something with this one."""
    request = reading.opened(pk, http.user)
    reading.seen(request, by=http.user, now=timezone.now())
    told, made = telling.told(request, http.user), relations.of(request, http.user)
    context = {
        "the_request": request,
        "tabs": pages.tabs(request, "links"),
        "tags": file.tags(request),
        "told": told,
        "relations": made,
        "svg": network.drawing(request, told, made).svg("network") if told.hits or made.known else "",
        "is_cut": len(told.hits) + len(made.known) > network.MOST or len(told.related) > network.MOST,
        "pair": _pair(request, http),
        **_acts(request, http, made),
    }
    return render(http, "workflows/request_links.html", context)


def _pair(request: Request, http: SignedIn) -> dict[str, Any]:
    """The lead channel and the duplicates, where they are marked; those that may be seen."""
    visible = Request.objects.visible_to(http.user)
    lead = visible.filter(pk=request.duplicate_of_id).first() if request.duplicate_of_id else None
    return {"lead": lead, "is_duplicate": bool(request.duplicate_of_id),
            "duplicates": visible.filter(duplicate_of=request).order_by("pk")}


def _acts(request: Request, http: SignedIn, made: Relations) -> dict[str, Any]:
    """The links that the reader may make or undo: with a duplicate, and with requests that this one goes back to."""
    possible = {one.word for one in engine.sayable(request, http.user)}
    pairing = ["unlink" if request.duplicate_of_id else "link"]
    relating = ["relate", *(["sever"] if made.known else [])]
    return {"acts": _offered(request, pairing, possible), "relating": _offered(request, relating, possible),
            "follow_up": following(request, http.user)}


def _offered(request: Request, wanted: list[str], possible: set[str]) -> list[dict[str, str]]:
    return [
        {"label": words.to_do(one), "url": reverse("request_milestone", args=[request.pk, one])}
        for one in wanted if one in possible
    ]
