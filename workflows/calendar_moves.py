"""Which clocks does a version of a calendar move? Before it is published as a preview, afterwards for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from mla.models import User
from workflows import calendar_alerts, calendar_versions, reprojection
from workflows.calendar_store import CALENDARS, calendar_of
from workflows.models import CalendarVersion, Clock
from workflows.reprojection import Move


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the live clocks that count by a calendar do so by its newest version."""

    done: int
    total: int

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == self.total


def preview(draft: CalendarVersion) -> Iterator[Move]:
    """The ends that the draft would move, and those that would rest on a published year from then on."""
    calendars = CALENDARS.now().with_one(calendar_of(draft))
    found = reprojection.moves(reprojection.counting_by(draft.code), calendars=calendars)
    return (move for move in found if move.is_told or move.flaw)


def move(version: CalendarVersion, *, by: User | None, now: datetime) -> int:
    """Move the live clocks to the published version and tell whose turn it is; how many ends the journal tells of.

    A version that another has followed moves nothing: that is for the newer one. Run again, it does what is left.
    """
    if version != calendar_versions.newest(version.code):
        return 0
    told = f"{version}: {version.reason}"
    moved = reprojection.apply(reprojection.moves(left(version)), cause="calendar", told=told, by=by, now=now)
    calendar_alerts.alert(version, now=now)
    return moved


def left(version: CalendarVersion) -> QuerySet[Clock]:
    """The live clocks that do not count by the published version yet."""
    return reprojection.counting_by(version.code).exclude(calendar_version=str(version))


def progress(version: CalendarVersion) -> Progress:
    """How far the move has come. Two counts."""
    total = reprojection.counting_by(version.code).count()
    return Progress(total - left(version).count(), total)


def unfinished() -> list[CalendarVersion]:
    """The newest versions that live clocks do not count by yet."""
    published = CalendarVersion.objects.filter(is_draft=False).order_by("code", "-number").distinct("code")
    return [version for version in published if left(version).exists()]
