"""Sweeps that are killed: every rung that came due is claimed, recorded and told exactly once, and none is missed."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from mla.models import Authority, Event, Request, User
from mla.verification import breaks
from tests.workflows.office import Office, open_office, washington
from tests.workflows.one_rule import rewrite
from workflows import ladders, sweeping
from workflows.models import Alert, Clock, Rung

REQUESTS, CLOCKS, ROUNDS, STEP = 40, 8, 100, 4  # two kills a round; hours from one round to the next
RECEIVED = washington("2026-06-01 09:00")
PATIENCE = 120  # seconds on a busy machine
ATS = ("50%", *(f"-{days}d" for days in range(9, 0, -1)), "-6h", "due", "+1d", "+2d")


@pytest.fixture
def office(settings, shipped_rules, real_transactions) -> Office:
    """Many requests with many clocks each, whose rungs come one after the other over two weeks."""
    rewrite("DECISION", ladder=[{"at": at, "to": ["supervisor"]} for at in ATS])
    first = open_office(settings, "US", "in")
    first.act("receive", RECEIVED)
    template = first.clock("DECISION")
    Clock.objects.exclude(pk=template.pk).update(wake_at=None)
    copies = [_copy(template, _request(first.request), hours=number) for number in range(REQUESTS)]
    Clock.objects.bulk_create(one for listed in copies for one in listed)
    head = User.objects.create(username="head", clearance=3)
    head.memberships.create(authority=Authority.objects.get(code="US-OIA"), role="supervisor")
    return first


def _request(template: Request) -> Request:
    """The same request again, with a record of its own."""
    request = Request.objects.get(pk=template.pk)
    request.pk = None
    request.save(force_insert=True)
    request.record("receive", by=None, now=RECEIVED)
    return request


def _copy(template: Clock, request: Request, hours: int) -> list[Clock]:
    found = []
    for number in range(CLOCKS):
        clock = Clock.objects.select_related("rule", "party").get(pk=template.pk)
        clock.pk, clock.request, clock.started_by = None, request, request.events.get()
        clock.due_at += timedelta(hours=hours + number)
        clock.due = clock.due_at.isoformat()
        clock.wake_at = ladders.first_look(clock)
        found.append(clock)
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_hundred_kills_lose_nothing_and_double_nothing(office):
    begin = _first().due_at - timedelta(days=12)
    kills, inside = _kill(begin)
    assert kills == 2 * ROUNDS
    assert inside >= ROUNDS // 2  # enough of them in the midst of a batch
    end = begin + timedelta(hours=STEP * (ROUNDS - 1))
    _finish(end)
    came = {
        (clock.pk, step.name) for clock in Clock.objects.filter(rule__code="DECISION").select_related("rule", "party")
        for step in ladders.ladder(clock) if step.at <= end
    }
    assert len(came) > 10 * REQUESTS * CLOCKS
    assert Counter(Rung.objects.values_list("clock", "name")) == dict.fromkeys(came, 1)
    recorded = Event.objects.filter(verb="escalate").values_list("details__clock", "details__rung")
    assert Counter(recorded) == dict.fromkeys(came, 1)
    assert Counter(Alert.objects.values_list("rung__clock", "rung__name")) == dict.fromkeys(came, 1)
    assert list(breaks()) == []


def _finish(end) -> None:
    """What the killed have left, as soon as the database has noticed that they are gone."""
    patience = time.monotonic() + PATIENCE
    while sweeping.oldest_due(end):
        assert time.monotonic() < patience
        sweeping.look(now=end)


def _first() -> Clock:
    return Clock.objects.filter(rule__code="DECISION").order_by("due_at").first()


def _kill(begin) -> tuple[int, int]:
    """Run the workers in a program of their own, on the test's database; how many were killed, and inside a batch."""
    place = connection.settings_dict
    url = f"postgresql://{place['USER']}:{place['PASSWORD']}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "mla.settings", "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "tests.workflows.killing", begin.isoformat(), str(STEP), str(ROUNDS), "20261122"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    kills, inside = map(int, done.stdout.split())
    return kills, inside
