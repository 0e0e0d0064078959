"""Who hears that a calendar moved an end: whose turn it is, once, and only who may see the request."""

from datetime import date

import pytest

from tests.workflows.office import beijing
from workflows import calendar_moves, calendar_versions, clocks, jobs_reference
from workflows.models import Alert, Clock

NOW = beijing("2026-02-11")


def publish(*days):
    """The next version of China's calendar, with these days off."""
    draft = calendar_versions.begin("CN", reason="A correction.", by=None, now=NOW)
    for day in days:
        calendar_versions.set_day(draft, day, (False, "Closed", ""))
    return calendar_versions.publish(draft, published_until=2026, reason="A correction.", now=NOW)


@pytest.mark.parametrize("is_claimed", [True, False])
def test_tasks_show_the_new_end_and_whose_turn_it_is_hears_of_it(a_request, office, is_claimed):
    request = a_request("execution")
    task = request.tasks.open().get()
    if is_claimed:
        task.owner = office["lin"]
        task.save()
    clock = request.clocks.filter(status="running", party__code="CN").exclude(rule__regime="PLAIN").earliest("due_at")
    Clock.objects.filter(request=request, status="running").exclude(pk=clock.pk).update(status="cancelled")
    clocks.refresh_tasks(request)
    publish()
    version = publish(date.fromisoformat(clock.due))
    for _ in range(2):
        jobs_reference.move_by_calendar(version.pk, office["adm"].pk)
    clock.refresh_from_db()
    task.refresh_from_db()
    assert (task.due_at, clock.changes.get().actor) == (clock.due_at, office["adm"])
    alerts = Alert.objects.filter(sort="calendar").values_list("recipient__username", "subject_key")
    assert list(alerts) == [("lin" if is_claimed else "sam", f"calendar {version.pk} {request.pk}")]


def test_nobody_hears_of_a_request_they_may_not_see(a_request, office):
    request = a_request("execution", compartment="harbour")
    office["sam"].compartments.clear()
    clock = request.clocks.filter(status="running", party__code="CN").exclude(rule__regime="PLAIN").earliest("due_at")
    publish()
    version = publish(date.fromisoformat(clock.due))
    assert calendar_moves.move(version, by=None, now=NOW) == 1
    assert Alert.objects.count() == 0
