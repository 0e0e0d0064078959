"""The binding of case files by a worker: ordered with its job in one transaction, and found again after a crash."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer

from documents import binding, store
from documents.models import CaseFile
from mla import access
from mla.exceptions import PermissionDenied
from mla.models import Request, User
from workflows import case_files

_PATIENCE = timedelta(minutes=1)


def order(request: Request, *, by: User, now: datetime) -> CaseFile:
    """A new order, recorded, with its job; the person's own order that is not done yet is returned instead.

    Raises PermissionDenied for whoever only reads.
    """
    if not access.may_order(by):
        raise PermissionDenied
    with transaction.atomic():
        held = Request.objects.select_for_update().get(pk=request.pk)
        waiting = CaseFile.objects.filter(request=held, ordered_by=by, sha256="", failure="").first()
        if waiting:
            return waiting
        found = CaseFile.objects.create(request=held, ordered_by=by, ordered_at=now)
        held.record("bind", by=by, now=now, case_file=found.pk)
        _job(found.pk).defer(case_file_id=found.pk)
    return found


@app.task(name="bind_case_file", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def bind(case_file_id: int) -> None:
    """Bind one case file. The file is kept first, then the row is told; a second run finds nothing to do."""
    found = CaseFile.objects.select_related("request__counterpart", "ordered_by").get(pk=case_file_id)
    if found.sha256 or found.failure:
        return
    unbound = CaseFile.objects.filter(pk=case_file_id, sha256="")
    try:
        content, length = case_files.bound(found, progress=lambda done, total: unbound.update(done=done, total=total))
    except binding.Unbindable as flaw:
        unbound.update(failure=str(flaw))
        return
    unbound.update(sha256=store.put(content), pages=length)


@app.periodic(cron="* * * * *")
@app.task(name="repair_case_files", queueing_lock="repair_case_files", pass_context=False)
def repair(timestamp: int) -> None:
    """Every minute: a job for each case file that is not bound and has none."""
    overdue = CaseFile.objects.filter(sha256="", failure="", ordered_at__lt=timezone.now() - _PATIENCE)
    for case_file_id in overdue.order_by("pk").values_list("pk", flat=True)[:200]:
        try:
            with transaction.atomic():
                _job(case_file_id).defer(case_file_id=case_file_id)
        except AlreadyEnqueued:
            continue


def _job(case_file_id: int) -> JobDeferrer:
    """At most one waiting job a case file, and never two at work on it."""
    name = f"case-file-{case_file_id}"
    return bind.configure(queueing_lock=name, lock=name)
