"""What does a whole report count? Every metric of the period and of the one before, by side, kept apart where small."""

from collections.abc import Iterator
from typing import Any

from mla.models import Party
from workflows.reports import counting, labels, trends
from workflows.reports.counting import Period
from workflows.reports.definitions import Value
from workflows.reports.metrics import METRICS
from workflows.reports.suppression import Cell, Equation, hidden

Figures = dict[str, dict[str, dict[str, Value]]]
"""By metric and side (in, out, all) each figure's value by its key."""
SIDES = {"in": "in", "out": "out", None: "all"}
_TIED = {  # of each side: what adds up to what, by metric, figure and part of its value
    "M01.open M02.received M02.split M02.reopened": "M03.ended M04.open",
    "M01.unanswered M02.received M02.split M02.again": "M03.left M04.unanswered",
    "M05.d30 M05.d90 M05.d180 M05.d365 M05.older": "M04.open",
    "M03.closed M03.refused M03.returned M03.withdrawn M03.lapsed": "M03.ended",
    "M14.accepted M14.rejected M14.pending": "M14.proposed",
    "M05.age": "M04.open", "M31.each": "M04.open", "M31.reminded.whole": "M04.open",
    "M10.deficient.whole": "M02.received", "M15.urgent.whole": "M02.received",
    "M15.downgraded.whole": "M15.urgent.part", "M09.gross": "M09.net", "M30.rate.whole": "M09.gross",
    "M29.reviewed.whole": "M29.size", "M29.moved.whole": "M29.size", "M29.silent.whole": "M29.size",
    "M17.in_60.whole": "M17.preserved", "M17.in_90.whole": "M17.preserved", "M19.raw.whole": "M19.strict.whole",
    "M19.due.whole": "M19.strict.whole",
    "M21.days": "M21.answered", "M13.silent": "M13.consulted.rest", "M18.days": "M18.verified",
    "M27.confirmed.whole": "M27.answered.whole",
    **{
        " ".join(f"M12.{one.key}.part" for one in METRICS["M12"].figures): f"M12.{one.key}.whole"
        for one in list(METRICS["M12"].figures)[:1]
    },
    **{f"M12.{one.key}.whole": "M12.full.whole" for one in METRICS["M12"].figures if one.key != "full"},
}


def figures(period: Period, party: Party | None = None) -> Figures:
    """Every metric of all requests with the party, whoever may see them."""
    narrowed = {"party": party} if party else {}
    found: Figures = {}
    for code, metric in METRICS.items():
        counted = counting.count(
            metric, period, counting.visible(None, **narrowed), by=("direction",), with_all=True
        )
        found[code] = {
            name: counted.get((side,)) or {one.key: one.value(labels.nothing(one.columns)) for one in metric.figures}
            for side, name in SIDES.items()
        }
    return found


def trend(period: Period, party: Party | None = None) -> dict[str, Any]:
    """Both directions by quarter, as plain data."""
    scope = counting.visible(None, **({"party": party} if party else {}))
    return {
        side: [{"name": one.name, "entered": one.entered, "left": one.left, "waiting": one.waiting,
                "median": one.median} for one in quarters]
        for side, quarters in trends.by_quarter(scope, period.last, period.zone).items()
    }


def published(found: Figures, previous: Figures) -> tuple[Figures, Figures]:
    """The same for the public: what is small, or would give a small number away, says that it is hidden."""
    cells: dict[Cell, int] = {}
    for when, each in (("now", found), ("before", previous)):
        cells |= {(when, *cell): number for cell, number in _cells(each)}
    left_out = hidden(cells, list(_equations(cells)))
    return _without(found, "now", left_out), _without(previous, "before", left_out)


def _cells(found: Figures) -> Iterator[tuple[Cell, int]]:
    """Every number of requests or acts that is printed, or follows from what is."""
    for code, sides in found.items():
        for side, values in sides.items():
            for key, value in values.items():
                if "share" in value:
                    yield (code, side, key, "part"), value["part"]
                    yield (code, side, key, "rest"), value["whole"] - value["part"]
                    yield (code, side, key, "whole"), value["whole"]
                elif "counts" in value:
                    yield from (((code, side, key, name), number) for name, number in value["counts"].items())
                else:
                    yield (code, side, key, "number"), value["count"] if "count" in value else value["n"]


def _equations(cells: dict[Cell, int]) -> Iterator[Equation]:
    """What a stranger knows of the numbers: the sides of a figure, the parts of a share, what `_TIED` says, and that
    the stock of one period's end opens the next."""
    for cell in cells:
        when, code, side, key, part = cell
        if side == "all":
            sides = tuple((when, code, one, key, part) for one in ("in", "out"))
            yield Equation(tuple(one for one in sides if one in cells), (cell,))
        if part == "whole":
            yield Equation(((when, code, side, key, "part"), (when, code, side, key, "rest")), (cell,))
    for side in SIDES.values():
        for when in ("now", "before"):
            for left, right in _TIED.items():
                yield Equation(_named(left, when, side), _named(right, when, side))
        for key in ("open", "unanswered"):
            yield Equation(_named(f"M04.{key}", "before", side), _named(f"M01.{key}", "now", side))


def _named(told: str, when: str, side: str) -> tuple[Cell, ...]:
    """The cells of “M01.open M12.full.part”; without a part it is the figure's one number."""
    parts = (one.split(".") for one in told.split())
    return tuple((when, code, side, key, *(rest or ["number"])) for code, key, *rest in parts)


def _without(found: Figures, when: str, left_out: set[Cell]) -> Figures:
    return {
        code: {
            side: {key: _masked(value, (when, code, side, key), left_out) for key, value in values.items()}
            for side, values in sides.items()
        }
        for code, sides in found.items()
    }


def _masked(value: Value, cell: Cell, left_out: set[Cell]) -> Value:
    if "counts" in value:
        counts = {name: None if (*cell, name) in left_out else number for name, number in value["counts"].items()}
        return {"counts": counts}
    parts = ("part", "rest", "whole") if "share" in value else ("number",)
    return {"hidden": True} if any((*cell, part) in left_out for part in parts) else value
