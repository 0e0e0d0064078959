"""What does a person read of a deadline? A clock as a row for the page's components."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import dateformat
from django.utils.translation import gettext as _

from mla.models import Party
from mla.moments import capital
from mla.tongues import tongue
from mla.vocabulary import HOME
from workflows import clocks, deadlines, derivation, words
from workflows.models import Clock, ClockEntry
from workflows.moments import Capitals
from workflows.relative import Now

Row = dict[str, Any]


def row(clock: Clock, now: Now, zone: ZoneInfo | None = None) -> Row:
    """One line. The clock comes from `deadlines.shown`; `at` is the hour in the zone, where one is given."""
    away, last, is_paused = clock.request.counterpart, derivation.last_minute(clock), clock.status == "paused"
    capitals = Capitals(now.home, away)
    return {
        "clock": clock, "request": clock.request, "owes": clock.authority or clock.party,
        "due": now.due(clock.due_at, away, is_stopped=is_paused, last=last),
        "whose": whose(clock), "law": law(clock), "is_paused": is_paused,
        "pauses": [_pause(one, capitals) for one in clock.open_pauses],  # type: ignore[attr-defined]
        "at": dateformat.format(last.astimezone(zone), "H:i") if zone else "",
    }


def band_names() -> dict[str, str]:
    """What the bands are called."""
    return {
        "overdue": _("overdue"), "soon": _("due in the next %(days)s days") % {"days": deadlines.HORIZON},
        "later": _("due later"), "paused": _("paused"),
    }


def whose(clock: Clock) -> str:
    """Whose obligation it is, in words."""
    return _("ours to meet") if clock.obligated == HOME else _("theirs to meet")


def law(clock: Clock) -> str:
    """On what it rests: the source class, the instrument, and the article once verified."""
    source = clock.rule.get_source_class_display()
    return " · ".join(part for part in (source, clocks.law(clock.rule)) if part)


def group(numbers: Row, name: str, params: QueryDict, now: Now, **narrowed: str) -> Row:
    """One line of a table by group, each number with the list behind it; the numbers come from `deadlines.by_...`."""
    names = band_names()
    return {
        "name": name, "url": link(params, view="list", band="", **narrowed),
        "due": now.due(numbers["soonest"]),
        "cells": [
            {"number": numbers[band], "label": names[band], "url": link(params, view="list", band=band, **narrowed)}
            for band in deadlines.BANDS
        ],
    }


def link(params: QueryDict, **changes: str) -> str:
    """The present address from its first page, with some values changed, or taken away where empty."""
    query = params.copy()
    for gone in ("after", "before"):
        query.pop(gone, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def day_label(day: date) -> str:
    """The head of a day's column: “Thu 19 Nov”."""
    return dateformat.format(day, "n月j日 D" if tongue() == "zh" else "D j M")


def place(zone: ZoneInfo, parties: Iterable[Party]) -> str:
    """What a zone is called: by the capital that keeps it, or else by its own city."""
    known = next((capital(one) for one in parties if one.zone == zone.key), "")
    return known or zone.key.rpartition("/")[2].replace("_", " ")


def _pause(entry: ClockEntry, capitals: Capitals) -> Row:
    return {
        "since": capitals.at_home(entry.begins_at),
        "why": words.done(entry.event.verb, entry.event.party), "reason": entry.reason,
    }
