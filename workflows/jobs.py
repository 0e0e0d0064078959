"""Which jobs run by themselves? Each is idempotent and can be derived again from rows of the domain."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from workflows import (
    audience,
    chain,
    escalation,
    health,
    jobs_binding,
    jobs_digest,
    jobs_reference,
    jobs_reports,
    jobs_search,
    messages,
    news,
    sweeping,
)
from workflows.meetings import watching
from workflows.sweeping import Claim

# procrastinate finds a task in the modules that `jobs` imports
__all__ = ["jobs_binding", "jobs_digest", "jobs_reference", "jobs_reports", "jobs_search", "queue", "sweep_clocks"]
_PATIENT = RetryStrategy(max_attempts=8, exponential_wait=4)  # the last after about six hours


@app.periodic(cron="* * * * *", periodic_id="sweep_clocks")
@app.task(name="sweep_clocks", queueing_lock="sweep_clocks", pass_context=False)
def sweep_clocks(timestamp: int) -> None:
    """Each minute, until no clock and no action item is due: the moment is the real one, so a late run catches up."""
    now = timezone.now()
    with health.pulse(health.SWEEP, now=now, oldest=sweeping.oldest_due(now)) as beat:
        swept = sweeping.look(now=now, then=queue)
        beat.seen = swept.seen + watching.sweep(now=now)
        if swept.unreadable:
            beat.failure = f"The rules of these clocks cannot be read: {', '.join(map(str, swept.unreadable))}"


def queue(claims: list[Claim], now: datetime) -> None:
    """Leave the telling and the reminders of a batch to jobs, in the transaction that claims its rungs."""
    if told := [one.rung for one in claims if one.step.to]:
        tell_of_rungs.defer(rungs=told)
    for one in claims:
        if one.step.letter:
            issue_reminder.defer(rung=one.rung)


@app.task(name="tell_of_rungs", retry=_PATIENT)
def tell_of_rungs(rungs: list[int]) -> None:
    """Write the messages of these rungs, each once; the next run of `send_messages` sends them."""
    audience.tell(rungs, now=timezone.now())


@app.task(name="issue_reminder", retry=_PATIENT)
def issue_reminder(rung: int) -> None:
    """Send the reminder that a rung asks for, at most once; an act that holds the request goes first."""
    escalation.remind(rung, now=timezone.now())


@app.periodic(cron="* * * * *", periodic_id="send_messages")
@app.task(name="send_messages", queueing_lock="send_messages", lock="send_messages", pass_context=False)
def send_messages(timestamp: int) -> None:
    """Each minute: what has happened, and what has not been tried yet. What fails is tried again on its own."""
    news.gather(now=timezone.now())
    for alert in messages.send_new(now=timezone.now()):
        _again(alert)


@app.periodic(cron="23 * * * *", periodic_id="retry_messages")
@app.task(name="retry_messages", queueing_lock="retry_messages", pass_context=False)
def retry_messages(timestamp: int) -> None:
    """Each hour: a job for every message that failed and has none, whatever became of it."""
    for alert in messages.failed(timezone.now()):
        _again(alert)


@app.task(name="send_again", retry=_PATIENT)
def send_again(alert: int) -> None:
    """One message once more."""
    messages.send(alert, now=timezone.now())


def _again(alert: int) -> None:
    """At most one waiting job a message."""
    try:
        with transaction.atomic():
            again = send_again.configure(queueing_lock=f"message-{alert}", schedule_in={"minutes": 1})
            again.defer(alert=alert)
    except AlreadyEnqueued:
        return


@app.periodic(cron="* * * * *", periodic_id="watch_sweep")
@app.task(name="watch_sweep", queueing_lock="watch_sweep", pass_context=False)
def watch_sweep(timestamp: int) -> None:
    """Each minute: a sweep that has fallen silent is told to those who can do something about it, once an outage."""
    health.raise_alarm(now=timezone.now())


@app.periodic(cron="17 2 * * *", periodic_id="walk_record")
@app.task(name="walk_record", queueing_lock="walk_record", pass_context=False)
def walk_record(timestamp: int) -> None:
    """Each night: is every chain of the record whole?"""
    chain.walk(now=timezone.now())
