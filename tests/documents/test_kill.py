"""Workers that are killed while they print: no letter is lost, none is printed twice, none has two files."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from documents import jobs, store
from documents.models import Letter
from workflows.models import Clock

KILLS = 5
PATIENCE = 400  # seconds that a worker may take on a busy machine


@pytest.fixture
def own_office(transactional_db, settings, tmp_path):
    """Files of its own, and no job before and none after: the flush of the tables leaves out the queue's."""
    settings.DATA_DIR = tmp_path
    sql("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    yield
    sql("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.mark.slow
@pytest.mark.timeout(900)  # six workers start, each with a child that prints
@pytest.mark.django_db(transaction=True)
def test_killed_workers_lose_nothing_and_double_nothing(own_office, a_request):
    for direction in ("out", "in") * 6:
        a_request("execution", direction=direction)
    Clock.objects.update(wake_at=None)  # these requests are months old: a worker's sweep would send reminders
    numbers = dict(Letter.objects.values_list("pk", "number"))
    assert (len(numbers) >= 30, Letter.objects.exclude(sha256="").count()) == (True, 0)
    sql("DELETE FROM procrastinate_jobs WHERE args ->> 'letter_id' = %s", str(max(numbers)))  # a job that got lost

    chance = random.Random(20261122)
    for _kill in range(KILLS):
        kill_while_printing(chance.uniform(0, 0.6))
    sql("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")  # as if time had passed
    half = Letter.objects.exclude(sha256="").count()
    assert 0 < half < len(numbers)
    with suppress(AlreadyEnqueued):  # the last worker's clock may have struck a minute
        jobs.repair.defer(timestamp=0)
    for _turn in range(2):  # the second prints what the first may have queued again just before it ended
        with worker("--one-shot") as last:
            assert last.wait(PATIENCE) == 0

    letters = list(Letter.objects.all())
    assert {one.pk: one.number for one in letters} == numbers
    assert [one.number for one in letters if hashlib.sha256(store.read(one.sha256)).hexdigest() != one.sha256] == []
    assert sorted(files()) == sorted(one.sha256 for one in letters)
    assert {one.size for one in letters} == {len(store.read(one.sha256)) for one in letters}
    left = ProcrastinateJob.objects.filter(task_name="render_letter").exclude(status="succeeded")
    assert list(left.values_list("id", "status")) == []


def kill_while_printing(delay):
    """Start a worker, wait until it has printed something more and has another letter in hand, and kill it."""
    printed, held = Letter.objects.exclude(sha256="").count(), doing()
    with worker() as running:
        end = time.monotonic() + PATIENCE
        while Letter.objects.exclude(sha256="").count() == printed or doing() == held:
            assert running.poll() is None, "the worker ended by itself"
            assert time.monotonic() < end, "the worker prints nothing"
            time.sleep(0.02)
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        assert running.wait(10) == -signal.SIGKILL


def doing():
    return set(ProcrastinateJob.objects.filter(status="doing").values_list("id", flat=True))


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def worker(*options):
    """A worker of its own process on the test's database and files."""
    place = connection.settings_dict
    url = f"postgresql://{place['USER']}:{place['PASSWORD']}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    environment = {**os.environ, "DATABASE_URL": url, "MLA_DATA": str(settings.DATA_DIR), "MLA_DEMO": "1"}
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "2", *options]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def files():
    """The names of the kept files."""
    return {one.name for one in (Path(settings.DATA_DIR) / "files").rglob("*") if len(one.name) == 64}
