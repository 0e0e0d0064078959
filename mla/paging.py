"""How is a long list cut into pages? By the key of its last row, so the last page costs what the first does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

SIZE = 25
CAP = 99
_NONE = "none"


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page and the addresses of its neighbours (empty where there is none)."""

    rows: list[Any]
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class _Order:
    """In which order rows are read, beyond which edge."""

    ascending: bool
    by: tuple[Any, str]
    beyond: Q

    def key(self, row: tuple[datetime | None, int]) -> tuple[bool, float, int]:
        """Sorts as the database does: what has no moment is last, or first in the order turned round."""
        value, pk = row
        sign = 1 if self.ascending else -1
        return (value is None) == self.ascending, sign * (value.timestamp() if value else 0), sign * pk


def page(queryset: QuerySet, field: str, params: QueryDict, *, newest_first: bool = False) -> Page:
    """One page ordered by a moment (without one: last) and the row's id; `after` and `before` name the edge row."""
    return _page(
        field, params, lambda order: list(queryset.filter(order.beyond).order_by(*order.by)[: SIZE + 1]),
        newest_first=newest_first,
    )


def ordered(queryset: QuerySet, field: str, params: QueryDict, *, newest_first: bool = False) -> QuerySet:
    """All rows beyond the edge that the address names, nearest to it first: `page` takes the first of them."""
    order = _asked(field, params, newest_first=newest_first)
    return queryset.filter(order.beyond).order_by(*order.by)


def onward(page: Page, field: str, params: QueryDict, last: Any) -> Page:
    """The page, whose rows may be few, with an address that goes on in its direction behind the row `last`."""
    link = _linker(params, field)
    if "before" in params:
        return replace(page, previous=link("before", last))
    return replace(page, next=link("after", last))


def page_of_arms(
    arms: Sequence[QuerySet], shown: QuerySet, field: str, params: QueryDict, *, newest_first: bool = False
) -> Page:
    """The same of lists that share no row, each read along its own index; `shown` reads the rows of the page.

    Two queries, however many arms there are.
    """

    def rows(order: _Order) -> list[Any]:
        parts = [arm.filter(order.beyond).order_by(*order.by).values_list(field, "pk")[: SIZE + 1] for arm in arms]
        found = sorted(_union(parts), key=order.key)[: SIZE + 1]
        by_pk = shown.in_bulk([pk for _value, pk in found]) if found else {}
        return [by_pk[pk] for _value, pk in found if pk in by_pk]

    return _page(field, params, rows, newest_first=newest_first)


def capped(*arms: QuerySet) -> str:
    """How many rows the lists (that share none) have together, counted only up to the cap: “99+”. One query."""
    number = len(_union([arm.order_by().values_list("pk")[: CAP + 1] for arm in arms]))
    return f"{CAP}+" if number > CAP else str(number)


def _page(field: str, params: QueryDict, read: Callable[[_Order], list[Any]], *, newest_first: bool) -> Page:
    back, edge = "before" in params, _edge(params)
    rows = read(_asked(field, params, newest_first=newest_first))
    more, rows = len(rows) > SIZE, rows[:SIZE]
    if back:
        rows.reverse()
    link = _linker(params, field)
    has_previous, has_next = (more, bool(rows)) if back else (edge is not None and bool(rows), more)
    return Page(rows, link("before", rows[0]) if has_previous else "", link("after", rows[-1]) if has_next else "")


def _union(parts: Sequence[QuerySet]) -> list[Any]:
    """The rows of sliced lists, in one query."""
    if not parts:
        return []
    return list(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else list(parts[0])


def _asked(field: str, params: QueryDict, *, newest_first: bool) -> _Order:
    """The order that the address asks for, and what lies beyond the edge that it names."""
    ascending, edge = newest_first == ("before" in params), _edge(params)
    beyond = _beyond(field, *edge, ascending=ascending) if edge else Q()
    return _Order(ascending, _order(field, ascending=ascending), beyond)


def _order(field: str, *, ascending: bool) -> tuple[Any, str]:
    return (F(field).asc(nulls_last=True), "pk") if ascending else (F(field).desc(nulls_first=True), "-pk")


def _beyond(field: str, value: datetime | None, pk: int, *, ascending: bool) -> Q:
    empty = Q(**{f"{field}__isnull": True})
    if value is None:
        return (empty & Q(pk__gt=pk)) if ascending else (empty & Q(pk__lt=pk)) | ~empty
    sign = "gt" if ascending else "lt"
    found = Q(**{f"{field}__{sign}": value}) | Q(**{field: value, f"pk__{sign}": pk})
    return found | empty if ascending else found


def _edge(params: QueryDict) -> tuple[datetime | None, int] | None:
    return _parse(params.get("before") or params.get("after", ""))


def _parse(text: str) -> tuple[datetime | None, int] | None:
    moment, _comma, pk = text.partition(",")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    if moment == _NONE:
        return None, int(pk)
    try:
        value = parse_datetime(moment)
    except ValueError:
        return None
    return (value, int(pk)) if value and value.tzinfo else None


def _linker(params: QueryDict, field: str) -> Callable[[str, Any], str]:
    def link(name: str, row: Any) -> str:
        query = params.copy()
        query.pop("after", None)
        query.pop("before", None)
        value = getattr(row, field)
        query[name] = f"{value.isoformat() if value else _NONE},{row.pk}"
        return f"?{query.urlencode()}"

    return link
