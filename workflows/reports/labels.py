"""How is a figure read? Its value in words, its columns by direction, and the names of what it is divided by."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import kinds
from mla.models import Authority, Party
from mla.vocabulary import Theme
from workflows.reports.counting import Found
from workflows.reports.definitions import Metric, Value

Row = dict[str, Any]
Words = Mapping[str, Any]
DIMENSIONS = {
    "party_id": gettext_lazy("Other party"), "theme": gettext_lazy("Topic"), "kind": gettext_lazy("Kind"),
    "authority_id": gettext_lazy("Authority"),
}
SIDES = ("in", "out", None)
HIDDEN = "< 3"
"""What stands for a number too small to publish, or beside which such a number could be worked out."""
_UNITS = {"days": gettext_lazy("days"), "hours": gettext_lazy("hours")}


def told(value: Value, words: Words) -> str:
    """The value as a reader wants it: “12”, “8 of 10 (80.0 %)”, “5, median 43.0, 90th percentile 81.6 days”,
    “at liberty (2); serving a sentence (1)”. `words` are those of its figure; a code that has none stays a code."""
    named = _named(value, words)
    return next(say(named) for key, say in _TOLD if key in named)


def short(value: Value | None, words: Words) -> str:
    """The value in few signs: “8/10 (80.0 %)”, “43.0 / 81.6 (n 5)” for median and 90th percentile, “3.5 (n 4)” for a
    mean, “–” for nothing; what is divided by a code in words, as `told` does."""
    if value is None:
        return "–"
    named = _named(value, words)
    return next(say(named) for key, say in _SHORT if key in named)


def _share(value: Value) -> str:
    if value["share"] is None:
        return _("none")
    return _("%(part)s of %(whole)s (%(share)s %%)") % {**value, "share": number_format(value["share"], 1)}


def _spread(value: Value) -> str:
    if not value["n"]:
        return _("none")
    return _("median %(median)s, 90th percentile %(ninth)s %(unit)s (of %(n)s)") % {
        "median": number_format(value["median"], 1), "ninth": number_format(value["p90"], 1), "n": value["n"],
        "unit": _UNITS.get(value["unit"], value["unit"]),
    }


def _mean(value: Value) -> str:
    mean = "–" if value["mean"] is None else number_format(value["mean"], 2)
    return _("%(mean)s (of %(n)s)") % {"mean": mean, "n": value["n"]}


def _named(value: Value, words: Words) -> Value:
    if "counts" not in value:
        return value
    return {"counts": {str(words.get(code, code)): number for code, number in value["counts"].items()}}


def _counts(value: Value) -> str:
    return _("; ").join(
        _("%(name)s (%(number)s)") % {"name": name, "number": HIDDEN if number is None else number}
        for name, number in value["counts"].items()
    )


def _short_share(value: Value) -> str:
    return "–" if value["share"] is None else f"{value['part']}/{value['whole']} ({value['share']:.1f} %)"


def _short_spread(value: Value) -> str:
    return f"{value['median']:.1f} / {value['p90']:.1f} (n {value['n']})" if value["n"] else "–"


def _short_mean(value: Value) -> str:
    return "–" if value["mean"] is None else f"{value['mean']:.2f} (n {value['n']})"


_TOLD: tuple[tuple[str, Callable[[Value], str]], ...] = (
    ("hidden", lambda _value: HIDDEN), ("share", _share), ("median", _spread), ("mean", _mean),
    ("total", lambda value: f"{number_format(value['total'], force_grouping=True)} {value['unit']}".strip()),
    ("counts", lambda value: _counts(value) or _("none")), ("count", lambda value: number_format(value["count"])),
)
_SHORT: tuple[tuple[str, Callable[[Value], str]], ...] = (
    ("hidden", lambda _value: HIDDEN), ("share", _short_share), ("median", _short_spread), ("mean", _short_mean),
    ("total", lambda value: f"{value['total']} {value['unit']}".strip()),
    ("counts", lambda value: _counts(value) or "–"), ("count", lambda value: str(value["count"])),
)


def figures(metric: Metric, found: Found, address: Callable[[str, str, str], str]) -> list[Row]:
    """One row a figure: incoming, outgoing, all; each with the list of requests behind it, where there are some."""
    rows = []
    for figure in metric.figures:
        words, empty = figure.words(), figure.value(nothing(figure.columns))
        values = [(side, found.get((side,), {}).get(figure.key) or empty) for side in SIDES]
        rows.append({"key": figure.key, "label": figure.label, "cells": [
            {"text": told(value, words),
             "url": address(metric.code, figure.key, side or "") if is_some(value) else ""}
            for side, value in values
        ]})
    return rows


def nothing(columns: list[str]) -> list[Any]:
    """What the aggregates give of no row."""
    return [0 if column.startswith("count") else None for column in columns]


def is_some(value: Value) -> bool:
    """Whether anything was counted."""
    return any(bool(value.get(key)) for key in ("count", "part", "n", "counts"))


def parts(metric: Metric, found: Found, by: str) -> list[Row]:
    """One row a party, topic, kind or authority, with every figure."""
    names, words = _names(by), {figure.key: figure.words() for figure in metric.figures}
    rows = [
        {"name": names.get(key, key if key is not None else _("none")),
         "texts": [told(values[figure.key], words[figure.key]) for figure in metric.figures]}
        for (key,), values in found.items()
    ]
    return sorted(rows, key=lambda row: str(row["name"]))


def choices(query: Mapping[str, str], chosen: str) -> list[Row]:
    """By what a metric may be divided, as links."""
    return [
        {"label": label, "url": f"?{urlencode({**query, 'by': name})}", "current": name == chosen}
        for name, label in DIMENSIONS.items()
    ]


def _names(by: str) -> Mapping[Any, Any]:
    if by == "party_id":
        return {one.pk: str(one) for one in Party.objects.all()}
    if by == "authority_id":
        return {one.pk: str(one) for one in Authority.objects.all()}
    return dict(Theme.choices) if by == "theme" else dict(kinds.choices())
