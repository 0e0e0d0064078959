"""How does the stock move from quarter to quarter? Entries, answers, stock and time to the response, by direction."""

from collections import Counter, defaultdict
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
SELECT direction, width_bucket(begins_at, bounds.at), width_bucket({LEFT}, bounds.at), count(*), NULL::float8
FROM scope, bounds GROUP BY 1, 2, 3
UNION ALL
SELECT direction, NULL, width_bucket({DONE}, bounds.at), 0, percentile_cont(0.5) WITHIN GROUP (
    ORDER BY date_part('epoch', {DONE} - begins_at) / 86400) FROM scope, bounds
WHERE {CAME} AND {DONE} >= bounds.at[1] GROUP BY 1, 3
"""
_Numbers = dict[str, Counter[int | None]]


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
    entered: _Numbers = defaultdict(Counter)
    left: _Numbers = defaultdict(Counter)
    medians: dict[tuple[str, int], float] = {}
    chosen, given = scope.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_MOVES.replace("{scope}", chosen), [*given, bounds])
        for direction, came, went, number, median in cursor.fetchall():
            if came is None:
                medians[direction, went] = median
            else:
                entered[direction][came] += number
                left[direction][went] += number
    return {direction: _quarters(firsts, entered[direction], left[direction], {
        place: median for (side, place), median in medians.items() if side == direction
    }) for direction in ("in", "out")}


def _quarters(
    firsts: list[date], entered: Counter[int | None], left: Counter[int | None], medians: dict[int, float]
) -> list[Quarter]:
    waiting, quarters = entered[0] - left[0], []
    for place, first in enumerate(firsts, start=1):
        waiting += entered[place] - left[place]
        median = medians.get(place)
        quarters.append(Quarter(first, entered[place], left[place], waiting,
                                None if median is None else round(median, 1)))
    return quarters
