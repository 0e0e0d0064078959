"""What may happen to a request, by whom, from which state? One table for both directions.

Everything else (permissions, forms, charts, the generated docs, the test of state x step x role) is derived from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import GET_STATE, FSMField, transition

from mla import guards
from mla.vocabulary import COUNTERPART, FINAL, HOME, OPEN, Direction, Role, State

DRAFT, INTAKE, REVIEW, TRANSMISSION, EXECUTION, RESPONSE = (
    State.DRAFT, State.INTAKE, State.REVIEW, State.TRANSMISSION, State.EXECUTION, State.RESPONSE,
)
CLARIFICATION, CONSULTATION, POSTPONED, RESPONDED, CLOSED = (
    State.CLARIFICATION, State.CONSULTATION, State.POSTPONED, State.RESPONDED, State.CLOSED,
)
NOTICE, DECISION = "notice", "decision"
BACK = "back"  # the state the request came from


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: one of these roles, for this party."""

    roles: tuple[str, ...]
    party: str = HOME


def ours(*roles: str) -> Actor:
    """Our own act."""
    return Actor(roles)


def theirs(*roles: str) -> Actor:
    """The other side's act, registered by us."""
    return Actor(roles, COUNTERPART)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: a word that changes the state."""

    word: str
    sources: tuple[str, ...]
    target: str
    sort: str
    actors: Mapping[tuple[str, str], Actor] = field(repr=False)  # (direction, state) -> actor
    guard: Callable[..., list[str]] = field(repr=False, default=guards.nothing)

    def actor(self, direction: str, state: str) -> Actor | None:
        """Who takes this step there; None where it does not exist."""
        return self.actors.get((direction, state))


STEPS: dict[str, Step] = {}


def step(
    sources: str | set[str] | frozenset[str], target: str, sort: str, *,
    OUT: Any = None, IN: Any = None,  # noqa: N803 -- the directions, so that a row reads as in the table
    guard: Callable[..., list[str]] = guards.nothing,
) -> Callable:
    """Declare a step. OUT and IN are an `Actor` for all sources or a mapping of source state to `Actor`."""
    states = tuple(state for state in State if state in ({sources} if isinstance(sources, str) else sources))
    actors: dict[tuple[str, str], Actor] = {}
    for direction, given in ((Direction.OUT, OUT), (Direction.IN, IN)):
        for state in states:
            actor = given.get(state) if isinstance(given, dict) else given
            if actor is not None:
                actors[(direction, state)] = actor

    def declare(method: Callable) -> Callable:
        STEPS[method.__name__] = Step(method.__name__, states, target, sort, actors, guard)
        back = GET_STATE(lambda request, *_a, **_k: request.came_from, states=[INTAKE, REVIEW, EXECUTION])
        return transition(field="state", source=list(states), target=back if target == BACK else target)(method)

    return declare


class Lifecycle(models.Model):
    """The states of a request and the steps between them. Only `workflows.engine` fires a step."""

    state = FSMField(gettext_lazy("state"), default=DRAFT, choices=State.choices, protected=True)
    came_from = models.CharField(gettext_lazy("came from"), max_length=20, blank=True, choices=State.choices)

    class Meta:
        abstract = True

    @step(DRAFT, INTAKE, NOTICE, OUT=ours(Role.REQUESTER), guard=guards.complete)
    def submit(self, facts: dict) -> None:
        """The agency hands the request to the central authority; no blocking check is open."""

    @step(DRAFT, INTAKE, NOTICE, IN=ours(Role.REGISTRAR), guard=guards.receivable)
    def receive(self, facts: dict) -> None:
        """The registry takes in what arrived; clocks run from the moment of receipt."""

    @step(INTAKE, REVIEW, DECISION, OUT=ours(Role.REGISTRAR), IN=ours(Role.REGISTRAR), guard=guards.checks_answered)
    def admit(self, facts: dict) -> None:
        """Form and completeness are in order."""

    @step({INTAKE, REVIEW}, State.RETURNED, DECISION,
          OUT={INTAKE: ours(Role.REGISTRAR), REVIEW: ours(Role.COUNTERSIGNER)},
          IN={INTAKE: ours(Role.REGISTRAR), REVIEW: ours(Role.COUNTERSIGNER)}, guard=guards.reasoned)
    def send_back(self, facts: dict) -> None:
        """The request is unusable as it stands and may be submitted anew."""

    @step({INTAKE, REVIEW, EXECUTION}, CLARIFICATION, DECISION,
          OUT={INTAKE: ours(Role.REGISTRAR), REVIEW: ours(Role.REVIEWER), EXECUTION: theirs(Role.LIAISON)},
          IN={INTAKE: ours(Role.REGISTRAR), REVIEW: ours(Role.REVIEWER), EXECUTION: ours(Role.EXECUTING_OFFICER)},
          guard=guards.points_listed)
    def ask(self, facts: dict) -> None:
        """More is needed: one list of points, each with the code of its check."""

    @step(CLARIFICATION, BACK, NOTICE, OUT=ours(Role.REQUESTER), IN=theirs(Role.REGISTRAR),
          guard=guards.points_answered)
    def answer(self, facts: dict) -> None:
        """Every point is answered or declined; the request goes back to the state that asked."""

    @step({REVIEW, EXECUTION}, CONSULTATION, DECISION,
          OUT={EXECUTION: theirs(Role.LIAISON)}, IN={REVIEW: ours(Role.REVIEWER)}, guard=guards.grounds_or_conditions)
    def consult(self, facts: dict) -> None:
        """Before assistance is denied, or on conditions offered, the parties consult."""

    @step(CONSULTATION, BACK, DECISION, OUT=ours(Role.LIAISON), IN=ours(Role.REVIEWER), guard=guards.settled)
    def settle(self, facts: dict) -> None:
        """The consultation ends; conditions are accepted with an assurance, or not."""

    @step(REVIEW, TRANSMISSION, DECISION, OUT=ours(Role.COUNTERSIGNER), IN=ours(Role.COUNTERSIGNER),
          guard=guards.disposed)
    def grant(self, facts: dict) -> None:
        """Each item has its disposition, and at least one is granted."""

    @step(REVIEW, State.REFUSED, DECISION, OUT=ours(Role.COUNTERSIGNER), IN=ours(Role.COUNTERSIGNER),
          guard=guards.refusable)
    def refuse(self, facts: dict) -> None:
        """All of it is refused, with grounds and reasons; after consultation where the instrument demands it."""

    @step({INTAKE, REVIEW}, TRANSMISSION, NOTICE, OUT=ours(Role.EMERGENCY_OFFICER), guard=guards.expeditable)
    def expedite(self, facts: dict) -> None:
        """An emergency goes out first and is reviewed afterwards, by who holds this permission."""

    @step({REVIEW, EXECUTION}, POSTPONED, DECISION,
          OUT={EXECUTION: theirs(Role.LIAISON)},
          IN={REVIEW: ours(Role.REVIEWER), EXECUTION: ours(Role.EXECUTING_OFFICER)}, guard=guards.postponable)
    def postpone(self, facts: dict) -> None:
        """Execution would interfere with own proceedings; there is a review date."""

    @step(POSTPONED, BACK, DECISION, OUT=ours(Role.LIAISON), IN=ours(Role.REGISTRAR))
    def resume(self, facts: dict) -> None:
        """What stood in the way is gone."""

    @step(TRANSMISSION, EXECUTION, DECISION, OUT=ours(Role.DISPATCHER), IN=ours(Role.DISPATCHER), guard=guards.sendable)
    def transmit(self, facts: dict) -> None:
        """The request goes abroad (outgoing) or to the executing authority (incoming)."""

    @step(EXECUTION, RESPONSE, DECISION, OUT=theirs(Role.LIAISON), IN=ours(Role.EXECUTING_OFFICER),
          guard=guards.concluded)
    def report(self, facts: dict) -> None:
        """Every granted item has an outcome."""

    @step(RESPONSE, RESPONDED, DECISION, OUT=ours(Role.LIAISON), IN=ours(Role.COUNTERSIGNER))
    def respond(self, facts: dict) -> None:
        """The results go to our agency (outgoing) or abroad (incoming)."""

    @step(RESPONDED, CLOSED, DECISION, OUT=ours(Role.LIAISON), IN=ours(Role.REGISTRAR))
    def close(self, facts: dict) -> None:
        """Originals, conditions and feedback are noted; the file ends."""

    @step({RESPONDED, CLOSED}, EXECUTION, NOTICE, OUT=ours(Role.LIAISON), IN=ours(Role.REGISTRAR),
          guard=guards.reasoned)
    def reopen(self, facts: dict) -> None:
        """More is to be done on an answered request."""

    @step(OPEN, State.WITHDRAWN, NOTICE,
          OUT=ours(Role.REQUESTER, Role.REGISTRAR), IN=theirs(Role.REGISTRAR))
    def withdraw(self, facts: dict) -> None:
        """The requesting side no longer wants it."""

    @step(OPEN - {DRAFT}, State.LAPSED, NOTICE, OUT=ours(Role.REGISTRAR, Role.COUNTERSIGNER),
          IN=ours(Role.REGISTRAR, Role.COUNTERSIGNER), guard=guards.expired)
    def lapse(self, facts: dict) -> None:
        """A clock whose rule says so has expired."""


def steps_from(direction: str, state: str) -> list[Step]:
    """The steps that leave a state in that direction, in the order of the table."""
    return [one for one in STEPS.values() if one.actor(direction, state) is not None]


def is_final(state: str) -> bool:
    """Whether nothing more is expected (a closed request may still be reopened)."""
    return state in FINAL


def no_step(word: str, state: str) -> str:
    """The sentence for a word that does not exist here."""
    return _("“%(word)s” is not possible in the state “%(state)s”.") % {"word": word, "state": State(state).label}
