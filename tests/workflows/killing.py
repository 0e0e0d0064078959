"""Workers that sweep while time goes on, two at a time, each killed at a random moment: a program of its own.

`python -m tests.workflows.killing BEGIN STEP_HOURS ROUNDS SEED` forks its workers from one process that has set up
Django, so that a kill costs milliseconds. It prints how many were killed, and how many of them inside a batch.
"""

import mmap
import os
import random
import signal
import sys
import time
from datetime import datetime, timedelta

import django

SWEEPING, READY = 0, 1
LONGEST = 0.08  # seconds between the start of a worker and its end
PATIENCE = 120  # seconds that it may take to begin on a busy machine


def main(begin: str, step: str, rounds: str, seed: str) -> None:
    django.setup()
    from django.db import connections  # noqa: PLC0415 -- after the set-up

    from mla import reference  # noqa: PLC0415 -- after the set-up
    from workflows.rules import RULES  # noqa: PLC0415 -- after the set-up

    for kept in (reference.PARTIES, reference.AUTHORITIES, RULES):
        kept.now()  # what a worker has read before, its successors inherit
    connections.close_all()
    chance, inside, kills = random.Random(int(seed)), 0, 0
    for number in range(int(rounds)):
        now = datetime.fromisoformat(begin) + timedelta(hours=float(step)) * number
        workers = [start(now), start(now)]
        for pid, marks in sorted(workers, key=lambda _: chance.random()):
            wait_for(marks)
            time.sleep(chance.uniform(0, LONGEST))
            os.kill(pid, signal.SIGKILL)
            _pid, status = os.waitpid(pid, 0)
            assert os.WTERMSIG(status) == signal.SIGKILL, "a worker ended by itself"
            kills, inside = kills + 1, inside + marks[SWEEPING]
    print(kills, inside)


def start(now: datetime) -> tuple[int, mmap.mmap]:
    marks = mmap.mmap(-1, 2)  # shared with the child: a killed process still tells where it was
    if pid := os.fork():
        return pid, marks
    try:
        sweep_for_ever(now, marks)
    finally:
        os._exit(1)


def sweep_for_ever(now: datetime, marks: mmap.mmap) -> None:
    from workflows import sweeping  # noqa: PLC0415 -- after the set-up

    while True:
        marks[SWEEPING] = marks[READY] = 1
        seen = sweeping.sweep(now=now, limit=4)
        marks[SWEEPING] = 0
        if not seen:
            time.sleep(0.001)


def wait_for(marks: mmap.mmap) -> None:
    end = time.monotonic() + PATIENCE
    while not marks[READY]:
        assert time.monotonic() < end, "a worker does not begin"
        time.sleep(0.0005)


if __name__ == "__main__":
    main(*sys.argv[1:])
