"""Which rules does an act start? The rules are kept in memory, and the selection happens there.

A rule's words are "word" or "word:who". Who is `home` or `counterpart`, or, as treaties put it, `requesting` or
`requested`: so one rule serves both directions, and binds whoever stands on its side.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from mla import reference
from mla.models import AssistanceItem, Event, Leg, Party, Person, Request
from mla.vocabulary import COUNTERPART, HOME, Direction
from workflows.models import ClockRule

REQUESTING, REQUESTED, LEG = "requesting", "requested", "leg"
WHO = (HOME, COUNTERPART, REQUESTING, REQUESTED)
Subject = AssistanceItem | Person | Leg | None


class Scene:
    """What selection looks at around one request, each read once and only when a rule asks for it."""

    def __init__(self, request: Request, event: Event | None = None) -> None:
        self.request, self.event = request, event

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Our party and the other one."""
        known = reference.PARTIES.at(reference.stamp_of(self.request))
        return {COUNTERPART: known[self.request.counterpart_id], HOME: reference.home(known)}

    @cached_property
    def items(self) -> list[AssistanceItem]:
        """The items, in order."""
        return list(self.request.items.all())

    @cached_property
    def persons(self) -> list[Person]:
        """The persons, in the order they were entered."""
        return list(self.request.persons.order_by("pk"))

    @cached_property
    def leg(self) -> Leg | None:
        """The open leg: which authority of ours has the request."""
        return self.request.legs.filter(closed_at=None).select_related("authority").first()

    def side(self, rule: ClockRule) -> str:
        """Which of the two owes what the rule demands: home or counterpart."""
        if rule.obligated in (REQUESTING, REQUESTED):
            return HOME if (rule.obligated == REQUESTING) == self.request.is_outgoing else COUNTERPART
        return COUNTERPART if rule.obligated == COUNTERPART else HOME

    def zone(self, rule: ClockRule) -> ZoneInfo:
        """Where the days of the obligated side begin and end."""
        place = self.leg.authority.zone if LEG in (rule.subject, rule.obligated) and self.leg else ""
        return ZoneInfo(place or self.parties[self.side(rule)].zone)


def words_of(event: Event, request: Request) -> frozenset[str]:
    """All the ways a rule may name this act."""
    asks = (event.party == HOME) == (request.direction == Direction.OUT)
    who = (event.party, REQUESTING if asks else REQUESTED)
    return frozenset({event.verb, *(f"{event.verb}:{one}" for one in who)})


def says(listed: Iterable[str], words: frozenset[str]) -> bool:
    """Whether the act is one of those listed."""
    return not words.isdisjoint(listed)


@dataclass(frozen=True)
class Known:
    """All rules as the database has them, found by number and by the words that start them."""

    by_pk: dict[int, ClockRule]
    starting: dict[str, list[ClockRule]]

    @classmethod
    def read(cls) -> Self:
        """Every version; one query. A draft starts nothing."""
        by_pk = {one.pk: one for one in ClockRule.objects.select_related("instrument")}
        starting: dict[str, list[ClockRule]] = {}
        for one in by_pk.values():
            for word in () if one.is_draft else one.starts_on:
                starting.setdefault(word, []).append(one)
        return cls(by_pk, starting)


RULES = reference.Kept(Known.read)


def starting_on(words: Iterable[str], request: Request) -> list[ClockRule]:
    """The rules that one of these words starts, in all their versions."""
    starting = RULES.at(reference.stamp_of(request)).starting
    return list({one.pk: one for word in words for one in starting.get(word, ())}.values())


def versions_of(rule: ClockRule, request: Request) -> list[ClockRule]:
    """All versions of a rule but drafts."""
    known = RULES.at(reference.stamp_of(request)).by_pk.values()
    return [one for one in known if one.code == rule.code and not one.is_draft]


def in_force(rules: Iterable[ClockRule], scene: Scene, moment: datetime) -> list[ClockRule]:
    """Of each code the newest version in force on the day the moment falls on at the obligated side."""
    chosen: dict[str, ClockRule] = {}
    for rule in rules:
        day = moment.astimezone(scene.zone(rule)).date()
        if rule.valid_from <= day <= (rule.valid_to or date.max):
            newest = chosen.get(rule.code)
            if newest is None or newest.version < rule.version:
                chosen[rule.code] = rule
    return sorted(chosen.values(), key=lambda rule: rule.code)


def applies(rule: ClockRule, scene: Scene, item: AssistanceItem | None = None) -> bool:
    """Whether every selector of the rule holds for the request, or for this one of its items.

    A selector lists codes of which one must be there, or, named `not_...`, of which none may be.
    """
    for key, codes in _SELECTORS.items():
        for name, is_barred in ((key, False), (f"not_{key}", True)):
            if name in rule.selects and codes(rule, scene, item).isdisjoint(rule.selects[name]) != is_barred:
                return False
    return all(is_selector(key) for key in rule.selects)


def subjects(rule: ClockRule, scene: Scene, event: Event) -> list[Subject]:
    """What the rule runs on here: each matching item without an outcome, each person, the open leg, or the request.

    An act that names an item or a person concerns that one alone. None stands for the request.
    """
    if rule.subject == "item":
        named = event.details.get("item")
        items = (item for item in scene.items if not item.outcome and named in (None, item.seq))
        return [item for item in items if applies(rule, scene, item)]
    if (rule.subject == LEG and scene.leg is None) or not applies(rule, scene):
        return []
    if rule.subject == "person":
        return [one for one in scene.persons if event.details.get("person") in (None, one.pk)]
    return [scene.leg if rule.subject == LEG else None]


def is_selector(key: str) -> bool:
    """Whether a rule may select by this name."""
    return key.removeprefix("not_") in _SELECTORS


def _data_category(rule: ClockRule, scene: Scene, item: AssistanceItem | None) -> set[str]:
    found: set[str] = set()
    for details in (scene.request.details, *(one.details for one in ([item] if item else scene.items))):
        given = details.get("data_category") or []
        found.update([given] if isinstance(given, str) else given)
    return found


def _answers(_rule: ClockRule, scene: Scene, item: AssistanceItem | None) -> set[str]:
    """The kind's own questions: `in_transit` where the answer is yes, else `article=8`."""
    found: set[str] = set()
    for details in (scene.request.details, *(one.details for one in ([item] if item else scene.items))):
        found.update(name if value is True else f"{name}={value}" for name, value in details.items())
    return found


def _said(_rule: ClockRule, scene: Scene, _item: AssistanceItem | None) -> set[str]:
    """The answers of the act itself: `schedule=1971`."""
    return {f"{name}={value}" for name, value in scene.event.details.items()} if scene.event else set()


_Selector = Callable[[ClockRule, Scene, AssistanceItem | None], set[Any]]
_SELECTORS: dict[str, _Selector] = {  # the cheap ones first: a later one may need a query
    "direction": lambda _rule, scene, _item: {scene.request.direction},
    "kind": lambda _rule, scene, _item: {scene.request.kind},
    "urgency": lambda _rule, scene, _item: {scene.request.urgency},
    "instrument": lambda _rule, scene, _item: {scene.request.instrument and scene.request.instrument.code},
    "party": lambda _rule, scene, _item: {scene.parties[COUNTERPART].code},
    "obligated_party": lambda rule, scene, _item: {scene.parties[scene.side(rule)].code},
    "requested_party": lambda _rule, scene, _item: {
        scene.parties[COUNTERPART if scene.request.is_outgoing else HOME].code
    },
    "pair": lambda _rule, scene, _item: {"-".join(sorted(one.code for one in scene.parties.values()))},
    "theme": lambda _rule, scene, _item: {scene.request.theme},
    "channel": lambda _rule, scene, _item: {scene.request.channel},
    "manner": lambda _rule, scene, _item: {scene.event and scene.event.details.get("manner")},
    "authority": lambda _rule, scene, _item: {scene.leg and scene.leg.authority.code},
    "authority_kind": lambda _rule, scene, _item: {scene.leg and scene.leg.authority.kind},
    "item_type": lambda _rule, scene, item: {one.type for one in ([item] if item else scene.items)},
    "data_category": _data_category,
    "given": lambda _rule, scene, item: {
        name for name in ("hearing_on", "time_limit_on")
        if any(getattr(one, name, None) for one in (scene.request, *([item] if item else scene.items)))
    },
    "answer": _answers,
    "said": _said,
}
