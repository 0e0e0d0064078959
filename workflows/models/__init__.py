"""Turns and time. Import them from here."""

from workflows.models.actions import ActionChange, ActionItem, ActionRung
from workflows.models.alerts import Alert, Feed, Pulse
from workflows.models.calendars import CalendarDay, CalendarVersion
from workflows.models.clocks import LIVE, Clock, ClockChange, ClockEntry, Rung, Wake
from workflows.models.commitments import Commitment, Meeting, Standing
from workflows.models.desks import Absence, Reading, SavedView
from workflows.models.measures import Measure, PastChange
from workflows.models.meetings import AgendaItem, Minutes, Participant
from workflows.models.reports import Reconciliation, Report, SentList
from workflows.models.rules import ClockRule
from workflows.models.search import SearchMark, SearchText
from workflows.models.stages import Stage, Task, TaskQuerySet

__all__ = [
    "LIVE",
    "Absence",
    "ActionChange",
    "ActionItem",
    "ActionRung",
    "AgendaItem",
    "Alert",
    "CalendarDay",
    "CalendarVersion",
    "Clock",
    "ClockChange",
    "ClockEntry",
    "ClockRule",
    "Commitment",
    "Feed",
    "Measure",
    "Meeting",
    "Minutes",
    "Participant",
    "PastChange",
    "Pulse",
    "Reading",
    "Reconciliation",
    "Report",
    "Rung",
    "SavedView",
    "SearchMark",
    "SearchText",
    "SentList",
    "Stage",
    "Standing",
    "Task",
    "TaskQuerySet",
    "Wake",
]
