"""Which kinds of request are there? One module of this folder per kind, each with its `KIND`."""

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from django.utils.functional import Promise, lazy

from mla import access
from mla.desks import PASSING, USUAL, Turn
from mla.kind import Kind
from mla.lifecycle import Actor, Step
from mla.milestones import MILESTONES, KindAct, Milestone, milestones_in
from mla.models import Request, User
from mla.stops import STOPPED
from mla.tongues import spoken
from mla.vocabulary import OWN_TYPES, AssistanceType, Direction, Role, State, Urgency


def get(code: str) -> Kind:
    """The kind with that code."""
    return _KINDS[code]


def all_kinds() -> list[Kind]:
    """Every kind, the usual one first."""
    return list(_KINDS.values())


def choices() -> list[tuple[str, Promise]]:
    """The kinds for a form."""
    return [(kind.code, kind.name) for kind in _KINDS.values()]


def turn_of(request: Request) -> Turn | None:
    """The desk that the request's kind names for its present state."""
    return get(request.kind).turn(request.direction, request.state, request.urgency)


def passing(request: Request) -> str:
    """The step by which the request leaves its state at once, as its kind has no desk there; empty where it stays."""
    turn = turn_of(request)
    return PASSING[request.state] if turn and turn.role is None else ""


def passes(request: Request, state: str) -> bool:
    """Whether its kind has no desk in a state, which the request then passes at once."""
    turn = get(request.kind).turn(request.direction, state, request.urgency)
    return turn is not None and turn.role is None


def actor(row: Step | Milestone, request: Request) -> Actor | None:
    """Who says a word of the request as it stands: a desk that the kind names may what the usual ones may for which it
    stands in that direction."""
    found = row.actor(request.direction, request.state)
    turn = turn_of(request) if found else None
    if found is None or turn is None or turn.role is None or turn.role in found.roles:
        return found
    own = (one for one in get(request.kind).desks if (one.direction, one.role) == (request.direction, turn.role))
    usual = {USUAL[(one.direction, one.state)] for one in own if request.urgency in one.urgencies}
    if isinstance(row, Step) and request.state == State.REVIEW:
        usual.add(Role.REVIEWER)  # a desk that decides alone also asks and consults
    return found if usual.isdisjoint(found.roles) else replace(found, roles=(*found.roles, turn.role))


def milestone(request: Request, word: str) -> Milestone | None:
    """The milestone of that word, common or of the request's kind."""
    return MILESTONES.get(word) or get(request.kind).act(word)


def milestones(request: Request) -> list[Milestone]:
    """The milestones that may be said of the request as it stands: the kind's own first."""
    own = [one for one in get(request.kind).acts if one.actor(request.direction, request.state)]
    return [*own, *milestones_in(request.direction, request.state)]


def missing(row: Step | Milestone, request: Request, facts: dict[str, Any]) -> list[str]:
    """What stands in the way of a word: its own guard, what the kind asks beside it, and the kind's hard stops."""
    kind = get(request.kind)
    found = list(row.guard(request, facts))
    if isinstance(row, Step) and row.word in kind.guards:
        found += kind.guards[row.word](request, facts)
    leaves = row.word in STOPPED[Direction(request.direction)] and (row.word != "answer" or request.sent_at)
    if isinstance(row, Step) and leaves:
        found += [f"{one.text} ({one.code})" for one in kind.stops(request)]
    return list(dict.fromkeys(found))


@cache
def words() -> dict[str, KindAct]:
    """The words that kinds add, each with the act of one kind; kinds that share a word call it alike."""
    found: dict[str, KindAct] = {}
    for one in (act for kind in all_kinds() for act in kind.acts):
        known = found.setdefault(one.word, one)
        if (known.label, known.done) != (one.label, one.done):
            raise ValueError(f"Two kinds call the word {one.word!r} differently.")
    return found


def starter(code: str, direction: str) -> str:
    """The role that opens a draft of a kind in a direction."""
    turn = get(code).turn(direction, State.DRAFT, Urgency.ROUTINE)
    return (turn and turn.role) or USUAL[(direction, State.DRAFT)]


def startable(user: User, direction: str) -> list[Kind]:
    """The kinds of which the person may open a draft in a direction."""
    return [kind for kind in all_kinds() if access.may_start(user, starter(kind.code, direction))]


def gather(kinds: list[Kind]) -> dict[str, Kind]:
    """The kinds by code; two of one code are an error of the program."""
    found: dict[str, Kind] = {}
    for kind in sorted(kinds, key=lambda one: one.order):
        if kind.code in found:
            raise ValueError(f"Two kinds of request have the code {kind.code!r}.")
        found[kind.code] = kind
    return found


def own_types(kinds: Iterable[Kind]) -> dict[str, str | Promise]:
    """The types of assistance that kinds declare, by code, in the reader's language; one declared twice is an error of
    the program."""
    found: dict[str, str | Promise] = {}
    for code, words in ((code, words) for kind in kinds for code, words in kind.types.items()):
        if code in found or code in AssistanceType.values:
            raise ValueError(f"The type of assistance {code!r} is declared twice.")
        found[code] = _in_language(*words)
    return found


_in_language = lazy(spoken, str)


_KINDS = gather([
    importlib.import_module(f"{__name__}.{module.name}").KIND for module in pkgutil.iter_modules(__path__)
])
OWN_TYPES.update(own_types(_KINDS.values()))
