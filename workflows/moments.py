"""How near is a deadline, and how is a moment put for the page's components? In both capitals."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mla.models import Party, User
from mla.moments import capital, in_capital, written


@dataclass(frozen=True, slots=True)
class Capitals:
    """The two places whose times a page shows."""

    home: Party
    away: Party | None = None

    def times(self, moment: datetime) -> list[dict[str, Any]]:
        """For `components/_both_times.html`."""
        return [
            {"place": capital(party), "moment": written(moment, party.tz), "iso": moment.isoformat()}
            for party in (self.home, self.away)
            if party
        ]

    def at_home(self, moment: datetime) -> str:
        """“Washington Thu 19 Nov 2026 17:00”."""
        return in_capital(moment, self.home)

    def at_away(self, moment: datetime) -> str:
        """The same moment in the other capital; empty without one."""
        return in_capital(moment, self.away) if self.away else ""

    def last_minute(self, due_at: datetime) -> datetime:
        """A deadline of whole days ends at midnight: show the day it ends, not the next."""
        zones = [party.tz for party in (self.home, self.away) if party]
        if any(due_at.astimezone(zone).time() == time() for zone in zones):
            return due_at - timedelta(minutes=1)
        return due_at


def tone_of(due_at: datetime, now: datetime, home: Party) -> str:
    """`overdue`, `today`, `soon` (within three days) or `ok`, by the days of the home capital."""
    if due_at <= now:
        return "overdue"
    if due_at <= today_until(now, home):
        return "today"
    return "soon" if due_at <= soon_until(now, home) else "ok"


def today_until(now: datetime, home: Party) -> datetime:
    """The midnight that ends today, at home."""
    return days_until(0, now, home)


def soon_until(now: datetime, home: Party) -> datetime:
    """Midnight after the third day from now, at home."""
    return days_until(3, now, home)


def zone_of(user: User, home: Party) -> ZoneInfo:
    """Where the reader types and reads moments: their own zone or the home capital's."""
    return ZoneInfo(user.zone) if user.zone else home.tz


def week_until(now: datetime, home: Party) -> datetime:
    """Midnight after the seventh day from now, at home."""
    return days_until(7, now, home)


def days_until(days: int, now: datetime, home: Party) -> datetime:
    """Midnight after that day from now, at home; the present day is day 0."""
    return _midnight_after(home.day(now) + timedelta(days=days), home.tz)


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
