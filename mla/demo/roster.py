"""Who is on duty in the demo? The duty officer by day and by night, the heads in turn, for a week from a moment."""

from datetime import datetime, timedelta

from mla.models import DutyShift, User

ZONE = "America/New_York"
TURNS = (("gus", "working"), ("sam", "leadership"), ("gus", "working"), ("dov", "leadership"))
LENGTH = timedelta(days=3, hours=12)


def make_roster(cast: dict[str, User], now: datetime) -> None:
    """Two shifts at each level, one after the other; a roster that reaches beyond the moment stays as it is."""
    if DutyShift.objects.from_now(now).exists():
        return
    begin = now.replace(minute=0, second=0, microsecond=0)
    for number, (name, level) in enumerate(TURNS):
        begins = begin + LENGTH * (number // 2)
        DutyShift.objects.create(officer=cast[name], level=level, begins_at=begins, ends_at=begins + LENGTH, zone=ZONE)
