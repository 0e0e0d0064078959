"""The printing of reports and minutes by a worker: deferred with the sign-off in one transaction, and found again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer

from documents import papers
from documents.models import Paper
from mla.models import Party, User
from workflows.meetings import minutes as minutes_of_meetings
from workflows.models import Minutes, Report, SentList
from workflows.reports import freezing, lists

_PATIENCE = timedelta(minutes=1)


def sign(report: Report, *, by: User) -> Report:
    """Sign the report off, and defer the printing of its paper."""
    with transaction.atomic():
        signed = freezing.sign(report, by=by, now=timezone.now())
        _job(signed.paper_id).defer(paper_id=signed.paper_id)
    return signed


def send_list(party: Party, *, by: User) -> SentList:
    """Make our list for the other side, and defer the printing of its paper."""
    with transaction.atomic():
        made = lists.export(party, by=by, now=timezone.now())
        _job(made.paper_id).defer(paper_id=made.paper_id)
    return made


def sign_minutes(minutes: Minutes, *, by: User, now: datetime) -> Minutes:
    """Sign the minutes of a meeting, and defer the printing of their paper."""
    with transaction.atomic():
        signed = minutes_of_meetings.sign(minutes, by=by, now=now)
        _job(signed.paper_id).defer(paper_id=signed.paper_id)
    return signed


@app.task(name="print_paper", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def print_paper(paper_id: int) -> None:
    """Print and seal one paper; a second run finds nothing to do."""
    papers.print_and_seal(paper_id)


@app.periodic(cron="* * * * *")
@app.task(name="repair_papers", queueing_lock="repair_papers", pass_context=False)
def repair(timestamp: int) -> None:
    """Every minute: a job for each paper that is not printed, has no reason that stays, and has none."""
    overdue = Paper.objects.filter(sha256="", failure="", issued_at__lt=timezone.now() - _PATIENCE)
    for paper_id in overdue.order_by("pk").values_list("pk", flat=True)[:200]:
        try:
            with transaction.atomic():
                _job(paper_id).defer(paper_id=paper_id)
        except AlreadyEnqueued:
            continue


def _job(paper_id: int | None) -> JobDeferrer:
    return print_paper.configure(queueing_lock=f"paper-{paper_id}", lock=f"paper-{paper_id}")
