"""What do the metrics say for a period? Each table is read once; a reader's figures count what the reader may see."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import QuerySet

from mla.models import Party, Request, User
from workflows.models import Measure
from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Table, Value

DIMENSIONS = ("direction", "party_id", "theme", "kind", "authority_id")
Key = tuple[Any, ...]
Found = dict[Key, dict[str, Value]]
"""By the values of the dimensions asked for, each figure's value by its key."""

_READS_ACTS = re.compile(r"\bFROM act\b")
_ACTS = """
moved AS MATERIALIZED (
    SELECT DISTINCT ON (request_id, details->>'event') request_id, (details->>'event')::int AS seq,
        (details->>'moved_to')::timestamptz AS at
    FROM mla_event WHERE verb = 'correct' AND coalesce(details->>'event', '') <> ''
    ORDER BY request_id, details->>'event', mla_event.seq DESC
), act AS (
    SELECT one.request_id, one.seq, one.verb, one.details, one.happened_at AS at FROM mla_event one
    WHERE one.verb IN ({words}) AND one.happened_at < :ends
        AND NOT EXISTS (SELECT 1 FROM moved WHERE moved.request_id = one.request_id AND moved.seq = one.seq)
    UNION ALL
    SELECT one.request_id, one.seq, one.verb, one.details, moved.at
    FROM moved JOIN mla_event one ON one.request_id = moved.request_id AND one.seq = moved.seq
    WHERE one.verb IN ({words}) AND moved.at < :ends
)"""


@dataclass(frozen=True, slots=True)
class Period:
    """From the midnight that begins the first day to the one that ends the last, in one zone; `as_of` is the moment
    of the data."""

    first: date
    last: date
    zone: ZoneInfo
    as_of: datetime

    @property
    def begins(self) -> datetime:
        """The midnight that begins the first day."""
        return datetime.combine(self.first, time.min, tzinfo=self.zone)

    @property
    def ends(self) -> datetime:
        """The midnight that ends the last day."""
        return datetime.combine(self.last + timedelta(days=1), time.min, tzinfo=self.zone)

    @property
    def until(self) -> datetime:
        """The end, or the moment of the data where that is earlier."""
        return min(self.ends, max(self.as_of, self.begins))

    def before(self) -> "Period":
        """The period of as many whole months (else days) just before."""
        last = self.first - timedelta(days=1)
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        if self.first.day == 1 and (self.last + timedelta(days=1)).day == 1:
            year, month = divmod(self.first.year * 12 + self.first.month - 1 - months, 12)
            return replace(self, first=date(year, month + 1, 1), last=last)
        return replace(self, first=last - (self.last - self.first), last=last)


def of_office(first: date, last: date, *, now: datetime) -> Period:
    """The period by the days of our capital."""
    return Period(first, last, Party.home().tz, now)


def visible(user: User | None, **narrowed: Any) -> QuerySet[Measure]:
    """The measures that the reader may know of (None: the office's own report, all of them), narrowed."""
    rows = Measure.objects.all() if user is None else Measure.objects.visible_to(user)
    return rows.filter(**narrowed).order_by()


def count(
    metric: Metric, period: Period, scope: QuerySet[Measure], by: Sequence[str] = (), *, with_all: bool = False
) -> Found:
    """The metric's figures, of all rows or by the dimensions given; `with_all` adds those of all rows, under the key
    of as many None. One query a table."""
    found: Found = {} if by and not with_all else {(None,) * len(by): {}}
    for table in metric.tables:
        for key, values in _read(table, period, scope, by, with_all=with_all):
            found.setdefault(key, {}).update(values)
    for values in found.values():
        for figure in metric.figures:
            values.setdefault(figure.key, figure.value(_nothing(figure)))
    return found


def behind(
    metric: Metric, key: str, period: Period, scope: QuerySet[Measure], user: User, *, rest: bool = False
) -> QuerySet[Request]:
    """The requests behind a figure that the person may see; `rest`: those of its whole that are not its part.

    Raises KeyError for a figure that does not exist, or that has no such rest.
    """
    place = metric.place(key)
    if place is None or (rest and not place[1].rest):
        raise KeyError(key)
    table, figure = place
    condition = figure.rest if rest else figure.counted
    statement, given = _statement(table, period, scope, "SELECT DISTINCT request_id", f"WHERE {condition}")
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found = [pk for (pk,) in cursor.fetchall()]
    return Request.objects.visible_to(user).filter(pk__in=found)


def _read(
    table: Table, period: Period, scope: QuerySet[Measure], by: Sequence[str], *, with_all: bool
) -> Iterator[tuple[Key, dict[str, Value]]]:
    columns = [column for figure in table.figures for column in figure.columns]
    sets = f"GROUPING SETS (({', '.join(by)}), ())" if with_all else ", ".join(by)
    grouped = f"GROUP BY {sets}" if by else ""
    statement, given = _statement(table, period, scope, f"SELECT {', '.join([*by, *columns])}", grouped)
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        for row in cursor.fetchall():
            values = iter(row[len(by):])
            yield tuple(row[:len(by)]), {
                figure.key: figure.value([next(values) for _column in figure.columns]) for figure in table.figures
            }


def _statement(
    table: Table, period: Period, scope: QuerySet[Measure], select: str, rest: str
) -> tuple[str, tuple[Any, ...]]:
    """The statement with the moments of the period written in; what narrows the scope stays with its parameters."""
    chosen, given = scope.query.sql_with_params()
    wanted = f"{select} FROM ({table.rows}) one {rest}"
    named = [word for word in facts.WORDS if f"'{word}'" in wanted]
    parts = [_ACTS.format(words=_listed(named))] if _READS_ACTS.search(wanted) else []
    own = ", ".join(["", *parts]) + f" {wanted}"
    for name in ("begins", "ends", "until"):
        own = own.replace(f":{name}", f"'{getattr(period, name).isoformat()}'::timestamptz")
    return f"WITH scope AS NOT MATERIALIZED ({chosen}){own.replace('%', '%%')}", given


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _nothing(figure: Figure) -> list[Any]:
    """What the aggregates give of no row."""
    return [0 if column.startswith("count") else None for column in figure.columns]
