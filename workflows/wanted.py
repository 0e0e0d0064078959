"""Whose turn is wanted in a state, and which desk is it? Asked by the flows as a stage opens."""

from collections.abc import Callable

from viewflow.workflow import Activation

from mla import kinds, texts
from mla.desks import PASSING
from mla.models import Request
from mla.vocabulary import Direction, Role, State

TRANSLATED = frozenset({
    (Direction.IN, State.REVIEW), (Direction.IN, State.RESPONSE), (Direction.OUT, State.TRANSMISSION),
})
"""Where the usual desks have a translator beside or before them."""


def opinion_wanted(role: str) -> Callable[[Activation], bool]:
    """Whether this adviser must be heard: asked for, and no opinion of that role stands on the present content."""

    def wanted(activation: Activation) -> bool:
        request: Request = activation.process.request
        if role != Role.REVIEWER and role not in kinds.get(request.kind).opinions(request):
            return False
        return not any(
            one.role == role and one.state == request.state and one.content_digest == request.content_digest
            for one in request.opinions.all()
        )

    return wanted


def translation_wanted(activation: Activation) -> bool:
    """Whether a text that must be translated is not, or no longer is."""
    return bool(texts.stale(activation.process.request))


def who_waits(request: Request) -> str:
    """An answer from abroad is watched by the liaison, one of our own agency by the registry."""
    return Role.LIAISON if request.came_from == State.EXECUTION else Role.REGISTRAR


def translated_first(activation: Activation) -> bool:
    """Whether the translation comes before the dispatch: not where an emergency goes out first."""
    return not activation.process.request.is_review_owed and translation_wanted(activation)


def review_owed(activation: Activation) -> bool:
    """Whether an emergency went out before its review."""
    return activation.process.request.is_review_owed


def translated_after(activation: Activation) -> bool:
    """Whether the translation follows an emergency that went out first."""
    return activation.process.request.is_review_owed and translation_wanted(activation)


def named_by_kind(request: Request) -> str:
    """The role of the desk that the kind names for the present state."""
    turn = kinds.turn_of(request)
    assert turn  # `flow_of` chose this flow for it
    return turn.role or ""


def translation_due(activation: Activation) -> bool:
    """Whether a translation is wanted in a state in which the usual desks translate."""
    request: Request = activation.process.request
    return (request.direction, request.state) in TRANSLATED and translation_wanted(activation)


def review_owed_abroad(activation: Activation) -> bool:
    """Whether the owed review has its task here: in every state but those that a kind may pass."""
    return review_owed(activation) and activation.process.request.state not in PASSING
