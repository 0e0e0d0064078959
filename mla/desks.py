"""Whose desk decides in a state? The usual one, or the one that a kind names by direction and urgency."""

from dataclasses import dataclass

from mla.vocabulary import Direction, Role, State, Urgency

OUT, IN = Direction.OUT, Direction.IN
USUAL: dict[tuple[str, str], str] = {
    (OUT, State.DRAFT): Role.REQUESTER, (IN, State.DRAFT): Role.REGISTRAR,
    (OUT, State.INTAKE): Role.REGISTRAR, (IN, State.INTAKE): Role.REGISTRAR,
    (OUT, State.REVIEW): Role.COUNTERSIGNER, (IN, State.REVIEW): Role.COUNTERSIGNER,
    (OUT, State.TRANSMISSION): Role.DISPATCHER, (IN, State.TRANSMISSION): Role.DISPATCHER,
    (OUT, State.EXECUTION): Role.LIAISON, (IN, State.EXECUTION): Role.EXECUTING_OFFICER,
    (OUT, State.RESPONSE): Role.LIAISON, (IN, State.RESPONSE): Role.COUNTERSIGNER,
    (OUT, State.RESPONDED): Role.LIAISON, (IN, State.RESPONDED): Role.REGISTRAR,
}
"""The role that decides in a state; the desks before it advise."""
PASSING = {State.INTAKE: "admit", State.REVIEW: "grant", State.TRANSMISSION: "transmit", State.RESPONSE: "respond"}
"""The step by which a state without a desk is left at once."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The desk that a kind names for a state: its role alone, or None where the state is passed at once."""

    direction: str
    state: str
    role: str | None
    urgencies: frozenset[str] = frozenset(Urgency)

    def __post_init__(self) -> None:
        known = self.state in PASSING if self.role is None else (self.direction, self.state) in USUAL
        if not known:
            raise ValueError(f"A kind cannot change the desk of {self.direction} {self.state} so.")


def turns(direction: str, desks: dict[str, str | None]) -> tuple[Turn, ...]:
    """One turn for each state, for every urgency."""
    return tuple(Turn(direction, state, role) for state, role in desks.items())
