"""Which requests does a question find? Only those that the person may see, the newest first, at a bounded price.

A frequent word is met among the newest requests at once; a rare one is looked up in the index. So the newest requests
that the person may see are tried first, and only if they do not fill a page the index is asked.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from documents.models import Letter
from mla import paging
from mla.models import Request, User
from workflows.models import SearchText
from workflows.searching import sources, tokens

WINDOW = 250
"""How many of the newest requests are tried before the index is asked."""
MOST = 10_000
"""How many texts the index may name before the database itself decides how to go on."""
_KEY = "created_at"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of requests and the letters of theirs, by the request's number, in which the question was met."""

    page: paging.Page
    letters: dict[int, Letter]


def found(user: User, question: str, narrowed: Q, params: QueryDict) -> Found:
    """One page of what the question finds among what the person may see, within a condition on requests.

    `params` name the page, as `paging.page` reads them. Every term must be met in the texts of the request, or all of
    them in one of its letters.
    """
    asked = tokens.query(question)
    visible = Request.objects.visible_to(user)
    page = _page(_matching(visible, asked, narrowed, params), params) if asked else paging.Page([], "", "")
    return Found(page, _letters(page.rows, asked))


def first(user: User, question: str, number: int) -> list[Request]:
    """The newest requests, so many at most, that the question finds among those that the person may see."""
    asked = tokens.query(question)
    if not asked:
        return []
    matching = _matching(Request.objects.visible_to(user), asked, Q(), QueryDict(), enough=number)
    return list(matching.order_by(f"-{_KEY}", "-pk")[:number])


def _matching(
    visible: QuerySet[Request], asked: str, narrowed: Q, params: QueryDict, enough: int = paging.SIZE + 1,
) -> QuerySet[Request]:
    """Requests among which the page asked for is the same as among all that are met."""
    met = SearchText.objects.filter(vector__finds=asked)
    newest = list(paging.ordered(visible, _KEY, params, newest_first=True).values_list("pk", flat=True)[:WINDOW])
    near = set(met.filter(request__in=newest).values_list("request", flat=True))
    if narrowed:
        near = set(visible.filter(narrowed, pk__in=near).values_list("pk", flat=True))
    if len(near) >= enough:
        return visible.filter(pk__in=near)
    named = list(met.values_list("request", flat=True)[: MOST + 1])
    if len(named) <= MOST:
        return visible.filter(narrowed, pk__in=set(named))
    return visible.filter(narrowed, Exists(met.filter(request=OuterRef("pk"))))


def _page(matching: QuerySet[Request], params: QueryDict) -> paging.Page:
    return paging.page(matching.select_related("counterpart", "agency"), _KEY, params, newest_first=True)


def _letters(requests: list[Request], asked: str) -> dict[int, Letter]:
    """Of each of these requests the newest letter that meets the question, if one does."""
    if not requests:
        return {}
    met = SearchText.objects.filter(vector__finds=asked, request__in=requests, letter__isnull=False)
    newest = met.order_by("request", "-letter").distinct("request").values("letter")
    return {one.request_id: one for one in sources.letters(Letter.objects.filter(pk__in=newest))}
