"""How does the stock move from quarter to quarter? Entries, answers, stock and time to the response, by direction."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import QuerySet

from workflows.models import Measure
from workflows.reports.rows import CAME, DONE, LEFT

QUARTERS = 8
_MOVES = f"""
WITH scope AS NOT MATERIALIZED ({{scope}}), bounds AS (SELECT %s::timestamptz[] AS at)
SELECT direction, width_bucket(scope.begins_at, bounds.at), 'entered', count(*), NULL::float8 FROM scope, bounds
GROUP BY 1, 2
UNION ALL
SELECT direction, width_bucket({LEFT}, bounds.at), 'left', count(*), NULL::float8 FROM scope, bounds
WHERE {LEFT} IS NOT NULL GROUP BY 1, 2
UNION ALL
SELECT direction, width_bucket({DONE}, bounds.at), 'answered', count(*), percentile_cont(0.5) WITHIN GROUP (
    ORDER BY extract(epoch FROM ({DONE}) - scope.begins_at)::float8 / 86400) FROM scope, bounds
WHERE {CAME} AND ({DONE}) >= bounds.at[1] GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of one direction: what entered, what was answered or ended, what waited at its end, and the median
    of the days to the response (none answered: nothing)."""

    first: date
    entered: int
    left: int
    waiting: int
    median: float | None

    @property
    def name(self) -> str:
        """Such as 2026 Q1."""
        return f"{self.first.year} Q{(self.first.month + 2) // 3}"


def quarter_of(day: date) -> date:
    """The first day of the quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_before(first: date) -> date:
    """The first day of the quarter before the one that begins then."""
    return quarter_of(first - timedelta(days=1))


def by_quarter(scope: QuerySet[Measure], last: date, zone: ZoneInfo) -> dict[str, list[Quarter]]:
    """By direction the quarters up to the one of the day, the oldest first. One query."""
    firsts = [quarter_of(last)]
    while len(firsts) < QUARTERS:
        firsts.insert(0, quarter_before(firsts[0]))
    after = quarter_of(firsts[-1] + timedelta(days=95))
    bounds = [datetime.combine(one, time.min, tzinfo=zone) for one in (*firsts, after)]
    found: dict[tuple[str, str], dict[int, tuple[int, float | None]]] = defaultdict(dict)
    chosen, given = scope.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_MOVES.replace("{scope}", chosen), [*given, bounds])
        for direction, place, what, number, median in cursor.fetchall():
            found[direction, what][place] = (number, median)
    return {direction: _quarters(firsts, found, direction) for direction in ("in", "out")}


def _quarters(
    firsts: list[date], found: dict[tuple[str, str], dict[int, tuple[int, float | None]]], direction: str
) -> list[Quarter]:
    nothing = (0, None)
    entered, left, answered = (found[direction, what] for what in ("entered", "left", "answered"))
    waiting = entered.get(0, nothing)[0] - left.get(0, nothing)[0]
    quarters = []
    for place, first in enumerate(firsts, start=1):
        came, went = entered.get(place, nothing)[0], left.get(place, nothing)[0]
        waiting += came - went
        median = answered.get(place, nothing)[1]
        quarters.append(Quarter(first, came, went, waiting, None if median is None else round(median, 1)))
    return quarters
