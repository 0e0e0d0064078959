"""How do two parties stand towards each other? One screen: the Dialogue's indicators, time, stock, age and trend."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.models import Party, User
from workflows.home import bars
from workflows.models import ClockRule, Measure
from workflows.reports import ages, counting, drawings, past, trends
from workflows.reports.counting import Period
from workflows.reports.definitions import Figure, Metric, Share, Table
from workflows.reports.metrics import METRICS
from workflows.reports.rows import DUE, clocks

Row = dict[str, Any]
DIRECTIONS = ("in", "out")
INDICATORS = (("M19", "strict"), ("M27", "answered"), ("M25", "feedback"), ("M30", "rate"))
"""What the Dialogue of 2017 asks for: documents within 30 days, a hotline that answers, feedback."""
AGES = (*ages.BANDS, ages.OLDER)
_AGE_COLOURS = (2, 2, 1, 3, 4)
CLOCKS = "CLOCKS"
_DUE = clocks("true", DUE)


_BY_CLOCK = Metric(CLOCKS, gettext_lazy("On time by clock"), gettext_lazy("met in time"), (Table(_DUE, (
    Share("met", gettext_lazy("met in time"), "is_met", of="is_due"),
    Figure("due", gettext_lazy("due"), "is_due"),
)),))


@dataclass(frozen=True, slots=True)
class View:
    """What somebody looks at: the period in our capital, the filter as the columns of a measure, and as an address."""

    user: User
    period: Period
    narrowed: Mapping[str, Any]
    query: Mapping[str, str]
    home: Party

    @property
    def scope(self) -> QuerySet[Measure]:
        """The measures that the reader may see, narrowed."""
        return counting.visible(self.user, **self.narrowed)

    def address(self, code: str, key: str, direction: str = "") -> str:
        """Where the requests behind a figure are listed."""
        query = {**self.query, **({"direction": direction} if direction else {})}
        return f"{reverse('figure', args=[code, key])}?{urlencode(query)}"


def metric(code: str, key: str = "") -> Metric | None:
    """The metric with that code; for the clocks, that of the rule which the key names."""
    if code != CLOCKS:
        return METRICS.get(code)
    if not ClockRule.objects.filter(code=key).exists():
        return None
    return Metric(CLOCKS, gettext_lazy("On time by clock"), gettext_lazy(
        "Of the clocks of this rule that were due in the period, those met in time; time in which a clock was paused "
        "does not count."
    ), (Table(_DUE, (Share(key, gettext_lazy("met in time"), "is_met", of=f"is_due AND code = '{key}'"),)),))


def page(view: View) -> Row:
    """Everything that the screen shows."""
    found = past.kept("scorecard", view.user, view.period, view.narrowed, lambda: _counted(view))
    return {
        "indicators": [_indicator(view, found[code], code, key) for code, key in INDICATORS],
        "stock": _stock(view, found["stock"]), "on_time": _on_time(view, found["on_time"]),
        "trend": _trend(found["trend"]),
    }


def _counted(view: View) -> dict[str, Any]:
    """Every number of the screen, without a word."""
    found: dict[str, Any] = {code: _share(view, code, key) for code, key in INDICATORS}
    found["stock"] = ages.by_direction(view.scope, view.period)
    found["on_time"] = counting.count(_BY_CLOCK, view.period, view.scope, by=("direction", "code"))
    found["trend"] = trends.by_quarter(view.scope, view.period.last, view.period.zone)
    return found


def _share(view: View, code: str, key: str) -> counting.Found:
    """One figure of the metric alone, by direction."""
    one = METRICS[code]
    place = one.place(key)
    assert place  # the indicators are named above
    alone = Metric(code, one.title, one.text, (Table(place[0].rows, (place[1],)),))
    return counting.count(alone, view.period, view.scope, by=("direction",))


def _indicator(view: View, found: counting.Found, code: str, key: str) -> Row:
    one = METRICS[code]
    place = one.place(key)
    assert place
    sides = [
        {"direction": direction, "value": found.get((direction,), {}).get(key) or place[1].value([0, 0]),
         "url": view.address(code, key, direction)}
        for direction in DIRECTIONS
    ]
    return {"code": code, "label": place[1].label, "title": one.title, "sides": sides,
            "url": f"{reverse('metric', args=[code])}?{urlencode(view.query)}"}


def _stock(view: View, found: Mapping[str, Any]) -> list[Row]:
    """The closing stock by age, a chart for each direction."""
    one, titles = METRICS["M05"], {"in": _("Incoming requests, by age"), "out": _("Outgoing requests, by age")}
    labels = {figure.key: str(figure.label) for figure in one.figures}
    rows = []
    for direction in DIRECTIONS:
        counted = found.get(direction, {})
        values = [
            bars.Value(labels[key], counted.get(key, {}).get("count", 0), colour, view.address("M05", key, direction))
            for key, colour in zip(AGES, _AGE_COLOURS, strict=True)
        ]
        total = sum(value.number for value in values)
        rows.append({"direction": direction, "total": total, "chart": bars.chart(titles[direction], values, _("Age")),
                     "age": counted.get("age"), "url": view.address("M04", "open", direction)})
    return rows


def _on_time(view: View, found: counting.Found) -> list[Row]:
    """The share of each clock that was met in time, both directions beside each other."""
    codes = sorted({code for (_direction, code), values in found.items() if values["due"]["count"]})
    names = {rule.code: str(rule) for rule in ClockRule.objects.filter(code__in=codes).order_by("version")}
    return [
        {"code": code, "name": names[code], "sides": [
            {**found.get((direction, code), {"met": {"part": 0, "whole": 0, "share": None}})["met"],
             "url": view.address(CLOCKS, code, direction)}
            for direction in DIRECTIONS
        ]}
        for code in codes
    ]


def _trend(found: Mapping[str, list[trends.Quarter]]) -> list[Row]:
    titles = {"in": _("Incoming: received and answered by quarter"), "out": _("Outgoing: sent and answered by quarter")}
    return [
        {"direction": direction, "quarters": found[direction], "chart": drawings.columns(
            titles[direction], [one.name for one in found[direction]], [
                (_("entered"), [one.entered for one in found[direction]], 1),
                (_("answered or ended"), [one.left for one in found[direction]], 2),
            ],
        )}
        for direction in DIRECTIONS
    ]
