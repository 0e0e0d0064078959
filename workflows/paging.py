"""How is a long list cut into pages? By the key of its last row, so the last page costs what the first does."""

from collections.abc import Callable
from dataclasses import dataclass
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


def page(queryset: QuerySet, field: str, params: QueryDict, *, newest_first: bool = False) -> Page:
    """One page ordered by a moment (without one: last) and the row's id; `after` and `before` name the edge row."""
    back, edge = "before" in params, _edge(params)
    rows = list(ordered(queryset, field, params, newest_first=newest_first)[: SIZE + 1])
    more, rows = len(rows) > SIZE, rows[:SIZE]
    if back:
        rows.reverse()
    link = _linker(params, field)
    has_previous, has_next = (more, bool(rows)) if back else (edge is not None and bool(rows), more)
    return Page(rows, link("before", rows[0]) if has_previous else "", link("after", rows[-1]) if has_next else "")


def ordered(queryset: QuerySet, field: str, params: QueryDict, *, newest_first: bool = False) -> QuerySet:
    """All rows beyond the edge that the address names, nearest to it first: `page` takes the first of them."""
    ascending, edge = newest_first == ("before" in params), _edge(params)
    if edge:
        queryset = queryset.filter(_beyond(field, *edge, ascending=ascending))
    return queryset.order_by(*_order(field, ascending=ascending))


def capped(queryset: QuerySet) -> str:
    """How many rows, counted only up to the cap: “99+”."""
    number = queryset[: CAP + 1].count()
    return f"{CAP}+" if number > CAP else str(number)


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
