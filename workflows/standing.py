"""Who stands where? The persons of a request with their latest act, their stays and their clocks; and for lists a few
words about each request. For every kind whose acts concern persons, or that says where a request stands."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mla import kinds, stays
from mla.milestones import persons_named
from mla.models import Event, Person, Request
from mla.vocabulary import STAY_GROUNDS
from workflows import words
from workflows.models import LIVE
from workflows.moments import Capitals

Row = dict[str, Any]
ENDED = frozenset({"met", "met_late"})


def persons(request: Request, clocks: list[Row], capitals: Capitals) -> list[Row]:
    """Each person with the latest act about them, the stays that stand, and their clocks (rows of `file.clocks`).

    Empty for a kind that says nothing about single persons, and while nothing is known of any. Three queries.
    """
    about = _words_about_persons(request.kind)
    if not about:
        return []
    latest: dict[int, Event] = {}
    for event in request.events.filter(verb__in=about).order_by("happened_at", "seq"):
        latest |= dict.fromkeys(persons_named(event.details), event)
    standing, grounds = stays.standing(request), dict(STAY_GROUNDS)
    rows = [
        {
            "person": one, **_said(latest.get(one.pk), capitals),
            "stays": [grounds.get(stay.ground, stay.ground) for stay in standing if stay.concerns(one.pk)],
            "clocks": [row for row in clocks if row["clock"].person_id == one.pk and row["clock"].status in LIVE],
            "ended": [row for row in clocks if row["clock"].person_id == one.pk and row["clock"].status in ENDED],
        }
        for one in request.persons.order_by("pk")
    ]
    return rows if any(row["done"] or row["stays"] or row["clocks"] for row in rows) else []


def in_words(requests: Iterable[Request]) -> dict[int, str]:
    """Where each request stands, by its key, for those whose kind says so. Two queries, none without such a request."""
    wanted = {one.pk: one for one in requests if kinds.get(one.kind).standing}
    if not wanted:
        return {}
    verbs = {act.word for one in wanted.values() for act in kinds.get(one.kind).acts}
    events, found = defaultdict(list), defaultdict(list)
    for event in Event.objects.filter(request__in=wanted, verb__in=verbs).order_by("request", "seq"):
        events[event.request_id].append(event)
    for person in Person.objects.filter(request__in=wanted).order_by("pk"):
        found[person.request_id].append(person)
    said = {pk: kinds.get(one.kind).standing for pk, one in wanted.items()}
    return {pk: told(events[pk], found[pk]) for pk, told in said.items() if told}


def _words_about_persons(kind: str) -> set[str]:
    acts = kinds.get(kind).acts
    return {act.word for act in acts} if any(act.about == "person" for act in acts) else set()


def _said(event: Event | None, capitals: Capitals) -> Row:
    if event is None:
        return {"done": "", "at": ""}
    return {"done": words.done(event.verb, event.party), "at": capitals.at_home(event.happened_at)}
