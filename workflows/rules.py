"""Which rules does an act start? One query finds the candidates, the selection happens in memory.

A rule's words are "word" or "word:who". Who is `home` or `counterpart`, or, as treaties put it, `requesting` or
`requested`: so one rule serves both directions, and binds whoever stands on its side.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from mla.models import AssistanceItem, Event, Leg, Party, Request
from mla.vocabulary import COUNTERPART, HOME, Direction
from workflows.models import ClockRule

REQUESTING, REQUESTED, LEG = "requesting", "requested", "leg"
WHO = (HOME, COUNTERPART, REQUESTING, REQUESTED)


class Scene:
    """What selection looks at around one request, each read once and only when a rule asks for it."""

    def __init__(self, request: Request) -> None:
        self.request = request

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Our party and the other one."""
        code, other = settings.MLA_OFFICE_PARTY, self.request.counterpart_id
        both = {party.pk: party for party in Party.objects.filter(Q(code=code) | Q(pk=other))}
        return {COUNTERPART: both[other], HOME: next(one for one in both.values() if one.code == code)}

    @cached_property
    def items(self) -> list[AssistanceItem]:
        """The items, in order."""
        return list(self.request.items.all())

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


def starting_on(words: Iterable[str]) -> list[ClockRule]:
    """The rules that one of these words starts, all versions. One query."""
    named = reduce(or_, (Q(starts_on__contains=[word]) for word in sorted(words)), Q(pk=None))
    return list(ClockRule.objects.filter(named))


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


def subjects(rule: ClockRule, scene: Scene, event: Event) -> list[AssistanceItem | Leg | None]:
    """What the rule runs on here: each matching item without an outcome, the open leg, or None for the request."""
    if rule.subject == "item":
        named = event.details.get("item")
        items = (item for item in scene.items if not item.outcome and named in (None, item.seq))
        return [item for item in items if applies(rule, scene, item)]
    if rule.subject == LEG and scene.leg is None:
        return []
    return [scene.leg if rule.subject == LEG else None] if applies(rule, scene) else []


def is_selector(key: str) -> bool:
    """Whether a rule may select by this name."""
    return key.removeprefix("not_") in _SELECTORS


def _data_category(rule: ClockRule, scene: Scene, item: AssistanceItem | None) -> set[str]:
    found: set[str] = set()
    for details in (scene.request.details, *(one.details for one in ([item] if item else scene.items))):
        given = details.get("data_category") or []
        found.update([given] if isinstance(given, str) else given)
    return found


_Selector = Callable[[ClockRule, Scene, AssistanceItem | None], set[Any]]
_SELECTORS: dict[str, _Selector] = {  # the cheap ones first: a later one may need a query
    "direction": lambda _rule, scene, _item: {scene.request.direction},
    "kind": lambda _rule, scene, _item: {scene.request.kind},
    "urgency": lambda _rule, scene, _item: {scene.request.urgency},
    "instrument": lambda _rule, scene, _item: {scene.request.instrument and scene.request.instrument.code},
    "party": lambda _rule, scene, _item: {scene.parties[COUNTERPART].code},
    "obligated_party": lambda rule, scene, _item: {scene.parties[scene.side(rule)].code},
    "authority_kind": lambda _rule, scene, _item: {scene.leg and scene.leg.authority.kind},
    "item_type": lambda _rule, scene, item: {one.type for one in ([item] if item else scene.items)},
    "data_category": _data_category,
}
