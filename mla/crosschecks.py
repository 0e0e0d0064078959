"""What is asked of a whole request, whatever its kind? Checks that look at several of its parts at once."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from mla import demands
from mla.findings import BLOCK, WARN, Finding, Question
from mla.kind import Kind
from mla.models import AssistanceItem, Request
from mla.vocabulary import AssistanceType, AuthorityKind, Channel, Classification, Urgency

COERCIVE = frozenset({AssistanceType.SEARCH_FREEZE, AssistanceType.FORFEIT, AssistanceType.TRANSFER_CUSTODY})
COMPELLED = frozenset({"bank", "corporate", "telecom"})
"""Sorts of records that their holder gives up under compulsion alone."""
FORMAL = frozenset({Channel.CA_DIRECT, Channel.DIPLOMATIC, ""})
OPEN_LINES = frozenset({Channel.HOTLINE, Channel.CUSTOMS_POST, Channel.POLICE})
PRESSING = frozenset({Urgency.URGENT, Urgency.EMERGENCY})
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(rf"(?P<d>\d{{1,2}}) (?P<n>{_MONTHS})[a-z]* (?P<y>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<n>{_MONTHS})[a-z]* (?P<d>\d{{1,2}}), (?P<y>\d{{4}})", re.IGNORECASE),
)
_ANY_DATE = re.compile(rf"\b(19|20)\d{{2}}\b|\d{{4}}年|({_MONTHS})[a-z]* \d", re.IGNORECASE)


class _Page:
    """Where an answer of the kind's pages stands."""

    def __init__(self, kind: Kind, request: Request) -> None:
        self.fields = {
            name: page.key for page in kind.sections(request.direction) for form in page.forms
            for name in form.base_fields
        }
        self.rows = {rows.relation: page.key for page in kind.sections(request.direction) for rows in page.rows}
        self.fixed = bool(kind.fixed_items)

    def of(self, item: AssistanceItem, name: str) -> str:
        """The page of an item's field."""
        return self.fields.get(name, "") if self.fixed else f"item:{item.seq}"


def questions(kind: Kind, request: Request) -> Iterator[Question]:
    """Every question that applies; those of pages the kind does not have are left out."""
    page, items = _Page(kind, request), list(request.items.all())
    for found in (_channel(page, request, kind, items), _classified(page, request), _told(page, request),
                  _identified(page, request, items), _papers(page, request, items)):
        yield from (one for one in found if one.finding.section)


def _ask(code: str, severity: str, section: str, field: str, text: str, *, is_answered: bool) -> Question:
    return Question(Finding(code, severity, f"{text} ({code})", section, field), is_answered, severity == BLOCK)


def _channel(page: _Page, request: Request, kind: Kind, items: list[AssistanceItem]) -> Iterator[Question]:
    """What needs compulsion travels between central authorities."""
    needs = [one for one in items if one.type in COERCIVE or one.details.get("record_class") in COMPELLED]
    if not needs:
        return
    if not request.is_outgoing:
        carries = FORMAL | ({Channel.INTERPOL} if request.urgency in PRESSING else frozenset())
        yield _ask("CK-02", WARN, page.fields.get("channel", ""), "channel", _(
            "A coercive measure is asked for on a channel that does not carry it: redirect to the central authority"
        ), is_answered=request.channel in carries)
    elif kind.authority_kind == AuthorityKind.CENTRAL and request.requested_authority:
        yield _ask("CK-02", BLOCK, page.fields.get("requested_authority", ""), "requested_authority", _(
            "A coercive measure is asked of the central authority: choose it"
        ), is_answered=request.requested_authority.kind in (AuthorityKind.CENTRAL, AuthorityKind.DIPLOMATIC))


def _classified(page: _Page, request: Request) -> Iterator[Question]:
    """What is secret goes by a channel that is sealed."""
    if request.classification < Classification.CONFIDENTIAL:
        return
    is_secret = request.classification >= Classification.SECRET
    fits = request.channel in FORMAL if is_secret else request.channel not in OPEN_LINES
    yield _ask("CK-30", BLOCK if is_secret else WARN, page.fields.get("classification", ""), "classification", _(
        "The usual channel of this kind does not carry this classification: lower it, or send by the central authority"
    ), is_answered=fits)


def _told(page: _Page, request: Request) -> Iterator[Question]:
    """The facts say when, and within the period of the offences."""
    if not request.facts.strip():
        return
    section = page.fields.get("facts", "")
    yield _ask("CK-05", WARN, section, "facts", _("The facts name no date: say when it happened"),
               is_answered=_ANY_DATE.search(request.facts) is not None)
    spans = [(one.committed_from, one.committed_to or one.committed_from) for one in request.offences.all()]
    days = days_in(request.facts)
    if days and spans and all(first and last for first, last in spans):
        is_inside = any(first <= day <= last for day in days for first, last in spans if first and last)
        yield _ask("CK-05", WARN, section, "facts", _("No day in the facts lies within the period of the offences"),
                   is_answered=is_inside)


def days_in(text: str) -> list[date]:
    """The days written in a text, as 2026-03-03, 3 March 2026, March 3, 2026 or 2026年3月3日."""
    found = []
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = int(parts["m"]) if parts.get("m") else _MONTHS.split("|").index(parts["n"].casefold()) + 1
            try:
                found.append(date(int(parts["y"]), month, int(parts["d"])))
            except ValueError:
                continue
    return found


def _identified(page: _Page, request: Request, items: list[AssistanceItem]) -> Iterator[Question]:
    """Online records name an identifier."""
    section = page.rows.get("identifiers", "")
    if any(one.details.get("record_class") == "telecom" for one in items):
        known = bool(request.pk and section) and request.identifiers.exists()
        yield _ask("CK-11", BLOCK, section, "identifiers-0-scheme",
                   _("Enter at least one identifier of the online service"), is_answered=known)


def _papers(page: _Page, request: Request, items: list[AssistanceItem]) -> Iterator[Question]:
    """Orders and consents lie there as files; nothing unlawful does."""
    files = list(request.attachments.all()) if request.pk else []
    if request.details.get("category") == "csam":
        shown = any(one.content_type.startswith(("image/", "video/")) for one in files)
        yield _ask("CK-24", BLOCK, page.fields.get("category", ""), "category", _(
            "Images or films are attached to a case of abuse: have them removed, and give digests only"
        ), is_answered=not shown)
    for item in items:
        of_item = [one for one in files if one.item_id in (None, item.pk)]
        if item.details.get("order") or demands.needs_order(request, item.type):
            yield _ask("CK-14", BLOCK, page.of(item, "order"), "order", _("Attach a copy of the order"),
                       is_answered=bool(of_item))
        if item.type == AssistanceType.TRANSFER_CUSTODY:
            yield _ask("CK-16", BLOCK, page.of(item, "consent"), "consent", _("Attach the written consent"),
                       is_answered=bool(of_item))
