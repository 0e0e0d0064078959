"""What does the paper of a report say? Its figures in words of both languages, section by section, and its charts."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop

from documents.terms import Pair, named
from mla.models import Authority
from mla.moments import with_offset
from mla.tongues import LANGUAGES, said
from mla.vocabulary import Classification, Theme
from workflows.models import Report, Standing
from workflows.reports import annexes, drawings, labels
from workflows.reports.definitions import Figure
from workflows.reports.metrics import METRICS
from workflows.reports.progress import SIDES

CHAPTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("repatriation", gettext_noop("Repatriation"), ("M18", "M19", "M20")),
    ("narcotics", gettext_noop("Counter-narcotics"), ("M21", "M22")),
    ("cyber", gettext_noop("Cybercrime and network protection"), ("M17", "M23", "M24", "M25", "M26", "M27")),
    ("fugitives", gettext_noop("Fugitives"), ("M28", "M29")),
    ("quality", gettext_noop("Stock, timeliness and quality"), (
        "M01", "M02", "M03", "M04", "M05", "M15", "M06", "M07", "M08", "M09", "M16", "M31", "M10", "M11", "M12", "M30",
        "M32",
    )),
    ("obstacles", gettext_noop("Obstacles"), ("M13", "M14")),
)
"""Sections 2 to 7; the first are the commitments, the last the agreed actions."""


def title(report: Report) -> tuple[str, str]:
    """The report's name in English and Chinese."""
    days = f"{report.first.isoformat()} – {report.last.isoformat()}"
    found = said(lambda: translation.gettext("Progress report, %(days)s") % {"days": days})
    return found["en"], found["zh"]


def snapshot(report: Report) -> dict[str, Any]:
    """Everything the paper prints, frozen: nothing else enters it."""
    office = Authority.objects.own()
    party = {"en": report.party.name_en, "zh": report.party.name_zh} if report.party else None
    return {
        "number": report.number, "title": dict(zip(LANGUAGES, title(report), strict=True)),
        "languages": ["en", "zh-hans"], "is_demo": settings.MLA_DEMO, "is_public": report.is_public,
        "sender": named(office.name_en, office.name_zh),
        "state": named(office.party.formal_en, office.party.formal_zh),
        "party": party, "first": report.first.isoformat(), "last": report.last.isoformat(),
        "capital": named(office.party.capital_en, office.party.capital_zh),
        "as_of": with_offset(report.as_of.astimezone(office.party.tz)), "date": {"iso": report.as_of.isoformat()},
        "classification": said(lambda: Classification(report.classification).label),
        "drafted_by": _person(report.drafted_by), "signed_by": _person(report.signed_by),
        "commitments": [_commitment(one, report) for one in report.commitments],
        "chapters": [_chapter(report, *chapter) for chapter in CHAPTERS],
        "comments": report.comments, "charts": _charts(report), "definitions": _definitions(),
        "obstacles": annexes.obstacles(report), "actions": report.annexes.get("actions", []),
        "reconciled": annexes.reconciled_in_words(report), "has_cases": report.has_cases,
        "cases": annexes.cases_in_words(report),
    }


def figures(report: Report, codes: Iterable[str] = tuple(METRICS)) -> list[dict[str, Any]]:
    """One row a figure, with what it says of each side, now and in the period before, in both languages; for the page,
    the paper, the CSV and the XLSX alike."""
    rows = []
    for code in codes:
        for figure in METRICS[code].figures:
            tell = partial(_told, code, figure, figure.words())
            rows.append({
                "code": code, "title": said(partial(str, METRICS[code].title)), "key": figure.key,
                "label": said(partial(str, figure.label)),
                "now": {side: tell(report.figures, side) for side in SIDES.values()},
                "before": {side: tell(report.previous, side) for side in SIDES.values()},
            })
    return rows


def _told(code: str, figure: Figure, words: labels.Words, found: dict[str, Any], side: str) -> Pair:
    return said(partial(labels.short, found.get(code, {}).get(side, {}).get(figure.key), words))


def _chapter(report: Report, key: str, name: str, codes: tuple[str, ...]) -> dict[str, Any]:
    return {"key": key, "title": said(lambda: translation.gettext(name)), "rows": figures(report, codes)}


def _commitment(one: dict[str, Any], report: Report) -> dict[str, Any]:
    metric = METRICS.get(one["metric"]) if one["measure"] == "metric" else None
    place = metric.place(one["figure"]) if metric else None
    tell = partial(_told, one["metric"], place[1], place[1].words()) if place else None
    return {
        **one, "topic": said(lambda: Theme(one["topic"]).label),
        "status": said(lambda: dict(Standing.STATUSES)[one["status"]]),
        "now": tell(report.figures, "all") if tell else None, "before": tell(report.previous, "all") if tell else None,
        "trend": _trend(one, report) if tell else "",
        "is_over": bool(one["due_on"]) and date.fromisoformat(one["due_on"]) <= report.last,
    }


def _trend(one: dict[str, Any], report: Report) -> str:
    """An arrow: more, less, or the same as in the period before; none where there is nothing to compare."""
    now, before = (_size(each, one) for each in (report.figures, report.previous))
    if now is None or before is None:
        return ""
    return "↑" if now > before else "↓" if now < before else "→"


def _size(found: dict[str, Any], one: dict[str, Any]) -> float | None:
    value = found.get(one["metric"], {}).get("all", {}).get(one["figure"]) or {}
    keys = ("share", "median", "mean", "count")
    return next((value[key] for key in keys if value.get(key) is not None), None)


def _charts(report: Report) -> list[dict[str, Any]]:
    names = {"in": gettext_noop("Incoming: received and answered by quarter"),
             "out": gettext_noop("Outgoing: sent and answered by quarter")}
    return [
        {"title": said(partial(translation.gettext, names[side])), **_drawn(quarters), "quarters": quarters}
        for side, quarters in report.trend.items()
    ]


def _drawn(quarters: list[dict[str, Any]]) -> dict[str, Any]:
    drawn = drawings.columns("", [one["name"] for one in quarters], [
        ("", [one["entered"] for one in quarters], 1), ("", [one["left"] for one in quarters], 2),
    ])
    return {key: drawn[key] for key in ("bars", "labels", "width", "height", "base", "foot")}


def _definitions() -> list[dict[str, Any]]:
    return [
        {"code": code, "title": said(partial(str, one.title)), "text": said(partial(str, one.text))}
        for code, one in METRICS.items()
    ]


def _person(user: Any) -> Pair | None:
    return user and user.names
