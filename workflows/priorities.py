"""Which fugitive cases are priorities? The list of a year by rank, and the cases that are not on a list yet."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from mla.kinds.fugitive import standing
from mla.kinds.fugitive.standing import Standing
from mla.models import Event, Request, User
from mla.vocabulary import FINAL
from workflows import inbox
from workflows.models import Clock
from workflows.relative import Now

KIND = "fugitive"
MOST = 300
"""How many cases the page reads, the newest first; a list of priorities that is longer is none."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Priorities:
    """The page: the years that have a list, the one shown, its cases by rank, and the cases that may follow."""

    years: list[int]
    year: int
    listed: list[Row]
    others: list[Row]
    is_cut: bool


def of_year(user: User, year: int | None, now: Now) -> Priorities:
    """What this person may see of the list of a year (the newest, where none is named). Five queries."""
    rows, is_cut = _rows(user, now)
    years = sorted({one["standing"].listing["list_year"] for one in rows if one["standing"].listing}, reverse=True)
    chosen = year or (years[0] if years else now.today.year)
    listed = [one for one in rows if one["standing"].listing.get("list_year") == chosen]
    listed.sort(key=lambda one: (not one["standing"].is_listed, one["standing"].listing["rank"], one["request"].pk))
    others = [one for one in rows if not one["standing"].listing and one["request"].state not in FINAL]
    return Priorities(years, chosen, listed, others, is_cut)


def listed(user: User, now: Now) -> list[Row]:
    """The cases that are on a list now, of whatever year, by year and rank; those that the person may see."""
    rows, _is_cut = _rows(user, now)
    on_list = [one for one in rows if one["standing"].is_listed]
    return sorted(on_list, key=lambda one: (-one["listing"]["list_year"], one["listing"]["rank"], one["request"].pk))


def _rows(user: User, now: Now) -> tuple[list[Row], bool]:
    visible = Request.objects.visible_to(user).filter(kind=KIND).exclude(state="draft")
    found = list(visible.select_related("counterpart").order_by("-created_at", "-pk")[:MOST + 1])
    cases = found[:MOST]
    told, clocks = _standings(cases), _reviews(cases)
    return [_row(one, told[one.pk], clocks.get(one.pk), now) for one in cases], len(found) > MOST


def _standings(cases: list[Request]) -> dict[int, Standing]:
    events: dict[int, list[Event]] = defaultdict(list)
    words = (*standing.AFTER, "assess")
    for event in Event.objects.filter(request__in=cases, verb__in=words).order_by("request", "seq") if cases else ():
        events[event.request_id].append(event)
    return {one.pk: standing.of(events[one.pk]) for one in cases}


def _reviews(cases: list[Request]) -> dict[int, Clock]:
    """The clock that runs for the next review of each case."""
    running = Clock.objects.filter(request__in=cases, rule__code="PRIORITY_CASE_REVIEW", status="running")
    return {one.request_id: one for one in running.select_related("rule")} if cases else {}


def _row(request: Request, where: Standing, clock: Clock | None, now: Now) -> Row:
    due_on = where.plan.get("due_on")
    return {
        "request": request, "standing": where, "listing": where.listing, "plan": where.plan, "clock": clock,
        "route": inbox.route(request.direction, now.home, request.counterpart),
        "review": now.due(clock.due_at, request.counterpart) if clock else None,
        "is_late": bool(due_on and date.fromisoformat(due_on) < now.today),
        "reviewed_on": now.home.day(where.reviewed_at) if where.reviewed_at else None,
        "is_silent": where.is_silent(now.moment), "silent_days": standing.SILENT_DAYS,
    }
