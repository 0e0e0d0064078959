"""Which letters went out, and which came in? One list of both, the newest first, cut into pages by its last row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from documents.forms.register import RegisterFilter
from documents.models import Attachment, Delivery, Letter
from mla.models import Request, User
from mla.paging import CAP, SIZE, Page

Edge = tuple[datetime, str, int]
"""Where a row stands in the list: its moment, its direction, its number in the database."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register: a letter of ours, or one that was received as a file."""

    letter: Letter | None = None
    received: Attachment | None = None

    @property
    def edge(self) -> Edge:
        """Its place in the list."""
        if self.letter:
            return self.letter.issued_at, "out", self.letter.pk
        assert self.received
        return self.received.uploaded_at, "in", self.received.pk


def page(user: User, filters: RegisterFilter, params: QueryDict) -> Page:
    """One page of what the person may see; `after` and `before` in the address name the edge row. Three queries."""
    edge = _parse(params.get("before") or params.get("after", ""))
    back = "before" in params and edge is not None
    found = [entry for source in _sources(user, filters) for entry in source(edge, back)]
    found.sort(key=lambda one: one.edge, reverse=not back)
    more, rows = len(found) > SIZE, found[:SIZE]
    if back:
        rows.reverse()
    has_previous, has_next = (more, bool(rows)) if back else (edge is not None and bool(rows), more)
    link = _linker(params)
    return Page(rows, link("before", rows[0]) if has_previous else "", link("after", rows[-1]) if has_next else "")


def count(user: User, filters: RegisterFilter) -> str:
    """How many letters, counted only up to the cap: “99+”. Two queries."""
    number = sum(rows.order_by()[: CAP + 1].count() for rows in (_sent(user, filters), _received(user, filters)))
    return f"{CAP}+" if number > CAP else str(number)


def _sources(user: User, filters: RegisterFilter) -> list[Callable[[Edge | None, bool], list[Entry]]]:
    return [
        lambda edge, back: [
            Entry(letter=one) for one in _cut(_sent(user, filters), "issued_at", "out", edge, back=back)
        ],
        lambda edge, back: [
            Entry(received=one) for one in _cut(_received(user, filters), "uploaded_at", "in", edge, back=back)
        ],
    ]


def _sent(user: User, filters: RegisterFilter) -> QuerySet[Letter]:
    related = ("request__counterpart", "sender__party", "addressee__party")
    rows = Letter.objects.filter(filters.sent(), request__in=Request.objects.visible_to(user))
    deliveries = Prefetch("deliveries", Delivery.objects.order_by("sent_at", "pk"))
    return rows.select_related(*related).defer("snapshot", "html").prefetch_related(deliveries)  # long, and not shown


def _received(user: User, filters: RegisterFilter) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(filters.received(), purpose="incoming")
    related = ("request__counterpart", "request__requested_authority__party", "request__agency__party")
    return rows.filter(request__in=Request.objects.visible_to(user)).select_related(*related)


def _cut(rows: QuerySet, field: str, direction: str, edge: Edge | None, *, back: bool) -> QuerySet:
    """The rows beyond the edge, in the order in which the page is read, one more than it shows."""
    order = (field, "pk") if back else (f"-{field}", "-pk")
    if edge:
        rows = rows.filter(_beyond(field, direction, edge, sign="gt" if back else "lt"))
    return rows.order_by(*order)[: SIZE + 1]


def _beyond(field: str, direction: str, edge: Edge, *, sign: str) -> Q:
    at, other, pk = edge
    beyond = Q(**{f"{field}__{sign}": at})
    if direction == other:
        return beyond | Q(**{field: at, f"pk__{sign}": pk})
    is_beyond = direction > other if sign == "gt" else direction < other
    return beyond | Q(**{field: at}) if is_beyond else beyond


def _parse(text: str) -> Edge | None:
    moment, _comma, rest = text.partition(",")
    direction, _comma, pk = rest.partition(",")
    if direction not in ("in", "out") or not pk.isdecimal() or len(pk) > 18:
        return None
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    return (at, direction, int(pk)) if at and at.tzinfo else None


def _linker(params: QueryDict) -> Callable[[str, Any], str]:
    def link(name: str, row: Entry) -> str:
        query = params.copy()
        query.pop("after", None)
        query.pop("before", None)
        at, direction, pk = row.edge
        query[name] = f"{at.isoformat()},{direction},{pk}"
        return f"?{query.urlencode()}"

    return link
