"""What does a letter tell of parcels? Their numbers, what was declared, where they were; and the marking."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from documents import asked
from documents.contents import Contents, Material
from documents.terms import Pair, term
from mla import kinds, tracking
from mla.models import Identifier
from mla.moments import with_offset
from mla.tongues import said
from mla.vocabulary import AssistanceType


def _parcels(m: Material) -> list[Contents]:
    """Each parcel with its particulars and its events."""
    return [_parcel(m, one) for one in _rows(m) if one.scheme in tracking.SCHEMES]


def _numbers(m: Material) -> list[Contents]:
    """The other numbers: telephones, accounts and addresses that were found."""
    return [
        {"scheme": term("scheme", one.scheme), "value": one.value, "provider": one.provider}
        for one in _rows(m) if one.scheme not in tracking.SCHEMES
    ]


def _rows(m: Material) -> list[Identifier]:
    return list(m.request.identifiers.order_by("pk"))


def _parcel(m: Material, one: Identifier) -> Contents:
    events = one.details.get("events", "")
    plain = Identifier(request=m.request, scheme=one.scheme, details={**one.details, "events": ""})
    lines = kinds.get(m.request.kind).labelled_row(plain)
    return {
        "scheme": term("scheme", one.scheme), "value": one.value, "provider": one.provider,
        "details": asked.answers(m, lines),
        "events": _events(events),
    }


def _events(text: str) -> list[Contents]:
    try:
        events = tracking.read(text)
    except ValidationError:
        return []
    return [
        {"code": one.code, "event": said(partial(str, tracking.EVENTS[one.code])),
         "at": with_offset(datetime.fromisoformat(one.at)), "place": one.place}
        for one in events
    ]


def _marking(m: Material) -> Pair | None:
    """The marking of the traffic light protocol; None where nothing is marked."""
    return term("tlp", m.request.tlp) if m.request.tlp else None


def _tip_off(m: Material) -> bool:
    """Whether nobody concerned may learn of the request."""
    return any(one.details.get("no_tip_off") == "no" for one in m.items)


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "parcels": _parcels, "numbers": _numbers, "marking": _marking, "is_silent": _tip_off,
    "measures": lambda m: asked.said_before(m, "seize", "propose", "agree"),
    "is_notice": lambda m: all(one.type == AssistanceType.NOTICE for one in m.items),
    "is_agreement": lambda m: m.event.verb == "agree",
}
