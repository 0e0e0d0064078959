"""How far is a moment from now? In hours or working days, with the exact moment in both capitals beside it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mla import reference
from mla.models import Party
from workflows.calendar_store import CALENDARS
from workflows.calendars import Versioned
from workflows.moments import Capitals

FAR = 30
"""From so many days on, days are counted and not working days."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Now:
    """The present moment in the home capital, and the calendar by which its working days are counted."""

    moment: datetime
    home: Party
    calendar: Versioned

    @classmethod
    def at(cls, moment: datetime, home: Party) -> "Now":
        """By the calendar of the home party; one query for the stamp of the reference data."""
        return cls(moment, home, CALENDARS.at(reference.stamp()).of(home.calendar))

    def told(self, moment: datetime, away: Party | None = None) -> dict[str, Any]:
        """For `components/_moment.html`: how far, and when exactly in each capital."""
        capitals = Capitals(self.home, away)
        return {"about": self.about(moment), "times": capitals.times(moment), "iso": moment.isoformat()}

    def about(self, moment: datetime) -> str:
        """“in 3 working days”, “2 hours ago”."""
        span = self._span(moment)
        if abs(moment - self.moment) < timedelta(minutes=1):
            return _("now")
        return (_("in %(span)s") if moment > self.moment else _("%(span)s ago")) % {"span": span}

    def _span(self, moment: datetime) -> str:
        here, there = (one.astimezone(self.home.tz).date() for one in (self.moment, moment))
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
    minutes = int(apart.total_seconds()) // 60
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
