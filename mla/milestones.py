"""Which acts are recorded without changing the state? They may start, pause or stop clocks and issue letters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django import forms
from django.utils.functional import Promise

from mla import conditions, guards
from mla.lifecycle import Actor, ours, theirs
from mla.vocabulary import COUNTERPART, OPEN, Role, State

if TYPE_CHECKING:
    from mla.models import Request

WORKING = frozenset(OPEN - {State.DRAFT})
DESKS = tuple(role for role in Role if role not in (Role.AUDITOR, Role.ADMINISTRATOR))
HELD = frozenset({State.EXECUTION, State.RESPONSE, State.RESPONDED, State.CLOSED})
"""Where results may be in hand."""
LINKING = (Role.REGISTRAR, Role.REVIEWER, Role.LIAISON, Role.SUPERVISOR)
_PAIRED: Mapping[str, Actor] = {"out": ours(*LINKING), "in": ours(*LINKING)}
_RELATED: Mapping[str, Actor] = {**_PAIRED, "out": ours(Role.REQUESTER, *LINKING)}
ASKED: Mapping[str, Actor] = {"out": theirs(Role.LIAISON), "in": ours(Role.EXECUTING_OFFICER)}
"""The side that is asked says it: its executing officer, or our liaison on its behalf."""
ASKING: Mapping[str, Actor] = {"out": ours(Role.LIAISON), "in": theirs(Role.REGISTRAR)}
"""The side that asks says it: our liaison, or our registry on its behalf."""
ABROAD = frozenset({State.EXECUTION, State.CLARIFICATION, State.CONSULTATION, State.POSTPONED, State.RESPONSE})


@dataclass(frozen=True, slots=True)
class Milestone:
    """One row: a word, where it may be said, by whom in each direction, and whether it ends the sayer's own task.

    `is_of_either` says that the act may be ours or the other side's: then the fact `granted_by` tells whose it is.
    """

    word: str
    states: frozenset[str]
    actors: Mapping[str, Actor]
    ends_task: bool = False
    is_of_either: bool = False
    guard: Callable[..., list[str]] = field(repr=False, default=guards.nothing)

    def actor(self, direction: str, state: str) -> Actor | None:
        """Who may say it there; None where it does not exist."""
        return self.actors.get(direction) if state in self.states else None

    def party(self, actor: Actor, facts: Mapping[str, Any]) -> str:
        """Whose act it is: the actor's, or that of the side the facts name where either may say the word."""
        return COUNTERPART if self.is_of_either and facts.get("granted_by") == COUNTERPART else actor.party


def persons_named(facts: Mapping[str, Any]) -> list[int]:
    """The keys of the persons whom an act concerns: the one named, or those of a manifest."""
    one = [int(facts["person"])] if facts.get("person") else []
    return one + [int(pk) for pk in facts.get("persons") or ()]


def no_fields(request: "Request") -> dict[str, forms.Field]:
    """Nothing is asked but when it happened."""
    return {}


def write_nothing(request: "Request", facts: dict[str, Any], at: datetime) -> None:
    """The record alone keeps it."""


@dataclass(frozen=True, slots=True)
class KindAct(Milestone):
    """A milestone that a kind adds: said of the request, of one item or of one person.

    `label` stands on the button, `done` in the record. `fields` are asked for on its form and are the facts that the
    record keeps (beside `person`, the key of the person, or `item`, the number of the item); `guard` returns the
    sentences that refuse them. `writes` stores what belongs in the request's rows as well, under its lock.
    """

    label: Promise | str = ""
    done: Promise | str = ""
    about: Literal["request", "item", "person"] = "request"
    fields: "Callable[[Request], dict[str, forms.Field]]" = field(repr=False, default=no_fields)
    writes: "Callable[[Request, dict[str, Any], datetime], None]" = field(repr=False, default=write_nothing)
    help: Promise | str = ""
    retold: frozenset[str] = frozenset()
    """The directions in which a later letter tells the other side its free texts, which are translated for it."""
    first_moment: "Callable[[Request], datetime | None]" = field(repr=False, default=lambda request: None)
    """When it happened, where the request tells; the form offers it."""


_ROWS = (
    Milestone("acknowledge", WORKING - {State.RESPONDED}, {"out": theirs(Role.LIAISON), "in": ours(Role.REGISTRAR)}),
    Milestone("opine", frozenset({State.REVIEW, State.RESPONSE}), {
        "out": ours(Role.REVIEWER, Role.DATA_PROTECTION, Role.SECURITY),
        "in": ours(Role.REVIEWER, Role.DATA_PROTECTION, Role.SECURITY),
    }, ends_task=True, guard=guards.given("recommendation", "text")),
    Milestone("translate", WORKING, {
        "out": ours(Role.TRANSLATOR), "in": ours(Role.TRANSLATOR)}, ends_task=True, guard=guards.given("texts")),
    Milestone("grant", frozenset({State.EXECUTION}), {"out": theirs(Role.LIAISON)}),
    Milestone("forward", frozenset({State.INTAKE, State.REVIEW, State.EXECUTION, State.RESPONSE}), {
        "in": ours(Role.REGISTRAR, Role.DISPATCHER, Role.EXECUTING_OFFICER)}, guard=guards.forwardable),
    Milestone("redirect", frozenset({State.INTAKE, State.REVIEW}), {
        "in": ours(Role.REGISTRAR)}, guard=guards.given("authority", "reasons")),
    Milestone("conclude", frozenset({State.EXECUTION}), ASKED, guard=guards.given("item", "outcome")),
    Milestone("certify", frozenset({State.EXECUTION, State.RESPONSE}), {
        "in": ours(Role.EXECUTING_OFFICER, Role.REVIEWER)}, guard=guards.given("certificates")),
    Milestone("inform", WORKING, {
        "out": theirs(Role.LIAISON), "in": ours(Role.REGISTRAR, Role.EXECUTING_OFFICER)}, guard=guards.given("text")),
    Milestone("remind", ABROAD | {State.RESPONDED}, {"out": ours(Role.LIAISON), "in": theirs(Role.REGISTRAR)}),
    Milestone("confirm", WORKING, {"out": ours(Role.DISPATCHER, Role.LIAISON), "in": theirs(Role.REGISTRAR)}),
    Milestone("stay", WORKING, {
        "out": ours(Role.LIAISON), "in": ours(Role.REGISTRAR, Role.EXECUTING_OFFICER),
    }, guard=guards.given("ground", "reasons")),
    Milestone("lift", WORKING, {"out": ours(Role.LIAISON), "in": ours(Role.REGISTRAR, Role.EXECUTING_OFFICER)}),
    Milestone("extend", WORKING, {
        "out": ours(Role.REGISTRAR, Role.REVIEWER, Role.LIAISON, Role.SUPERVISOR),
        "in": ours(Role.REGISTRAR, Role.REVIEWER, Role.EXECUTING_OFFICER, Role.LIAISON, Role.SUPERVISOR),
    }, is_of_either=True, guard=guards.given("clock", "length", "reasons")),
    Milestone("waive", WORKING, {"out": ours(Role.SUPERVISOR), "in": ours(Role.SUPERVISOR)}, is_of_either=True,
              guard=guards.given("clock", "reasons")),
    Milestone("cancel", WORKING, {"out": ours(Role.SUPERVISOR), "in": ours(Role.SUPERVISOR)},
              guard=guards.given("clock", "reasons")),
    Milestone("attach", OPEN, {"out": ours(*DESKS), "in": ours(*DESKS)}, guard=guards.given("attachment")),
    Milestone("correct", frozenset(State) - {State.DRAFT}, {
        "out": ours(Role.REGISTRAR, Role.LIAISON), "in": ours(Role.REGISTRAR),
    }, guard=guards.correctable),
    Milestone("reclassify", WORKING, {
        "out": ours(Role.REGISTRAR, Role.SUPERVISOR), "in": ours(Role.REGISTRAR, Role.SUPERVISOR),
    }, guard=guards.given("urgency", "classification", "reasons")),
    Milestone("link", WORKING, _PAIRED, guard=guards.given("other", "lead", "reasons")),
    Milestone("unlink", WORKING, _PAIRED, guard=guards.given("reasons")),
    Milestone("relate", frozenset(State), _RELATED,
              guard=guards.given("other", "sort", "place", "reasons")),
    Milestone("sever", frozenset(State), _RELATED, guard=guards.given("other", "reasons")),
    Milestone("split", frozenset({State.EXECUTION}), {
        "out": ours(Role.LIAISON), "in": ours(Role.EXECUTING_OFFICER)}, guard=guards.given("item")),
    Milestone("endorse", ABROAD - {State.RESPONSE}, {"out": ours(Role.COUNTERSIGNER)}, ends_task=True,
              guard=guards.given("result", "text")),
    Milestone("use", HELD, {"out": ours(Role.REQUESTER, Role.LIAISON), "in": theirs(Role.REGISTRAR)},
              guard=conditions.usable),
    Milestone("breach", HELD, {"out": ours(Role.LIAISON, Role.REGISTRAR), "in": theirs(Role.REGISTRAR)},
              guard=conditions.breakable),
)
MILESTONES: dict[str, Milestone] = {row.word: row for row in _ROWS}


def milestones_in(direction: str, state: str) -> list[Milestone]:
    """The milestones that may be said in a state, in the order of the table."""
    return [row for row in _ROWS if row.actor(direction, state) is not None]
