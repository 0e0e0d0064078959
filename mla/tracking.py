"""Where was a parcel, and when? The events of the post's tracking messages, one on each line."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import identifiers
from mla.forms.drafting import WordedField
from mla.moments import with_offset

SCHEMES = ("s10", "ups", "fedex", "dhl", "usps", "parcel", "mawb", "container")
"""The identifiers that number a parcel or a consignment."""
EVENTS: dict[str, Promise] = {
    "EMA": gettext_lazy("posting"), "EMB": gettext_lazy("arrival at the outward office of exchange"),
    "EMC": gettext_lazy("departure from the outward office of exchange"),
    "EMD": gettext_lazy("arrival at the inward office of exchange"), "EME": gettext_lazy("held by import customs"),
    "EMF": gettext_lazy("departure from the inward office of exchange"),
    "EMG": gettext_lazy("arrival at the delivery office"), "EMH": gettext_lazy("unsuccessful delivery"),
    "EMI": gettext_lazy("final delivery"),
}
"""The tracking events of a postal item, by the code of the message (UPU EMSEVT)."""
MOST = 200
_LINE = re.compile(r"(?P<code>[A-Za-z]{3})\s+(?P<at>\S+)\s+(?P<place>\S.*)")


@dataclass(frozen=True, slots=True)
class Tracked:
    """One event: its code, its moment in ISO 8601 with the offset from UTC, its place."""

    code: str
    at: str
    place: str

    def __str__(self) -> str:
        return f"{self.code} {self.at} {self.place}"


def read(text: str) -> list[Tracked]:
    """The events in the order of time. ValidationError names each line that is not one, and what is wrong with it."""
    found, wrong = [], []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST:
        raise ValidationError(_("At most %(most)s events can be entered at once (CK-07)") % {"most": MOST})
    for number, line in lines:
        try:
            found.append(_event(line))
        except ValueError as problem:
            wrong.append(_("Line %(number)s: %(what)s (CK-07)") % {"number": number, "what": problem})
    if wrong:
        raise ValidationError(wrong)
    return sorted(set(found), key=lambda one: (datetime.fromisoformat(one.at), one.code))


def merged(known: str, more: str) -> str:
    """Both lists as one, each event once."""
    return written(read(f"{known}\n{more}"))


def written(events: list[Tracked]) -> str:
    """One event on each line."""
    return "\n".join(str(one) for one in events)


class EventsField(WordedField):
    """Events typed one on each line."""

    def clean(self, value: str) -> str:
        return written(read(super().clean(value)))

    def words(self, value: str) -> str:
        try:
            events = read(value)
        except ValidationError:
            return value
        return "; ".join(
            f"{one.code} {EVENTS[one.code]}, {with_offset(datetime.fromisoformat(one.at))}, {one.place}"
            for one in events
        )


def _event(line: str) -> Tracked:
    found = _LINE.fullmatch(line)
    if not found:
        raise ValueError(_("write the code, the moment and the place, as in “EMA 2026-03-02T10:20+08:00 Suzhou”"))
    code = found["code"].upper()
    if code not in EVENTS:
        raise ValueError(_("“%(code)s” is not one of %(codes)s") % {"code": code, "codes": ", ".join(EVENTS)})
    at, wrong = identifiers.moment(found["at"])
    if wrong:
        raise ValueError(wrong)
    return Tracked(code, at, found["place"])
