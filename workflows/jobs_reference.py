"""Which jobs follow a new calendar or a new rule? Each is idempotent: what it has done it does not do again."""

import logging

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mla.models import User
from workflows import calendar_moves, rule_versions
from workflows.models import CalendarVersion, ClockRule

_log = logging.getLogger(__name__)
_AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)  # with the priority of what somebody waits for


@app.task(name="move_by_calendar", retry=_AGAIN, priority=1)
def move_by_calendar(version_id: int, by_id: int | None) -> None:
    """Move the live clocks to a calendar just published, and tell whose turn it is."""
    version, by = CalendarVersion.objects.get(pk=version_id), _user(by_id)
    moved = calendar_moves.move(version, by=by, now=timezone.now())
    _log.info("calendar %s: %s ends moved", version, moved)


@app.task(name="move_by_rule", retry=_AGAIN, priority=1)
def move_by_rule(rule_id: int, told: str, by_id: int | None) -> None:
    """Move the live clocks of a rule to one of its versions, as an administrator has confirmed."""
    rule, by = ClockRule.objects.get(pk=rule_id), _user(by_id)
    moved = rule_versions.migrate(rule, told=told, by=by, now=timezone.now())
    _log.info("rule %s, version %s: %s ends moved", rule.code, rule.version, moved)


@app.periodic(cron="7 * * * *", periodic_id="repair_calendars")
@app.task(name="repair_calendars", queueing_lock="repair_calendars", pass_context=False)
def repair_calendars(timestamp: int) -> None:
    """Each hour: what a job that failed for good has left undone."""
    for version in calendar_moves.unfinished():
        calendar_moves.move(version, by=None, now=timezone.now())


def _user(pk: int | None) -> User | None:
    return None if pk is None else User.objects.filter(pk=pk).first()
