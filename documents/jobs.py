"""What is done after an act, by a worker? Printing letters, and finding again whatever a crash left undone."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from documents import pages, pdf, store
from documents.models import Letter

LOG = logging.getLogger(__name__)
_PATIENCE = timedelta(minutes=1)


def lock_of(letter_id: int) -> str:
    """At most one waiting job a letter."""
    return f"letter-{letter_id}"


@app.task(name="render_letter", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def render_letter(letter_id: int) -> None:
    """Print one letter. The file is kept first, then the row is told, if no other worker was faster.

    A crash between the two leaves a file that the next run finds again: the same page gives the same bytes.
    """
    letter = Letter.objects.get(pk=letter_id)
    if letter.is_rendered:
        return
    unprinted = Letter.objects.filter(pk=letter_id, sha256="")
    html = pages.page(letter.template, letter.snapshot)
    try:
        content, length = pdf.render(html)
    except pdf.Unprintable as flaw:
        unprinted.update(failure=str(flaw))
        return
    digest = store.put(content)
    unprinted.update(
        sha256=digest, size=len(content), pages=length, html=html, renderer=pdf.renderer(), rendered_at=timezone.now(), failure="",
    )


@app.periodic(cron="* * * * *")
@app.task(name="repair_letters", queueing_lock="repair_letters", pass_context=False)
async def repair(timestamp: int) -> None:
    """Every minute: jobs of dead workers run again, and letters without a PDF get a job."""
    for job in await app.job_manager.get_stalled_jobs():
        LOG.warning("Job %s stalled and is queued again", job.id)
        await app.job_manager.retry_job(job)
    try:
        await queue_unprinted.defer_async()
    except AlreadyEnqueued:
        return


@app.task(name="queue_unprinted", queueing_lock="queue_unprinted")
def queue_unprinted() -> None:
    """A job for each letter that has been without PDF, and without a reason for it, for more than a minute."""
    overdue = Letter.objects.filter(sha256="", failure="", issued_at__lt=timezone.now() - _PATIENCE)
    for letter_id in overdue.order_by("pk").values_list("pk", flat=True)[:200]:
        try:
            with transaction.atomic():
                render_letter.configure(queueing_lock=lock_of(letter_id)).defer(letter_id=letter_id)
        except AlreadyEnqueued:
            continue
