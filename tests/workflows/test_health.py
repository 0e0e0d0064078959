"""The pulse of the sweep and the health of the installation: what is wrong is said, at once and to whom it concerns."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from tests.workflows.office import open_office, washington
from tests.workflows.one_rule import rewrite
from workflows import health, jobs, messages, sweeping
from workflows.models import Alert, Clock, Pulse

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def beating(now) -> Pulse:
    """A sweep that ran half a minute ago."""
    return Pulse.objects.create(name=health.SWEEP, began_at=now - timedelta(seconds=30), ended_at=now, seen=3)


@pytest.fixture
def overdue(settings, shipped_rules) -> Clock:
    """A clock that has waited for the sweep for long."""
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01 09:00"))
    return office.clock("DECISION")


def wrong(now) -> list[str]:
    return [one.key for one in health.findings(now) if one.is_wrong]


def test_each_sweep_leaves_its_pulse(overdue):
    jobs.sweep_clocks(timestamp=0)
    beat = Pulse.objects.get(name=health.SWEEP)
    first = overdue.starts_at  # no clock of the request is due before its act
    assert beat.seen == 3
    assert 0 < beat.lag_seconds < (beat.began_at - first).total_seconds()
    assert (beat.failure, beat.ended_at >= beat.began_at) == ("", True)
    jobs.sweep_clocks(timestamp=0)
    beat.refresh_from_db()
    assert (beat.seen, beat.lag_seconds, beat.failure) == (0, 0, "")


def test_a_sweep_that_fails_says_why_and_the_job_fails(now, monkeypatch):
    def fail(**_):
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(sweeping, "look", fail)
    with pytest.raises(RuntimeError, match="on fire"):
        jobs.sweep_clocks(timestamp=0)
    beat = Pulse.objects.get(name=health.SWEEP)
    assert (beat.failure, beat.ended_at is None) == ("RuntimeError: the disk is on fire", False)
    assert "sweep" in wrong(now)


def test_clocks_that_cannot_be_read_are_named(overdue, now):
    rewrite("DECISION", ladder=["soon"])
    jobs.sweep_clocks(timestamp=0)
    beat = Pulse.objects.get(name=health.SWEEP)
    assert (beat.seen, beat.failure) == (3, f"The rules of these clocks cannot be read: {overdue.pk}")
    assert "sweep" in wrong(now)


def test_all_is_well(beating, now):
    assert wrong(now) == []
    assert health.silent_since(now) == ""


@pytest.mark.parametrize(("minutes", "silent"), [(4, False), (6, True)])
def test_five_minutes_of_silence_are_an_alarm(beating, now, minutes, silent):
    later = beating.began_at + timedelta(minutes=minutes)
    assert bool(health.silent_since(later)) is silent
    assert ("sweep" in wrong(later)) is silent


def test_a_sweep_that_never_was_is_an_alarm(now):
    assert (health.silent_since(now), wrong(now)) == (health.NEVER, ["sweep"])


def test_a_clock_that_waits_long_is_a_lag(beating, overdue, now):
    assert wrong(now) == ["lag"]
    sweeping.look(now=now)
    assert wrong(now) == []


def test_an_old_job_is_wrong(beating, now):
    job = jobs.watch_sweep.configure(queueing_lock="of this test").defer(timestamp=0)
    assert wrong(now) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '20 minutes' WHERE job_id = %s", [job])
    assert wrong(now) == ["queue"]


@pytest.mark.parametrize(("name", "value", "key"), [
    ("LEAST_DISK", 2**80, "disk"), ("FONTS", ("fontpkg_of_nowhere",), "fonts"),
])
def test_disk_and_fonts(beating, now, monkeypatch, name, value, key):
    monkeypatch.setattr(health, name, value)
    assert wrong(now) == [key]


def test_supervisors_and_administrators_are_told_once_an_outage(office, now):
    health.raise_alarm(now=now)
    health.raise_alarm(now=now + timedelta(minutes=1))
    told = Alert.objects.filter(sort="sweep").values_list("recipient__username", flat=True)
    assert sorted(told) == ["adm", "sam"]
    Pulse.objects.create(name=health.SWEEP, began_at=now)
    health.raise_alarm(now=now + timedelta(minutes=2))
    assert Alert.objects.count() == 2
    jobs.watch_sweep(timestamp=0)
    health.raise_alarm(now=now + timedelta(minutes=10))
    assert Alert.objects.count() == 4
    assert len(messages.send_new(now=now + timedelta(minutes=11))) == 0
    assert Alert.objects.filter(sent_at=None).count() == 0


def test_machines_ask_without_signing_in(beating, client):
    assert client.get("/healthz").content == b"ok\n"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert {one["status"] for one in answer.json()["checks"].values()} == {"ok"}
    assert set(answer.json()["checks"]) == {
        "database", "migrations", "queue", "sweep", "lag", "messages", "disk", "fonts",
    }


def test_what_is_wrong_is_not_ready(client, now):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["sweep"]["status"]) == (503, "wrong")


def test_without_a_database_the_process_still_answers(client, monkeypatch):
    def fail(*_):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", fail)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["database"]["status"]) == (503, "wrong")


@pytest.mark.parametrize(("who", "status"), [("sam", 200), ("adm", 200), ("lin", 403), ("ada", 403)])
def test_the_page_is_for_supervisors_and_administrators(office, client, who, status):
    client.force_login(office[who])
    assert client.get(reverse("health")).status_code == status


def test_the_page_speaks_both_languages(office, client, beating):
    client.force_login(office["sam"])
    asked = [client.get(reverse("health"), headers={"accept-language": one}) for one in ("en", "zh-hans")]
    pages = [one.content.decode() for one in asked]
    assert "All is well." in pages[0]
    assert 'lang="zh-Hans"' in pages[1]


@pytest.mark.parametrize(("who", "shown"), [("sam", True), ("lin", False)])
def test_a_silent_sweep_is_a_banner_on_the_inbox_of_supervisors(office, client, now, who, shown):
    client.force_login(office[who])
    assert ("moj-alert--error" in client.get(reverse("inbox")).content.decode()) is shown
    Pulse.objects.create(name=health.SWEEP, began_at=now)
    assert "moj-alert--error" not in client.get(reverse("inbox")).content.decode()
