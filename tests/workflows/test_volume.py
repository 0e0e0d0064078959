"""The volume: exact in its numbers, the same for the same seed, whole in its record, and for an empty office only."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from mla.models import Event, Request, User
from mla.verification import breaks
from workflows import engine, volume
from workflows.models import Stage, Task

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SMALL = volume.Sizes(requests=300, tasks=1500, open=280, users=40)


@pytest.fixture
def full(shipped_rules):
    return volume.load(SMALL, now=NOW)


def test_the_numbers_are_exact(full):
    assert (Request.objects.count(), Task.objects.count(), Task.objects.open().count()) == (300, 1500, 280)
    assert User.objects.filter(username__startswith="v").count() == 40
    assert Stage.objects.filter(finished=None).values("request").distinct().count() == Stage.objects.filter(
        finished=None).count()


def test_the_record_verifies_and_readers_are_what_the_trigger_would_write(full):
    assert list(breaks()) == []
    before = dict(Request.objects.values_list("pk", "readers"))
    for request in Request.objects.all():
        request.save(update_fields=["readers"])
    assert dict(Request.objects.values_list("pk", "readers")) == before


def test_the_same_seed_gives_the_same_rows(full):
    first = list(Event.objects.order_by("pk").values_list("digest", flat=True))
    assert len(first) > 1000
    assert volume.roads.plan(300, 1500, 280, 2017) == volume.roads.plan(300, 1500, 280, 2017)
    assert volume.roads.plan(300, 1500, 280, 2018) != volume.roads.plan(300, 1500, 280, 2017)


def test_the_engine_goes_on_where_the_volume_ends(full, client):
    task = Task.objects.open().filter(desk="registrar", state="intake", owner=None, compartment=None).first()
    officer = next(
        one for one in User.objects.filter(memberships__role="registrar", clearance=3)
        if not one.recusals.filter(request=task.request).exists()
    )
    engine.claim(task, by=officer, now=NOW)
    engine.fire(task.request, "admit", by=officer, now=NOW, facts={"checks": {"CK-01": "yes", "CK-02": "yes"}})
    assert Request.objects.get(pk=task.request_id).state == "review"
    client.force_login(officer)
    assert client.get(reverse("inbox"), {"tab": "queue"}).status_code == 200


def test_an_office_with_a_request_is_refused(a_request):
    a_request(in_state="draft")
    with pytest.raises(CommandError, match="not empty"):
        call_command("volume", requests=300, tasks=1500, open=280, users=40)


def test_numbers_that_do_not_fit_are_refused(shipped_rules):
    with pytest.raises(CommandError, match="do not fit"):
        call_command("volume", requests=300, tasks=300, open=280, users=40)
    assert not Request.objects.exists()
