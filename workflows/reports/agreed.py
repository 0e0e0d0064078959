"""What have the two sides agreed to do? The commitments that go on, and the action items of the period's meetings.

An action item stands in a report whose marking is not below that of its meeting, and where whoever drafts the report
may know of it. One that rests on requests (of its item of the agenda) stands in the classified edition alone, and there
only where those could stand in its list of cases; who may not see all of them does not open the report.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mla import access
from mla.models import Party, Request, User
from mla.tongues import said
from workflows.meetings import owners
from workflows.models import ActionItem, AgendaItem, Commitment, Meeting, Report, Standing
from workflows.reports.counting import Period
from workflows.reports.saying import pair

GOING_ON = ("open", "progress")
Step = dict[str, Any]


def actions(report: Report, period: Period, items: QuerySet[ActionItem]) -> list[Step]:
    """What is to be done, the most urgent first, and after it what was done: {source, meeting: {en, zh} (of a
    commitment none), text: {en, zh}, owner: {en, zh}, due_on (ISO 8601, may be empty), status: {en, zh}}.

    A report for the public names no person.
    """
    found = [*steps(report.party, period.as_of), *(_item(one, report, period) for one in items)]
    return sorted(found, key=lambda one: (one["is_done"], one["due_on"] or "9999", one["source"]))


def steps(party: Party | None, as_of: datetime) -> list[Step]:
    """The commitments that are not settled at that moment: those with a day, and those of which somebody noted how to
    go on."""
    rows = Commitment.objects.select_related("owner").prefetch_related("standings").order_by("code")
    found = (_step(one, as_of) for one in (rows.filter(meeting__parties=party) if party else rows))
    return [one for one in found if one]


def items(report: Report, period: Period, by: User) -> QuerySet[ActionItem]:
    """The open and done action items of the meetings held in the period, as far as this report may name them."""
    met = Meeting.objects.visible_to(by).filter(
        held_on__gte=period.first, held_on__lte=period.last, classification__lte=report.classification)
    if report.party:
        met = met.filter(parties=report.party)
    named = AgendaItem.requests.through.objects.all()
    if report.has_cases:
        listed = Request.objects.visible_to(by).filter(compartment=None, classification__lte=report.classification)
        named = named.exclude(request__in=listed.exclude(tlp__in=sorted(access.CLOSED)))
    found = ActionItem.objects.visible_to(by).filter(meeting__in=met, created_at__lte=period.as_of)
    known = found.exclude(status="cancelled").exclude(agenda__in=named.values("agendaitem"))
    return known.select_related("meeting", "owner", "authority").prefetch_related("changes").order_by("pk")


def rests_on(found: QuerySet[ActionItem]) -> list[int]:
    """The requests that the agenda names for these action items."""
    named = AgendaItem.requests.through.objects.filter(agendaitem__in=found.values("agenda"))
    return sorted(set(named.values_list("request", flat=True)))


def _step(one: Commitment, as_of: datetime) -> Step | None:
    noted = [each for each in one.standings.all() if each.at <= as_of]
    last = max(noted, key=lambda each: (each.at, each.pk), default=None)
    if (last and last.status not in GOING_ON) or not (last or one.due_on):
        return None
    told = {"en": last.reasons, "zh": last.reasons} if last else {"en": one.text_en, "zh": one.text_zh}
    status = dict(Standing.STATUSES)[last.status if last else "open"]
    return {
        "source": one.code, "meeting": None, "text": told, "owner": pair(one.owner) if one.owner else None,
        "due_on": one.due_on.isoformat() if one.due_on else "", "status": said(partial(str, status)), "is_done": False,
    }


def _item(one: ActionItem, report: Report, period: Period) -> Step:
    done = next((each for each in one.changes.all() if each.sort == "done" and each.at <= period.as_of), None)
    day = done.at.astimezone(period.zone).date().isoformat() if done else ""
    return {
        "source": one.code, "meeting": pair(one.meeting), "text": {"en": one.text_en, "zh": one.text_zh},
        "owner": owners.office(one) if report.is_public else owners.owner(one), "due_on": one.due_on.isoformat(),
        "status": said(partial(_state, day)), "is_done": bool(day),
    }


def _state(done_on: str) -> str:
    return _("done on %(day)s") % {"day": done_on} if done_on else pgettext("action item", "open")
