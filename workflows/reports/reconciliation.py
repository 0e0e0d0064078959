"""Do both sides count the same requests? Their list beside ours: matched by references, and what differs."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mla.models import Request
from mla.vocabulary import FINAL

COLUMNS = ("our_reference", "their_reference", "direction", "received_on", "is_open")
"""The columns of their list: references as *they* call ours and theirs, `out` or `in` as they see it, the day of
receipt (YYYY-MM-DD, may be empty), and yes or no."""
MOST = 20_000
_OPPOSITE = {"out": "in", "in": "out"}


class Unreadable(ValueError):
    """The list cannot be read; the message names the line and the rule."""


@dataclass(frozen=True, slots=True)
class Line:
    """One request as the other side lists it."""

    number: int
    theirs: str
    ours: str
    direction: str
    received_on: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs on one request: the line of their list and our request, one of which may be missing."""

    line: Line | None
    request: Request | None
    what: str


@dataclass(frozen=True, slots=True)
class Result:
    """How many requests both sides know, how many agree, and the differences."""

    theirs: int
    ours: int
    matched: int
    differences: list[Difference]


def read(content: bytes) -> list[Line]:
    """Their list as they exported it: CSV in UTF-8 with a head of `COLUMNS`. Raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("The file is not text in UTF-8.")) from None
    reader = csv.DictReader(io.StringIO(text))
    if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise Unreadable(_("The first line lacks the columns: %(names)s.") % {"names": ", ".join(missing)})
    lines = [_line(number, row) for number, row in enumerate(reader, start=2)]
    if len(lines) > MOST:
        raise Unreadable(_("The list has more than %(most)s lines.") % {"most": MOST})
    return lines


def compare(lines: Iterable[Line], requests: Iterable[Request]) -> Result:
    """Match by our reference, else by theirs; each request once. Pure: the caller says which requests are compared."""
    ours = list(requests)
    by_own = {one.own_reference: one for one in ours if one.own_reference}
    by_foreign = {one.foreign_reference: one for one in ours if one.foreign_reference}
    found: list[Difference] = []
    met: set[int] = set()
    total = 0
    for line in lines:
        total += 1
        request = by_own.get(line.ours) or by_foreign.get(line.theirs)
        if request is None:
            found.append(Difference(line, None, _("we do not have it")))
        elif request.pk in met:
            found.append(Difference(line, request, _("listed twice")))
        else:
            met.add(request.pk)
            found += [Difference(line, request, what) for what in _differing(line, request)]
    found += [Difference(None, one, _("they do not list it")) for one in ours if one.pk not in met]
    return Result(total, len(ours), len(met), found)


def _differing(line: Line, request: Request) -> list[str]:
    told = []
    if line.theirs and request.foreign_reference and line.theirs != request.foreign_reference:
        told.append(_("their reference is %(theirs)s, we have %(ours)s") % {
            "theirs": line.theirs, "ours": request.foreign_reference})
    if line.direction != _OPPOSITE[request.direction]:
        told.append(_("the direction differs"))
    if line.is_open == (request.state in FINAL):
        told.append(_("it is open there and ended here") if line.is_open else _("it is ended there and open here"))
    here = request.received_at and not request.is_outgoing and request.received_at.astimezone(request.home.tz).date()
    if line.received_on and here and line.received_on != here:
        told.append(_("sent on %(theirs)s there, received on %(ours)s here") % {
            "theirs": line.received_on.isoformat(), "ours": here.isoformat()})
    return told


def _line(number: int, row: dict[str, Any]) -> Line:
    given = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not (given["our_reference"] or given["their_reference"]):
        raise Unreadable(_("Line %(n)s has no reference.") % {"n": number})
    if given["direction"] not in _OPPOSITE:
        raise Unreadable(_("Line %(n)s: direction is “out” or “in”.") % {"n": number})
    if given["is_open"] not in ("yes", "no"):
        raise Unreadable(_("Line %(n)s: is_open is “yes” or “no”.") % {"n": number})
    try:
        day = date.fromisoformat(given["received_on"]) if given["received_on"] else None
    except ValueError:
        raise Unreadable(_("Line %(n)s: received_on is a day such as 2026-03-09.") % {"n": number}) from None
    # What they call theirs is ours to us, and the other way round.
    return Line(number, given["our_reference"], given["their_reference"], given["direction"], day,
                given["is_open"] == "yes")
