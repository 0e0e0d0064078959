"""Which requests does a question find? Only those that the person may see, the newest first, at a bounded price.

A frequent word is met among the newest requests at once; a rare one is looked up in the index. So the newest requests
that the person may see are tried first, and only if they do not fill a page the index is asked. Where the index would
name too many texts, some thousands of requests are tried, and the page says how far it looked and how to look further.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from documents.models import Letter
from mla import paging
from mla.models import Request, User
from workflows.models import SearchText
from workflows.searching import sources, tokens

WINDOW = 250
"""How many of the newest requests are tried before the index is asked."""
DEEP = 4_000
"""How many are tried where the index is of no use."""
MOST = 10_000
"""How many texts the index may name."""
FREQUENT = 0.05
"""The share of the newest requests with all words of a phrase, in any order, from which the index is not asked: it
knows the words, and reads each text that has them to see whether they follow each other."""
_KEY = "created_at"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of requests and the letters of theirs, by the request's number, in which the question was met."""

    page: paging.Page
    letters: dict[int, Letter]
    looked_through: int = 0
    """After so many requests the search stopped before the page was full; the page's next address goes on there."""


@dataclass(frozen=True, slots=True)
class _Met:
    """Requests among which the page is the same as among all that are met, unless it ends at the request `until`."""

    requests: QuerySet[Request]
    until: Request | None = None


def found(user: User, question: str, narrowed: Q, params: QueryDict) -> Found:
    """One page of what the question finds among what the person may see, within a condition on requests.

    `params` name the page, as `paging.page` reads them. Every term must be met in the texts of the request, or all of
    them in one of its letters.
    """
    asked = tokens.query(question)
    if not asked:
        return Found(paging.Page([], "", ""), {})
    met = _met(Request.objects.visible_to(user).filter(narrowed), asked, params)
    page = paging.page(
        met.requests.select_related("counterpart", "agency"), _KEY, params, newest_first=True
    )
    if met.until is None:
        return Found(page, _letters(page.rows, asked))
    return Found(paging.onward(page, _KEY, params, met.until), _letters(page.rows, asked), DEEP)


def first(user: User, question: str, number: int) -> list[Request]:
    """The newest requests, so many at most, that the question finds among those that the person may see."""
    asked = tokens.query(question)
    if not asked:
        return []
    met = _met(Request.objects.visible_to(user), asked, QueryDict(), enough=number)
    return list(met.requests.order_by(f"-{_KEY}", "-pk")[:number])


def _met(visible: QuerySet[Request], asked: str, params: QueryDict, enough: int = paging.SIZE + 1) -> _Met:
    """The newest first, then the index, then more of the newest."""
    ordered = paging.ordered(visible, _KEY, params, newest_first=True).only("pk", _KEY)
    newest = list(ordered[:WINDOW])
    near = _among(newest, asked)
    if len(near) >= enough or len(newest) < WINDOW:
        return _Met(visible.filter(pk__in=near))
    loosely = asked.replace(tokens.FOLLOWED_BY, " & ")
    if loosely == asked or len(_among(newest, loosely)) < FREQUENT * WINDOW:
        texts = SearchText.objects.filter(vector__finds=asked)
        named = list(texts.values_list("request", flat=True)[: MOST + 1])
        if len(named) <= MOST:
            return _Met(visible.filter(pk__in=set(named)))
    newest = list(ordered[:DEEP])
    near = _among(newest, asked)
    is_full = len(near) >= enough or len(newest) < DEEP
    return _Met(visible.filter(pk__in=near), None if is_full else newest[-1])


def _among(requests: list[Request], asked: str) -> set[int]:
    met = SearchText.objects.filter(vector__finds=asked, request__in=requests)
    return set(met.values_list("request", flat=True))


def _letters(requests: list[Request], asked: str) -> dict[int, Letter]:
    """Of each of these requests the newest letter that meets the question, if one does."""
    if not requests:
        return {}
    met = SearchText.objects.filter(vector__finds=asked, request__in=requests, letter__isnull=False)
    newest = met.order_by("request", "-letter").distinct("request").values("letter")
    return {one.request_id: one for one in sources.letters(Letter.objects.filter(pk__in=newest))}
