"""What does a preview show of the ends that would move? Requests that the reader may see are named, others counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mla.models import Request, User
from workflows import explanations
from workflows.reprojection import Move

SHOWN = 200


@dataclass(slots=True)
class Preview:
    """The moves in numbers, with the rows of those that may be named."""

    total: int = 0
    unseen: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    flaws: list[dict[str, Any]] = field(default_factory=list)
    flawed: int = 0

    @property
    def more(self) -> int:
        """How many more could be named than are shown."""
        return self.total - self.unseen - len(self.rows)


def preview(moves: Iterable[Move], user: User) -> Preview:
    """The moves as this person may see them. One query."""
    found, listed = Preview(), list(moves)
    requests = {move.clock.request_id for move in listed}
    seen = {one.pk: one for one in Request.objects.visible_to(user).filter(pk__in=requests)}
    for move in listed:
        request = seen.get(move.clock.request_id)
        rows = found.flaws if move.flaw else found.rows
        found.flawed, found.total = found.flawed + bool(move.flaw), found.total + (not move.flaw)
        if request is None:
            found.unseen += not move.flaw
        elif len(rows) < SHOWN:
            rows.append(_row(move, request))
    return found


def _row(move: Move, request: Request) -> dict[str, Any]:
    return {
        "request": request, "clock": move.clock, "rule": move.clock.rule, "flaw": move.flaw, "is_moved": move.is_moved,
        "old": explanations.point(move.clock.due), "new": explanations.point(move.after.due),
        "was_provisional": move.clock.is_provisional, "is_provisional": move.after.is_provisional,
    }
