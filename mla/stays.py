"""Which stays stand? A stay rests on a ground, for the whole request, one item or one person, until it is lifted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mla.models import Request


@dataclass(frozen=True, slots=True)
class Stay:
    """One ground that stands. `person` is the key of the person, `item` the number of the item it is confined to."""

    ground: str
    person: int | None = None
    item: int | None = None

    def concerns(self, person: int) -> bool:
        """Whether it stands in the way of this person: as it is theirs, or the whole request's."""
        return self.item is None and self.person in (None, person)


def standing(request: "Request") -> list[Stay]:
    """The stays that nobody has lifted, in the order in which they began. One query, none for a new request."""
    found: list[Stay] = []
    events = request.events.filter(verb__in=("stay", "lift")).order_by("seq") if request.pk else ()
    for event in events:
        told = event.details
        one = Stay(told.get("ground", ""), told.get("person"), told.get("item"))
        if event.verb == "stay":
            found.append(one)
        else:
            found = [stay for stay in found if not _is_lifted(stay, one)]
    return found


def _is_lifted(stay: Stay, by: Stay) -> bool:
    """An act without a ground lifts every stay; one that names nobody lifts those of everybody."""
    is_named = by.ground in ("", stay.ground)
    return is_named and by.person in (None, stay.person) and by.item in (None, stay.item)
