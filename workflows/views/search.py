"""The search page: one box over everything that the reader may see, and filters beside it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.models import Letter
from mla import reference
from mla.models import Party, Request
from mla.signed_in import SignedIn
from workflows import inbox
from workflows.forms.search import SearchForm
from workflows.moments import Capitals
from workflows.searching import finding, indexing, snippets, sources


@require_safe
@login_required
def show(http: SignedIn) -> HttpResponse:
    """One page of what was found, newest first; question, filters and place are in the address."""
    form = SearchForm(http.GET)
    question = form.question
    if question:
        indexing.catch_up()
    result = finding.found(http.user, question, form.condition(), http.GET)
    home = reference.home(form.parties)
    context = {
        "filters": form,
        "question": question,
        "page": result.page,
        "looked_through": result.looked_through,
        "rows": _rows(result, question, home),
        "kept": {"q": question} if question else {},
        "clear_url": f"{reverse('search')}?{urlencode({'q': question})}",
    }
    return render(http, "workflows/search.html", context)


def _rows(result: finding.Found, question: str, home: Party) -> list[dict[str, Any]]:
    prefetch_related_objects(result.page.rows, *sources.RELATED)
    return [_row(one, result.letters.get(one.pk), question, home) for one in result.page.rows]


def _row(request: Request, letter: Letter | None, question: str, home: Party) -> dict[str, Any]:
    """One request: its title with the terms marked, where else they stand, and the letter that says them."""
    shown = {request.title, request.own_reference}
    fields = [one for one in sources.of_request(request) if one.text not in shown]
    in_letter = snippets.snippets(sources.of_letter(letter), question, most=1) if letter else []
    return {
        "request": request,
        "reference": snippets.marked(request.own_reference or _("draft"), question, is_code=True),
        "title": snippets.marked(request.title, question),
        "route": inbox.route(request.direction, home, request.counterpart),
        "opened": Capitals(home).at_home(request.created_at),
        "snippets": snippets.snippets(fields, question),
        "letter": letter if in_letter else None,
        "in_letter": in_letter,
    }

