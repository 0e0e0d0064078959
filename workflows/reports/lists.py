"""What stands in a list of requests? Theirs read as CSV or from a sealed package, ours written as one."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from documents import papers, received, report
from documents.models import KnownSeal
from documents.received import Received
from documents.terms import named
from mla import access
from mla.exceptions import PermissionDenied
from mla.models import Authority, Party, Request, User
from mla.numbering import next_number
from mla.vocabulary import FINAL
from workflows.models import Measure, SentList

COLUMNS = ("our_reference", "their_reference", "direction", "received_on", "is_open")
"""The columns of a list: references as its *sender* calls their own and those of the other side, `out` or `in` as the
sender sees it, the day of receipt (YYYY-MM-DD, may be empty), and yes or no."""
FORM = "list-of-requests/1"
"""How a package says what its data are."""
MOST = 20_000
_WAYS = ("out", "in")


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


def read(content: bytes) -> list[Line]:
    """Their list as they exported it: CSV in UTF-8 with a head of `COLUMNS`. Raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("The file is not text in UTF-8.")) from None
    reader = csv.DictReader(io.StringIO(text))
    if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise Unreadable(_("The first line lacks the columns: %(names)s.") % {"names": ", ".join(missing)})
    return _lines(reader, first=2)


def opened(content: bytes, party: Party) -> tuple[list[Line], Received | None]:
    """Their list, and who sealed it where it is a sealed package: a PDF whose seal is verified first. Raises
    Unreadable."""
    if not report.is_pdf(content):
        return read(content), None
    known = dict(KnownSeal.objects.filter(party=party, is_withdrawn=False).values_list("certificate", "owner"))
    try:
        paper = received.opened(content, known)
    except received.Refused as refused:
        raise Unreadable(str(refused)) from None
    return _listed(paper.data, party), paper


def export(party: Party, *, by: User, now: datetime) -> SentList:
    """Our list for the other side as a sealed paper: the requests between the two that were ever received or sent, and
    that the person may see. The caller defers the printing. Raises PermissionDenied."""
    if not access.may_report(by):
        raise PermissionDenied(_("Reports are made by liaison officers and supervisors."))
    home, lines = Party.home(), [_told(one) for one in entered(by, party)]
    with transaction.atomic():
        number = next_number(home, "L", now)
        paper = papers.issue(
            number=number, template="letters/list.html", now=now,
            title=(f"List of requests between {home.code} and {party.code}", f"{home.code}与{party.code}之间请求清单"),
            snapshot=_snapshot(number, home, party, lines, now),
        )
        return SentList.objects.create(paper=paper, party=party, by=by, lines=len(lines))


def entered(user: User | None, party: Party) -> Iterable[Request]:
    """The requests with the party that ever entered the stock, with their duplicates; those the person may see (None:
    all)."""
    rows = Request.objects.all() if user is None else Request.objects.visible_to(user)
    ever = rows.filter(pk__in=Measure.objects.values("request")) | rows.exclude(duplicate_of=None)
    return ever.filter(counterpart=party).exclude(own_reference="").order_by("pk")


def _told(one: Request) -> dict[str, str]:
    day = one.received_at and not one.is_outgoing and one.home.day(one.received_at).isoformat()
    return {
        "our_reference": one.own_reference, "their_reference": one.foreign_reference, "direction": one.direction,
        "received_on": day or "", "is_open": "no" if one.state in FINAL else "yes",
    }


def _snapshot(number: str, home: Party, party: Party, lines: list[dict[str, str]], now: datetime) -> dict[str, Any]:
    office = Authority.objects.own()
    return {
        "number": number, "form": FORM, "from": home.code, "to": party.code, "lines": lines,
        "as_of": now.isoformat(timespec="minutes"),
        "date": {"iso": now.isoformat()}, "languages": ["en", "zh-hans"], "is_demo": settings.MLA_DEMO,
        "title": {"en": f"List of requests between {home.name_en} and {party.name_en}",
                  "zh": f"{home.name_zh}与{party.name_zh}之间请求清单"},
        "sender": named(office.name_en, office.name_zh),
        "state": named(home.formal_en, home.formal_zh),
    }


def _listed(data: Mapping[str, Any], party: Party) -> list[Line]:
    """The lines of a package; it must be such a list, from that party, for us."""
    home = Party.home().code
    if data.get("form") != FORM:
        raise Unreadable(_("The package is no list of requests (“form” is not “%(form)s”).") % {"form": FORM})
    if (data.get("from"), data.get("to")) != (party.code, home):
        raise Unreadable(_("The list goes from %(sender)s to %(addressee)s; it must go from %(party)s to %(home)s.") % {
            "sender": data.get("from"), "addressee": data.get("to"), "party": party.code, "home": home})
    rows = data.get("lines")
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise Unreadable(_("The package has no list of lines."))
    return _lines(rows, first=1)


def _lines(rows: Iterable[Mapping[str, Any]], *, first: int) -> list[Line]:
    lines = [_line(number, row) for number, row in enumerate(rows, start=first)]
    if len(lines) > MOST:
        raise Unreadable(_("The list has more than %(most)s lines.") % {"most": MOST})
    return lines


def _line(number: int, row: Mapping[str, Any]) -> Line:
    given = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    if not (given["our_reference"] or given["their_reference"]):
        raise Unreadable(_("Line %(n)s has no reference.") % {"n": number})
    if given["direction"] not in _WAYS:
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
