"""Who is on duty for the hotline, and how are its calls dealt with? Tests are counted apart."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from mla.models import DutyShift, Request, User
from mla.moments import written
from mla.vocabulary import State
from workflows.models import Clock

PAST = timedelta(days=90)
MOST = 60
"""How many shifts the roster shows, those that end first."""


@dataclass(slots=True)
class Tally:
    """Calls of one sort: how many, and of those called how many were answered within the hours, later, or not yet."""

    calls: int = 0
    in_time: int = 0
    late: int = 0
    unanswered: int = 0
    answered: dict[str, str] = field(default_factory=lambda: {"met": "in_time", "met_late": "late",
                                                              "running": "unanswered", "paused": "unanswered"})

    def count(self, status: str | None) -> None:
        """One call more; `status` is that of its clock, None where nobody called yet."""
        self.calls += 1
        if name := self.answered.get(status or ""):
            setattr(self, name, getattr(self, name) + 1)


def rows(now: datetime) -> list[dict[str, Any]]:
    """The shifts that run or come, each in its own zone."""
    return [
        {"shift": one, "begins": written(one.begins_at, one.tz), "ends": written(one.ends_at, one.tz),
         "is_now": one.begins_at <= now}
        for one in DutyShift.objects.from_now(now)[:MOST]
    ]


def tallies(user: User, now: datetime) -> dict[str, Tally]:
    """The calls of the last days that this person may see: `real` ones, and each `test`."""
    calls = _calls(user, now)
    status = dict(Clock.objects.filter(request__in=calls.values("pk"), rule__code="ACK-HOTLINE")
                  .order_by("pk").values_list("request", "status"))
    found = {"real": Tally(), "test": Tally()}
    for pk, is_test in calls.values_list("pk", "details__is_test"):
        found["test" if is_test else "real"].count(status.get(pk))
    return found


def _calls(user: User, now: datetime) -> QuerySet[Request]:
    visible = Request.objects.visible_to(user).filter(kind="hotline", created_at__gt=now - PAST)
    return visible.exclude(state=State.DRAFT).order_by()
