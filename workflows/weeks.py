"""Which deadlines fall on which day of a week? One week, Monday to Sunday, in the reader's zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mla.models import Party
from mla.tongues import tongue
from workflows.calendar_store import CALENDARS
from workflows.models import ActionItem, Clock

CAP = 20
"""How many clocks, and how many action items, the table shows of one day; the list has the rest."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day: whether it is today, whether our side works, and why not if a holiday says so."""

    day: date
    is_today: bool
    is_working: bool
    name: str
    clocks: list[Clock]
    actions: list[ActionItem]
    is_cut: bool


def read_day(text: str) -> date | None:
    """A day so written (2026-11-22), of this age; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 3000 else None


def bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The midnights that begin and end a day. A deadline at the last one belongs to this day."""
    begin, end = (datetime.combine(one, time(), zone).astimezone(UTC) for one in (day, day + _DAY))
    return begin, end


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday on, in one zone."""

    monday: date
    zone: ZoneInfo

    @classmethod
    def of(cls, text: str, now: datetime, zone: ZoneInfo) -> "Week":
        """The week that holds the day so written (2026-11-22), or else the present one."""
        day = read_day(text) or now.astimezone(zone).date()
        return cls(day - day.weekday() * _DAY, zone)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + 6 * _DAY

    @property
    def before(self) -> date:
        """The Monday of the week before."""
        return self.monday - 7 * _DAY

    @property
    def after(self) -> date:
        """The Monday of the week after."""
        return self.monday + 7 * _DAY

    @property
    def dates(self) -> list[date]:
        """Monday to Sunday."""
        return [self.monday + number * _DAY for number in range(7)]

    def days(self, clocks: list[Clock], actions: list[ActionItem], now: datetime, home: Party) -> list[Day]:
        """The seven days, each with the first of these clocks and action items that end on it, in the order given."""
        today, calendar = now.astimezone(self.zone).date(), CALENDARS.now().of(home.calendar)
        found = []
        for day in self.dates:
            here = [one for one in clocks if self.day_of(one.due_at) == day]
            owed = [one for one in actions if self.day_of(one.due_at) == day]
            found.append(Day(
                day=day, is_today=day == today, is_working=calendar.is_working(day),
                name=calendar.name_of(day, tongue()), clocks=here[:CAP], actions=owed[:CAP],
                is_cut=max(len(here), len(owed)) > CAP,
            ))
        return found

    def day_of(self, due_at: datetime) -> date:
        """The last day that is in time."""
        return (due_at - timedelta.resolution).astimezone(self.zone).date()
