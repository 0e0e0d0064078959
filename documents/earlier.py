"""To which earlier requests does a letter refer? To those that its reader knows already, and to no other."""

from collections.abc import Callable, Iterable
from typing import Any

from documents.contents import Contents, Material
from documents.terms import term
from mla.access import CLOSED
from mla.models import Request, RequestLink

GOES_BACK = frozenset({"follow_up", "supplement", "confirmation"})
"""The sorts of links that a letter names: what is merely related, or part of a priority case, concerns us alone."""


def abroad(m: Material) -> list[Contents]:
    """What the other side knows: requests between the same parties that were sent or came, each with its day."""
    party = m.request.counterpart_id
    return _told(m, lambda one: one.counterpart_id == party and bool(one.sent_at or one.received_at))


def here(m: Material) -> list[Contents]:
    """What the executing authority may read as well: requests of its own, or that were handed to it before."""
    authority = int(m.facts.get("authority") or 0)
    return _told(m, lambda one: authority in one.readers)


def _told(m: Material, is_known: Callable[[Request], bool]) -> list[Contents]:
    return [
        {
            "sort": term("link", one.sort), "is_ours": one.earlier.is_outgoing, "ours": one.earlier.own_reference,
            "theirs": one.earlier.foreign_reference,
            "date": m.day(one.earlier.sent_at or one.earlier.received_at or one.earlier.created_at),
        }
        for one in _as_open(m) if is_known(one.earlier)
    ]


def _as_open(m: Material) -> Iterable[RequestLink]:
    """The links back to requests that have a reference and are kept no more closely than this one."""
    for one in m.links_back:
        earlier = one.earlier
        is_open = (
            earlier.classification <= m.request.classification and earlier.tlp not in CLOSED
            and earlier.compartment_id in (None, m.request.compartment_id)
        )
        if one.sort in GOES_BACK and earlier.own_reference and is_open:
            yield one


SECTIONS: dict[str, Callable[[Material], Any]] = {"earlier": abroad, "earlier_here": here}
