"""What is done after an act, by a worker? Printing letters, and finding again whatever a crash left undone."""

import hashlib
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from documents import packing, pages, pdf, press, store, tokens
from documents.models import Letter

if TYPE_CHECKING:
    from documents import seal

LOG = logging.getLogger(__name__)
_LONGEST = 500  # signs of a failure
_PRINTED = (
    "html", "template_version", "renderer", "pages", "unsealed_sha256", "rendered_at", "sha256", "size", "certificate",
    "sealed_by", "has_timestamp", "failure",
)
_PATIENCE = timedelta(minutes=1)


def lock_of(letter_id: int) -> str:
    """At most one waiting job a letter."""
    return f"letter-{letter_id}"


@app.task(name="render_letter", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def render_letter(letter_id: int) -> None:
    """Print and seal one letter. The file is kept first, then the row is told, if no other worker was faster.

    What can succeed later (a timestamp service that is down) fails the job, which is tried again; what cannot is said
    on the letter. A crash leaves at worst a file that no row names.
    """
    letter = Letter.objects.select_related("supersedes").get(pk=letter_id)
    if letter.is_rendered:
        return
    unprinted = Letter.objects.filter(pk=letter_id, sha256="")
    unprinted.filter(printing_since=None).update(printing_since=timezone.now())
    letter.refresh_from_db(fields=["printing_since"])
    try:
        sealed = _sealed(letter)
    except (pdf.Unprintable, pdf.Unsealable) as flaw:
        unprinted.update(failure=str(flaw)[:_LONGEST], printing_since=None)
        return
    letter.sha256, letter.size, letter.failure = store.put(sealed.content), len(sealed.content), ""
    letter.certificate, letter.sealed_by = sealed.certificate, sealed.owner
    letter.has_timestamp = sealed.has_timestamp
    if not unprinted.update(**{name: getattr(letter, name) for name in _PRINTED}):
        _forget(letter)


def _sealed(letter: Letter) -> "seal.Sealed":
    """The PDF with its seal; fills in what the row says of its printing.

    The moment of the seal is when printing first began, so that an attempt after a crash makes the same bytes again;
    beside a timestamp it is the present, or the two would contradict each other.
    """
    from documents import seal  # noqa: PLC0415 -- slow import

    seal.may()
    letter.html = pages.page(letter.template, letter.snapshot, tokens.block(letter.number, letter.token))
    if (installed := pages.version(letter.template)) != letter.template_version:
        LOG.warning("Letter %s was issued by an older template and is printed by the installed one", letter.number)
        letter.template_version = installed
    letter.renderer = pdf.renderer()
    unsealed, letter.pages = press.printed(letter.html, packing.embedded(letter))
    letter.unsealed_sha256 = hashlib.sha256(unsealed).hexdigest()
    began = letter.printing_since or timezone.now()
    letter.rendered_at = timezone.now() if settings.MLA_TSA_URL else began
    return seal.put_on(unsealed, at=letter.rendered_at)


def _forget(letter: Letter) -> None:
    """Another worker was faster: our file goes, unless it is the very same."""
    if not Letter.objects.filter(sha256=letter.sha256).exists():
        store.path(letter.sha256).unlink(missing_ok=True)


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
    """A job for each letter that has been without PDF for more than a minute, and without a reason that stays.

    A letter that had no seal for lack of a key is printed once there is one.
    """
    now = timezone.now()
    waiting = Q(failure="")
    if (unsealed := Letter.objects.filter(sha256="", failure__startswith=pdf.NOT_SEALED)).exists() and _may_seal():
        waiting |= Q(pk__in=unsealed)
    overdue = Letter.objects.filter(waiting, sha256="", issued_at__lt=now - _PATIENCE)
    for letter_id in overdue.order_by("pk").values_list("pk", flat=True)[:200]:
        try:
            with transaction.atomic():
                render_letter.configure(queueing_lock=lock_of(letter_id)).defer(letter_id=letter_id)
        except AlreadyEnqueued:
            continue


def _may_seal() -> bool:
    from documents import seal  # noqa: PLC0415 -- slow import

    try:
        seal.may()
    except pdf.Unsealable:
        return False
    return True
