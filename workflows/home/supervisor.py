"""What does a supervisor want to know? The stock, how old it is, how much is on time, and who carries how much."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mla import access
from mla.models import Request, User
from mla.vocabulary import FINAL, HOME, State
from workflows.home.bars import Value, chart
from workflows.models import Clock, Task
from workflows.relative import Now

PEOPLE = 12
"""How many people the table of loads names, those with the most tasks."""
PAST = timedelta(days=90)
AGES = (30, 90, 180)
Row = dict[str, Any]


def part(user: User, now: Now) -> Row | None:
    """The part of the page; None for who supervises nobody."""
    if not access.may_reassign(user):
        return None
    visible = Request.objects.visible_to(user)
    return {
        "charts": [_stock(visible), _ages(visible, now.moment)],
        "on_time": _on_time(visible, now.moment),
        "load": _load(user, now),
    }


def _stock(visible: QuerySet[Request]) -> Row:
    """How many requests stand in each state that is not final."""
    counted = visible.exclude(state__in=FINAL).order_by().values_list("state").annotate(number=Count("pk"))
    numbers, address = dict(counted), reverse("requests")
    values = [
        Value(str(state.label), numbers[state.value], url=f"{address}?state={state}")
        for state in State if state.value in numbers
    ]
    return chart(_("Stock by state"), values, _("State"))


def _ages(visible: QuerySet[Request], now: datetime) -> Row:
    """How many of them were opened how long ago."""
    edges = [now - timedelta(days=days) for days in AGES]
    opened, newest, oldest = "created_at", edges[0], edges[-1]
    spans = [Q(**{f"{opened}__gt": newest})]
    spans += [Q(**{f"{opened}__lte": begin, f"{opened}__gt": end}) for begin, end in pairwise(edges)]
    spans.append(Q(**{f"{opened}__lte": oldest}))
    counts = {f"age_{nth}": Count("pk", filter=span) for nth, span in enumerate(spans)}
    found = visible.exclude(state__in=FINAL).order_by().aggregate(**counts)
    labels = [_("up to %(n)s days") % {"n": AGES[0]}]
    labels += [_("%(a)s to %(b)s days") % {"a": a, "b": b} for a, b in pairwise(AGES)]
    labels.append(_("more than %(n)s days") % {"n": AGES[-1]})
    values = [Value(label, found[f"age_{nth}"], colour=(2, 1, 3, 4)[nth]) for nth, label in enumerate(labels)]
    return chart(_("Open requests by age"), values, _("Opened"))


def _on_time(visible: QuerySet[Request], now: datetime) -> Row:
    """Of our own obligations met within the last days, how many on time; none met leaves the share out."""
    ended = Clock.objects.filter(obligated=HOME, stops_at__gt=now - PAST, request__in=visible.order_by().values("pk"))
    numbers = ended.aggregate(met=Count("pk", filter=Q(status="met")), late=Count("pk", filter=Q(status="met_late")))
    met, late = numbers["met"], numbers["late"]
    values = [Value(_("on time"), met, colour=2), Value(_("late"), late, colour=4)]
    title = _("Our obligations met in the last %(n)s days")
    share = round(100 * met / (met + late)) if met + late else None
    return {"share": share, "chart": chart(title % {"n": PAST.days}, values, _("Met"))}


def _load(user: User, now: Now) -> list[Row]:
    """Who has how many open tasks, how many of them overdue, and since when the oldest."""
    owned = Task.objects.visible_to(user).open().exclude(owner=None).order_by()
    counted = owned.values("owner").annotate(
        number=Count("pk"), overdue=Count("pk", filter=Q(due_at__lte=now.moment)), oldest=Min("created"),
        nearest=Min("due_at"),
    )
    listed = list(counted.order_by("-number", F("nearest").asc(nulls_last=True), "owner")[:PEOPLE])
    people = User.objects.in_bulk([one["owner"] for one in listed])
    return [
        {**one, "owner": people[one["owner"]], "due": now.due(one["nearest"]),
         "oldest": now.told(one["oldest"])}
        for one in listed
    ]
