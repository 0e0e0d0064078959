"""How old is the stock? Metric M05 read by whole days: each day is one row, and no request is sorted."""

import math
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from workflows.models import Measure
from workflows.reports.counting import Period
from workflows.reports.definitions import Value

BANDS = {"d30": 30, "d90": 90, "d180": 180, "d365": 365}
"""The last day of each band; what is older is in none of them."""
OLDER = "older"
_DAYS = """
SELECT direction, floor(date_part('epoch', %s - begins_at) / 86400)::int AS age, count(*) FROM ({scope}) scope
WHERE begins_at < %s AND (ended_at IS NULL OR ended_at >= %s) GROUP BY 1, 2 ORDER BY 1, 2
"""


def by_direction(scope: QuerySet[Measure], period: Period) -> dict[str, dict[str, Value]]:
    """By direction the figures of M05: the number in each band, and the spread of the days. One query."""
    chosen, given = scope.query.sql_with_params()
    counted: dict[str, list[tuple[int, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_DAYS.replace("{scope}", chosen), [period.until, *given, period.ends, period.ends])
        for direction, age, number in cursor.fetchall():
            counted.setdefault(direction, []).append((age, number))
    return {direction: _figures(days) for direction, days in counted.items()}


def percentile(days: Iterable[tuple[int, int]], share: float) -> float:
    """The percentile of the numbers counted, interpolated between two neighbours as `percentile_cont` does."""
    every = list(days)
    place = share * (sum(number for _age, number in every) - 1)
    low, high = _at(every, int(place)), _at(every, math.ceil(place))
    return low + (high - low) * (place - int(place))


def _figures(days: list[tuple[int, int]]) -> dict[str, Value]:
    numbers = dict.fromkeys((*BANDS, OLDER), 0)
    for age, number in days:
        numbers[next((band for band, last in BANDS.items() if age <= last), OLDER)] += number
    spread: dict[str, Any] = {
        "n": sum(numbers.values()), "median": round(percentile(days, 0.5), 1), "p90": round(percentile(days, 0.9), 1),
        "unit": "days",
    }
    return {**{band: {"count": number} for band, number in numbers.items()}, "age": spread}


def _at(days: list[tuple[int, int]], place: int) -> int:
    """The number at that place, counted from nought in ascending order."""
    for age, number in days:
        place -= number
        if place < 0:
            return age
    return days[-1][0]
