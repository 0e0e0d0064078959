"""How does a report come about? Drafted by one person, commented, signed by another, and then it is as it is."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents import papers
from mla import access
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Party, User
from mla.numbering import next_number
from mla.vocabulary import Classification
from workflows.models import Commitment, Report
from workflows.reports import annexes, contents, progress
from workflows.reports.counting import Period

SECTIONS = ("commitments", "repatriation", "narcotics", "cyber", "fugitives", "quality", "obstacles", "actions")
"""Where an officer may comment."""


def draft(
    period: Period, *, party: Party | None, is_public: bool, by: User, now: datetime, has_cases: bool = False
) -> Report:
    """A new draft with the figures of this moment; `has_cases` makes it the classified edition, with the cases that the
    drafter may see. Raises PermissionDenied, and NotPossible where they are too many."""
    if not access.may_report(by):
        raise PermissionDenied(_("Reports are made by liaison officers and supervisors."))
    with transaction.atomic():
        report = Report(
            number=next_number(Party.home(), "R", now), party=party, first=period.first, last=period.last,
            zone=str(period.zone), is_public=is_public, drafted_by=by, drafted_at=now, has_cases=has_cases,
        )
        _count(report, period, by)
        report.save(force_insert=True)
    return report


def refresh(report: Report, period: Period, *, by: User) -> Report:
    """Count a draft anew, as of the period's moment. Raises NotPossible once it is signed."""
    with transaction.atomic():
        held = _draft(report, by)
        _count(held, period, held.drafted_by)
        held.save()
    return held


def comment(report: Report, comments: dict[str, dict[str, str]], *, by: User) -> Report:
    """Write the comments of a draft, by section and language. Raises NotPossible once it is signed."""
    with transaction.atomic():
        held = _draft(report, by)
        held.comments = {key: said for key in SECTIONS if any((said := comments.get(key, {})).values())}
        held.save(update_fields=["comments"])
    return held


def sign(report: Report, *, by: User, now: datetime) -> Report:
    """Freeze the report and issue its paper; whoever drafted it does not sign. The caller defers the printing."""
    with transaction.atomic():
        held = _draft(report, by)
        if held.drafted_by_id == by.pk:
            raise PermissionDenied(_("Four eyes: who drafted a report does not sign it."))
        held.signed_by, held.signed_at = by, now
        held.paper = papers.issue(
            number=held.number, title=contents.title(held), template="letters/L54.html",
            snapshot=contents.snapshot(held), now=now,
        )
        held.save()
    return held


def _draft(report: Report, by: User) -> Report:
    held = Report.objects.select_for_update(of=("self",)).select_related("party", "drafted_by").get(pk=report.pk)
    if not access.may_report(by) or not annexes.may_open(held, by):
        raise PermissionDenied(_("Reports are made by liaison officers and supervisors."))
    if held.is_signed:
        raise NotPossible(_("The report is signed: it does not change any more. Draft a new one."))
    return held


def _count(report: Report, period: Period, by: User) -> None:
    found, previous = (progress.figures(one, report.party) for one in (period, period.before()))
    if report.is_public:
        found, previous = progress.published(found, previous)
    report.figures, report.previous, report.as_of = found, previous, period.as_of
    report.trend = {} if report.is_public else progress.trend(period, report.party)
    report.commitments = [_standing(one) for one in _commitments(report.party)]
    report.cases = annexes.cases(report, period, by) if report.has_cases else []
    least = Classification.UNCLASSIFIED if report.is_public else Classification.RESTRICTED
    report.classification = annexes.highest(report.cases) if report.has_cases else least
    report.annexes = annexes.gathered(report, period, by)


def _commitments(party: Party | None) -> Any:
    rows = Commitment.objects.select_related("meeting").prefetch_related("standings")
    return rows.filter(meeting__parties=party) if party else rows


def _standing(one: Commitment) -> dict[str, Any]:
    last = max(one.standings.all(), key=lambda each: (each.at, each.pk), default=None)
    return {
        "code": one.code, "topic": one.topic, "meeting": {"en": one.meeting.name_en, "zh": one.meeting.name_zh},
        "text": {"en": one.text_en, "zh": one.text_zh},
        "paraphrase": {"en": one.is_paraphrase_en, "zh": one.is_paraphrase_zh}, "source": one.source,
        "measure": one.measure, "metric": one.metric, "figure": one.figure,
        "due_on": one.due_on.isoformat() if one.due_on else "", "status": last.status if last else "open",
        "reasons": last.reasons if last else "",
    }
