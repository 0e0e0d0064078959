"""Is a request complete? One survey answers the task list, the meter, the check page and the guard of submission."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import rfc8785
from django.db import models
from django.utils.translation import gettext as _

from mla import crosschecks, kinds
from mla.findings import BLOCK, WARN, Finding, Question
from mla.models import Citation, Party, Request
from mla.sections import Section
from mla.vocabulary import Direction

COMPLETED, PROBLEM, STARTED, UNTOUCHED = "completed", "problem", "started", "untouched"
TO_REGISTER = frozenset({"receipt", "items", "ask"})
COLUMNS = (
    "kind", "direction", "title", "counterpart_id", "agency_id", "requested_authority_id", "investigating_authority",
    "investigating_functions", "instrument_id", "theme", "urgency_reason", "confidentiality", "confidentiality_reason",
    "language", "subject_matter", "proceeding_stage", "facts", "purpose", "nexus", "special_procedure", "time_limit_on",
    "time_limit_reason", "details",
)
ITEM = ("seq", "type", "description", "purpose", "hearing_on", "details")


@dataclass(frozen=True)
class Survey:
    """Every question of a request with whether it is answered."""

    questions: tuple[Question, ...]
    typed: frozenset[str] = field(default=frozenset())

    @property
    def findings(self) -> list[Finding]:
        """What is missing or wrong."""
        return [one.finding for one in self.questions if not one.is_answered]

    @property
    def blocking(self) -> list[Finding]:
        """What stands in the way of submission."""
        return [one for one in self.findings if one.is_blocking]

    @property
    def total(self) -> int:
        """How many answers are required."""
        return sum(one.finding.is_blocking for one in self.questions)

    @property
    def done(self) -> int:
        """How many of them are given."""
        return self.total - len(self.blocking)

    def status(self, key: str) -> str:
        """How far a section is: wrong answers are a problem, missing ones are work in progress."""
        own = [one for one in self.questions if one.finding.section == key]
        missing = [one.finding for one in own if not one.is_answered and one.is_required]
        if any(one.is_wrong for one in missing):
            return PROBLEM
        is_touched = key in self.typed or any(one.is_answered for one in own)
        if not is_touched:
            return UNTOUCHED
        return STARTED if missing else COMPLETED


def survey(request: Request, *, today: date | None = None) -> Survey:
    """Ask everything. `today` is the day instruments must be in force and hearings lie ahead of."""
    today = today or _present_day(request)
    kind = kinds.get(request.kind)
    found: list[Question] = []
    for section in [*kind.sections(request.direction), *kind.item_sections(request)]:
        found += section.resume(request, today).questions()
        if section.has_items:
            found.append(_has_items(request, section))
    found += crosschecks.questions(kind, request)
    found += [*kind.checks(request, today), *(one.question() for one in kind.stops(request))]
    articles = _articles(request)
    return Survey(tuple(_judged(request, one, articles) for one in found), frozenset(request.draft))


def check(request: Request, *, today: date | None = None) -> list[Finding]:
    """What is missing or wrong, worst first. Without a blocking finding the request can be submitted."""
    return sorted(survey(request, today=today).findings, key=lambda one: not one.is_blocking)


def content_digest(request: Request) -> str:
    """SHA-256 over the answers, items, persons, organisations, offences and identifiers (RFC 8785 JSON)."""
    content: dict[str, Any] = {name: _plain(getattr(request, name)) for name in COLUMNS}
    content["items"] = [{name: _plain(getattr(item, name)) for name in ITEM} for item in request.items.order_by("seq")]
    for relation in ("persons", "organisations", "offences", "identifiers"):
        content[relation] = [_row(one) for one in getattr(request, relation).order_by("pk")]
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def _row(one: models.Model) -> dict[str, Any]:
    return {each.attname: _plain(getattr(one, each.attname)) for each in one._meta.concrete_fields}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _present_day(request: Request) -> date:
    """Where nobody says which day it is: the day of receipt, or since when the request stands where it stands."""
    return Party.home().day(request.received_at or request.entered_at)


def _has_items(request: Request, section: Section) -> Question:
    text = _("Add at least one item of assistance (CK-07)")
    finding = Finding("CK-07", BLOCK, text, section.key, "type")
    return Question(finding, is_answered=bool(request.items.all()), is_required=True)


def _articles(request: Request) -> dict[str, str]:
    """Check -> article, where someone has verified that the instrument asks for it."""
    if request.instrument_id is None:
        return {}
    verified = Citation.objects.filter(
        instrument=request.instrument_id, subject__istartswith="CK-", verified_on__isnull=False,
    )
    return {one.subject.upper(): f"{request.instrument} {one.article}" for one in verified}


def _judged(request: Request, question: Question, articles: dict[str, str]) -> Question:
    """The article beside the code; the gaps of an incoming request do not block: they go into the deficiency notice."""
    finding = question.finding
    if article := articles.get(finding.code):
        finding = replace(finding, text=finding.text.replace(f"({finding.code})", f"({finding.code}, {article})"))
    if request.direction == Direction.IN and finding.section not in TO_REGISTER and not finding.is_wrong:
        finding = replace(finding, severity=WARN)
    return replace(question, finding=finding)
