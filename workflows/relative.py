"""How far is a moment from now? In hours or working days, with the exact moment in both capitals beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mla import reference
from mla.models import Party
from workflows.calendar_store import CALENDARS
from workflows.calendars import Versioned
from workflows.moments import Capitals, tone_of

FAR = 30
"""From so many days on, days are counted and not working days."""
_DAY = timedelta(days=1)
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Now:
    """The present moment in the home capital, and the calendar by which its working days are counted; one a page."""

    moment: datetime
    home: Party
    calendar: Versioned
    _numbers: Iterator[int] = field(default_factory=count, compare=False, repr=False)

    @classmethod
    def at(cls, moment: datetime) -> "Now":
        """By the calendar of the office's own party; one query, for the stamp of the reference data."""
        stamp = reference.stamp()
        home = reference.home(reference.PARTIES.at(stamp))
        return cls(moment, home, CALENDARS.at(stamp).of(home.calendar))

    @property
    def today(self) -> date:
        """The day in the home capital."""
        return self.home.day(self.moment)

    def told(self, moment: datetime, away: Party | None = None) -> Told:
        """For `components/_moment.html`: how far, and when exactly in each capital; `id` is its own on the page."""
        times = Capitals(self.home, away).times(moment)
        return {
            "about": self.about(moment), "times": times, "iso": moment.isoformat(),
            "id": f"moment-{next(self._numbers)}",
        }

    def due(
        self, due_at: datetime | None, away: Party | None = None, *, is_stopped: bool = False,
        last: datetime | None = None,
    ) -> Told | None:
        """For `components/_due_badge.html`; None where nothing is owed; no moments while the clock stands still.

        `last` is the last minute in time, where the caller knows it better than by the midnights of the capitals.
        """
        if due_at is None:
            return None
        if is_stopped:
            return {"label": _("Paused"), "tone": "stopped", "iso": due_at.isoformat(), "times": []}
        last = last or Capitals(self.home, away).last_minute(due_at)
        tone = tone_of(due_at, self.moment, self.home)
        return {**self.told(last, away), "label": self._said(tone, last), "tone": tone, "iso": due_at.isoformat()}

    def about(self, moment: datetime) -> str:
        """“in 3 working days”, “2 hours ago”."""
        span = self._span(moment)
        if abs(moment - self.moment) < timedelta(minutes=1):
            return _("now")
        return (_("in %(span)s") if moment > self.moment else _("%(span)s ago")) % {"span": span}

    def _said(self, tone: str, moment: datetime) -> str:
        """The words of a badge: they say what its colour says."""
        if tone == "overdue":
            return _("Overdue by %(span)s") % {"span": self._span(moment)}
        words = {"today": _("Today: %(left)s"), "soon": _("Soon: %(left)s")}
        about = self.about(moment)
        return words[tone] % {"left": about} if tone in words else capfirst(about)

    def _span(self, moment: datetime) -> str:
        here, there = (self.home.day(one) for one in (self.moment, moment))
        apart = abs(moment - self.moment)
        if here == there or apart < timedelta(hours=12):
            return _hours(apart)
        days = abs((there - here).days)
        if days > FAR:
            return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
        worked = self._worked(min(here, there), max(here, there))
        return ngettext("%(n)d working day", "%(n)d working days", worked) % {"n": worked}

    def _worked(self, first: date, last: date) -> int:
        """The working days after the first day up to the last; a stretch of days off counts as one."""
        days = (first + nth * _DAY for nth in range(1, (last - first).days + 1))
        return sum(map(self.calendar.is_working, days)) or 1


def _hours(apart: timedelta) -> str:
    minutes = max(int(apart.total_seconds()) // 60, 1)
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
