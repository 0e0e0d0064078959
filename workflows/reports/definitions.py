"""What is a metric? Rows that are counted, as SQL, and figures over them; each figure knows the rows behind it.

The SQL of a `Table` selects from `scope` (the measures that the reader may see, narrowed by the filter), and `act`
(the counted acts that the table names, of any request, at their corrected moments, before the period's end); every row
has the columns of `scope`. It says
`:begins` and `:ends` for the period, `:until` for its end or the moment of the data, whichever is earlier.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Value = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A number: how many rows fulfil the condition `where`."""

    key: str
    label: Promise
    where: str = "true"

    @property
    def columns(self) -> list[str]:
        """The aggregates that give it."""
        return [f"count(*) FILTER (WHERE {self.where})"]

    def value(self, found: list[Any]) -> Value:
        """What the aggregates say, as plain data."""
        return {"count": found[0]}

    @property
    def counted(self) -> str:
        """The condition of the rows behind it."""
        return self.where

    @property
    def rest(self) -> str:
        """The condition of the rows that it is compared with and that are not behind it; empty where there are none."""
        return ""

    def words(self) -> Mapping[str, Any]:
        """What the codes by which it is divided are called, in the language that is active when they are read."""
        return {}


@dataclass(frozen=True)
class Share(Figure):
    """Of those that fulfil `of`, how many fulfil `where` too; in per cent with one decimal."""

    of: str = "true"

    @property
    def columns(self) -> list[str]:
        return [f"count(*) FILTER (WHERE ({self.where}) AND ({self.of}))", f"count(*) FILTER (WHERE {self.of})"]

    def value(self, found: list[Any]) -> Value:
        part, whole = found
        return {"part": part, "whole": whole, "share": round(100 * part / whole, 1) if whole else None}

    @property
    def counted(self) -> str:
        return f"({self.where}) AND ({self.of})"

    @property
    def rest(self) -> str:
        return f"({self.where}) IS NOT TRUE AND ({self.of})"


@dataclass(frozen=True)
class Spread(Figure):
    """How many rows have the number, its median and 90th percentile (interpolated); `unit` is days or hours."""

    of: str = ""
    unit: str = "days"

    @property
    def columns(self) -> list[str]:
        met = f"FILTER (WHERE {self.where})"
        ordered = f"WITHIN GROUP (ORDER BY ({self.of})::float8) {met}"
        return [
            f"count({self.of}) {met}", f"percentile_cont(0.5) {ordered}", f"percentile_cont(0.9) {ordered}",
        ]

    def value(self, found: list[Any]) -> Value:
        number, median, ninth = found
        return {"n": number, "median": _tenth(median), "p90": _tenth(ninth), "unit": self.unit}

    @property
    def counted(self) -> str:
        return f"({self.where}) AND {self.of} IS NOT NULL"


@dataclass(frozen=True)
class Total(Figure):
    """The sum of a number, in `unit`, and how many rows told it."""

    of: str = ""
    unit: str = ""

    @property
    def columns(self) -> list[str]:
        return [f"count({self.of}) FILTER (WHERE {self.where})", f"sum({self.of}) FILTER (WHERE {self.where})"]

    def value(self, found: list[Any]) -> Value:
        return {"n": found[0], "total": str(found[1] or 0), "unit": self.unit}

    @property
    def counted(self) -> str:
        return f"({self.where}) AND {self.of} IS NOT NULL"


@dataclass(frozen=True)
class Mean(Total):
    """The mean of a number, with two decimals, and how many rows told it."""

    @property
    def columns(self) -> list[str]:
        return [f"count({self.of}) FILTER (WHERE {self.where})", f"avg({self.of}) FILTER (WHERE {self.where})"]

    def value(self, found: list[Any]) -> Value:
        return {"n": found[0], "mean": None if found[1] is None else round(float(found[1]), 2)}


@dataclass(frozen=True)
class Split(Figure):
    """How many rows there are of each value of a column, by the value; `names` gives each value its name."""

    by: str = ""
    names: Callable[[], Mapping[str, Any]] = dict

    @property
    def columns(self) -> list[str]:
        counted = f"FILTER (WHERE ({self.where}) AND {self.by} IS NOT NULL)"
        return [f"array_agg({self.by} ORDER BY {self.by}) {counted}"]

    def value(self, found: list[Any]) -> Value:
        counts: dict[str, int] = {}
        for one in found[0] or ():
            counts[str(one)] = counts.get(str(one), 0) + 1
        return {"counts": counts}

    @property
    def counted(self) -> str:
        return f"({self.where}) AND {self.by} IS NOT NULL"

    def words(self) -> Mapping[str, Any]:
        return self.names()


@dataclass(frozen=True)
class Table:
    """What is counted, one row each, and what is said of it."""

    rows: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Metric:
    """One metric: its code in the dictionary of the report, its name, and its definition as the reader sees it."""

    code: str
    title: Promise
    text: Promise
    tables: tuple[Table, ...]

    @property
    def figures(self) -> Iterable[Figure]:
        """All its figures, in order."""
        return (figure for table in self.tables for figure in table.figures)

    def place(self, key: str) -> tuple[Table, Figure] | None:
        """The figure with that key, and the table it counts."""
        found = ((table, figure) for table in self.tables for figure in table.figures if figure.key == key)
        return next(found, None)


def days(begin: str, end: str) -> str:
    """SQL: the days from one moment to the other, with their fraction."""
    return f"date_part('epoch', ({end}) - ({begin})) / 86400.0"


def hours(begin: str, end: str) -> str:
    """SQL: the hours from one moment to the other."""
    return f"date_part('epoch', ({end}) - ({begin})) / 3600.0"


def within(moment: str) -> str:
    """SQL: whether the moment lies in the period."""
    return f"({moment} >= :begins AND {moment} < :ends)"


def _tenth(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
