"""Do both sides count the same requests? Their list beside ours: matched by references, and what differs."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.received import Received
from mla.models import Party, Request, User
from mla.vocabulary import FINAL
from workflows.models import Reconciliation
from workflows.reports.lists import Line, entered

WHAT: dict[str, Promise] = {
    "unknown": _("we do not have it"), "twice": _("listed twice"), "unlisted": _("they do not list it"),
    "duplicate": _("here it is the duplicate of another request, which alone is counted"),
    "reference": _("their reference is %(theirs)s, we have %(ours)s"), "direction": _("the direction differs"),
    "open_there": _("it is open there and ended here"), "ended_there": _("it is ended there and open here"),
    "received": _("sent on %(theirs)s there, received on %(ours)s here"),
}
"""What may differ, each with its sentence."""
_OPPOSITE = {"out": "in", "in": "out"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs on one request: the line of their list and our request, one of which may be missing."""

    line: Line | None
    request: Request | None
    code: str
    told: dict[str, str] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """As a sentence."""
        return in_words(self.code, self.told)

    def as_data(self) -> dict[str, Any]:
        """The same to be kept."""
        line, request = self.line, self.request
        return {
            "code": self.code, "told": self.told, "line": line and line.number, "request": request and request.pk,
            "ours": request.own_reference if request else line.ours if line else "",
            "theirs": line.theirs if line else request.foreign_reference if request else "",
        }


@dataclass(frozen=True, slots=True)
class Result:
    """How many requests both sides know, how many agree, and the differences."""

    theirs: int
    ours: int
    matched: int
    differences: list[Difference]


def in_words(code: str, told: dict[str, str]) -> str:
    """What differs, as a sentence in the reader's language."""
    return str(WHAT[code]) % told


def compare(lines: Iterable[Line], requests: Iterable[Request]) -> Result:
    """Match by our reference, else by theirs; each request once. Pure: the caller says which requests are compared.

    A request that is the duplicate of another is matched, and said to be one; it does not count as one of ours.
    """
    every = list(requests)
    by_own = {one.own_reference: one for one in every if one.own_reference}
    by_foreign = {one.foreign_reference: one for one in every if one.foreign_reference}
    found: list[Difference] = []
    met: set[int] = set()
    total = matched = 0
    for line in lines:
        total += 1
        request = by_own.get(line.ours) or by_foreign.get(line.theirs)
        if request is None:
            found.append(Difference(line, None, "unknown"))
        elif request.pk in met:
            found.append(Difference(line, request, "twice"))
        elif request.duplicate_of_id:
            met.add(request.pk)
            found.append(Difference(line, request, "duplicate"))
        else:
            met.add(request.pk)
            matched += 1
            found += _differing(line, request)
    ours = [one for one in every if not one.duplicate_of_id]
    found += [Difference(None, one, "unlisted") for one in ours if one.pk not in met]
    return Result(total, len(ours), matched, found)


def keep(
    lines: list[Line], party: Party, content: bytes, sealed: Received | None, *, by: User, now: datetime
) -> Reconciliation:
    """Keep the comparison with all requests, for the report. What a person sees of it is another comparison."""
    found = compare(lines, entered(None, party))
    return Reconciliation.objects.create(
        party=party, at=now, by=by, sha256=hashlib.sha256(content).hexdigest(), theirs=found.theirs, ours=found.ours,
        matched=found.matched, differences=[one.as_data() for one in found.differences],
        sealed_by=sealed.signer if sealed else "", certificate=sealed.certificate if sealed else "",
        signed_at=sealed.signed_at if sealed else "",
    )


def _differing(line: Line, request: Request) -> list[Difference]:
    told: list[tuple[str, dict[str, str]]] = []
    if line.theirs and request.foreign_reference and line.theirs != request.foreign_reference:
        told.append(("reference", {"theirs": line.theirs, "ours": request.foreign_reference}))
    if line.direction != _OPPOSITE[request.direction]:
        told.append(("direction", {}))
    if line.is_open == (request.state in FINAL):
        told.append(("open_there" if line.is_open else "ended_there", {}))
    here = request.received_at and not request.is_outgoing and request.home.day(request.received_at)
    if line.received_on and here and line.received_on != here:
        told.append(("received", {"theirs": line.received_on.isoformat(), "ours": here.isoformat()}))
    return [Difference(line, request, code, words) for code, words in told]
