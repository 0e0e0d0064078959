"""The inbox: whose tasks, in which order, and at which price."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mla.models import Authority, Party, Request
from mla.paging import SIZE
from tests.workflows.running import a_clock
from workflows import moments, turns
from workflows.models import Task


@pytest.fixture
def at(client, office):
    """The inbox page as somebody of the cast sees it."""

    def get(who: str, query: str = ""):
        client.force_login(office[who])
        return client.get(reverse("inbox") + query)

    return get


def _copies(request: Request, number: int) -> None:
    """More tasks at the same desk: one request with one open task each."""
    task = request.tasks.open().get()
    for n in range(number):
        other = Request.objects.get(pk=request.pk)
        other.pk, other._state.adding, other.own_reference = None, True, f"US-CN-2026-9{n:03d}"
        other.save(force_insert=True)
        stage = task.process
        stage.pk, stage.request, stage._state.adding = None, other, True
        stage.save(force_insert=True)
        copy = Task.objects.get(pk=task.pk)
        copy.pk, copy._state.adding, copy.request, copy.process = None, True, other, stage
        copy.due_at = timezone.now() + timedelta(hours=n)
        copy.save(force_insert=True)


def test_queue_shows_what_waits_at_my_desks_and_nothing_else(at, a_request):
    request = a_request(in_state="intake")
    assert request.title in at("ben", "?tab=queue").content.decode()
    assert request.title not in at("cleo", "?tab=queue").content.decode()


def test_a_stranger_sees_nothing(at, a_request):
    request = a_request(in_state="intake")
    for tab in turns.TABS:
        assert request.title not in at("eve", f"?tab={tab}").content.decode()


def test_tasks_come_nearest_deadline_first_and_without_deadline_last(at, a_request, office):
    request = a_request(in_state="intake")
    _copies(request, 3)
    Task.objects.filter(request=request).update(due_at=None)
    rows = [row["task"].due_at for row in at("ben", "?tab=queue").context["rows"]]
    assert rows == [*sorted(one for one in rows if one), None]


def test_pages_hold_every_task_once_forwards_and_backwards(at, a_request):
    _copies(a_request(in_state="intake"), 2 * SIZE)
    seen, query, places = [], "?tab=queue", []
    while query:
        page = at("ben", query).context["page"]
        places.append([task.pk for task in page.rows])
        seen += places[-1]
        query = page.next
    assert len(seen) == len(set(seen)) == 2 * SIZE + 1
    assert [task.pk for task in at("ben", page.previous).context["page"].rows] == places[-2]


@pytest.mark.parametrize("number", [0, 29])
def test_the_inbox_costs_the_same_at_1_and_30_rows(at, a_request, number, django_assert_num_queries, office, client):
    request = a_request(in_state="intake")
    _copies(request, number)
    client.force_login(office["ben"])
    client.get(reverse("inbox"))  # calendars are read once and kept
    with django_assert_num_queries(23):
        page = client.get(reverse("inbox") + "?tab=queue")
    assert len(page.context["rows"]) == min(number + 1, SIZE)


@pytest.mark.parametrize("roles", [(), ("reviewer", "translator", "dispatcher", "liaison", "countersigner")])
@pytest.mark.parametrize("tab", ["mine", "queue", "all"])
def test_the_inbox_costs_the_same_with_1_and_6_roles(a_request, roles, tab, django_assert_num_queries, office, client):
    a_request(in_state="intake").tasks.update(owner=office["ben"] if tab == "mine" else None)
    for role in roles:
        office["ben"].memberships.create(authority=Authority.objects.own(), role=role)
    client.force_login(office["ben"])
    client.get(reverse("inbox"))  # calendars are read once and kept
    with django_assert_num_queries(23):
        page = client.get(reverse("inbox"), {"tab": tab})
    assert len(page.context["rows"]) == 1


def test_filters_live_in_the_address_and_unknown_values_are_ignored(at, a_request):
    request = a_request(in_state="intake")
    assert at("ben", "?tab=queue&state=intake&direction=out").context["rows"][0]["task"].request == request
    assert at("ben", "?tab=queue&direction=in").context["rows"] == []
    assert len(at("ben", "?tab=queue&direction=sideways&after=rubbish").context["rows"]) == 1


def test_counts_are_capped(at, a_request):
    _copies(a_request(in_state="intake"), 100)
    assert [card["number"] for card in at("ben").context["stats"]][3] == "99+"


def test_three_days_end_at_midnight_of_the_home_capital(office):
    until = moments.soon_until(datetime(2026, 11, 20, 22, 0, tzinfo=UTC), Party.home())
    assert until.isoformat() == "2026-11-24T05:00:00+00:00"


@pytest.mark.parametrize(("hours", "tone"), [(-1, "overdue"), (48, "soon"), (240, "ok")])
def test_a_row_says_how_near_and_whose(at, a_request, hours, tone):
    request = a_request(in_state="intake")
    request.tasks.update(due_at=a_clock(request, hours=hours).due_at)
    a_clock(request, hours=-400, status="paused", obligated="counterpart")
    [row] = at("ben", "?tab=queue").context["rows"]
    assert (row["due"]["tone"], row["whose"], len(row["due"]["times"])) == (tone, "ours to meet", 2)


def test_a_row_of_which_every_clock_stands_still_says_so(at, a_request):
    request = a_request(in_state="intake")
    a_clock(request, status="paused", obligated="counterpart")
    page = at("ben", "?tab=queue")
    [row] = page.context["rows"]
    assert (row["due"]["tone"], row["whose"], row["due"]["times"]) == ("stopped", "theirs to meet", [])
    assert 'mla-due--stopped">Paused</span> <span class="mla-secondary">' in " ".join(page.content.decode().split())


def test_the_list_of_requests_may_begin_with_the_nearest_deadline(client, a_request, office):
    first, second, without = (a_request(in_state="intake") for _n in range(3))
    for request, hours in ((first, 90), (first, 400), (second, 40)):
        a_clock(request, hours=hours)
    a_clock(without, status="met")
    client.force_login(office["ben"])
    rows = client.get(reverse("requests"), {"order": "due"}).context["rows"]
    assert [row["request"].pk for row in rows] == [second.pk, first.pk]
    newest = client.get(reverse("requests"), {"order": "rubbish"}).context["rows"]
    assert len(newest) == 3


def test_claiming_twice_tells_the_second_who_has_it(client, a_request, office, walker):
    task = a_request(in_state="intake").tasks.open().get()
    client.force_login(office["ben"])
    assert client.post(reverse("task_claim", args=[task.pk])).status_code == 302
    second = office["gus"]
    second.memberships.create(authority=office["ben"].memberships.get().authority, role="registrar")
    client.force_login(second)
    answer = client.post(reverse("task_claim", args=[task.pk]))
    assert answer.status_code == 409
    assert str(office["ben"]) in answer.content.decode()


def test_release_gives_the_task_back_and_reassign_is_for_supervisors(client, a_request, office):
    task = a_request(in_state="intake").tasks.open().get()
    client.force_login(office["ben"])
    client.post(reverse("task_claim", args=[task.pk]))
    assert client.post(reverse("task_reassign", args=[task.pk]), {"to": office["ben"].pk}).status_code == 403
    client.post(reverse("task_release", args=[task.pk]))
    assert Task.objects.get(pk=task.pk).owner is None
    client.force_login(office["sam"])
    assert client.post(reverse("task_reassign", args=[task.pk]), {"to": office["ben"].pk}).status_code == 302
    assert Task.objects.get(pk=task.pk).owner == office["ben"]
