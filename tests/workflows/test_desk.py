"""Many tasks at once, substitutes, saved views, the team, why a task is here, and what comes next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mla.models import Authority, Party, User
from tests.workflows.running import a_clock
from workflows import engine
from workflows.models import Absence, SavedView, Task


@pytest.fixture
def rita(office):
    """A second registrar."""
    found = User.objects.create(username="rita", first_name="Rita", last_name="Holm", clearance=3)
    found.memberships.create(authority=Authority.objects.own(), role="registrar")
    return found


@pytest.fixture
def tasks(a_request):
    """Two free tasks at the registry."""
    return [a_request(in_state="intake").tasks.open().get() for _n in range(2)]


def _many(client, user, act, tasks, **more):
    client.force_login(user)
    return client.post(reverse("tasks_many"), {"act": act, "task": [one.pk for one in tasks], **more})


def _absent(person, substitute, first=-1, last=1):
    today = Party.home().day(timezone.now())
    return Absence.objects.create(
        person=person, substitute=substitute, created_at=timezone.now(),
        begins_on=today + timedelta(days=first), ends_on=today + timedelta(days=last),
    )


def test_many_tasks_are_asked_for_before_they_are_taken(client, tasks, office):
    page = _many(client, office["ben"], "claim", tasks)
    assert page.content.decode().count('name="task"') == 2
    assert set(Task.objects.filter(pk__in=[one.pk for one in tasks]).values_list("owner", flat=True)) == {None}


def test_of_many_tasks_each_tells_what_became_of_it(client, tasks, office, rita):
    engine.claim(tasks[0], by=rita, now=timezone.now())
    page = _many(client, office["ben"], "claim", tasks, confirmed="1")
    assert {one.task.pk: one.is_done for one in page.context["results"]} == {tasks[0].pk: False, tasks[1].pk: True}
    assert "Rita Holm" in page.content.decode()
    assert [Task.objects.get(pk=one.pk).owner for one in tasks] == [rita, office["ben"]]


def test_a_supervisor_hands_many_on_and_others_may_not(client, tasks, office, rita):
    given = {"confirmed": "1", "to": rita.pk}
    assert _many(client, office["ben"], "reassign", tasks, **given).status_code == 403
    assert _many(client, office["sam"], "reassign", tasks, confirmed="1").status_code == 422
    assert _many(client, office["sam"], "reassign", tasks, confirmed="1", to=office["cleo"].pk).status_code == 422
    assert _many(client, office["sam"], "reassign", tasks, **given).context["done"] == 2
    assert {Task.objects.get(pk=one.pk).owner for one in tasks} == {rita}


def test_what_one_may_not_see_cannot_be_chosen(client, tasks, office):
    page = _many(client, office["eve"], "claim", tasks, confirmed="1")
    assert page.context["rows"] == []
    assert not Task.objects.filter(owner=office["eve"]).exists()


def test_a_substitute_takes_over_and_the_record_says_so(client, tasks, office, rita):
    engine.claim(tasks[0], by=office["ben"], now=timezone.now())
    _absent(office["ben"], rita)
    client.force_login(rita)
    page = client.get(reverse("inbox"), {"tab": "substitute"})
    assert [row["task"].pk for row in page.context["rows"]] == [tasks[0].pk]
    client.post(reverse("task_claim", args=[tasks[0].pk]))
    assert Task.objects.get(pk=tasks[0].pk).owner == rita
    event = tasks[0].request.events.get(verb="stand_in")
    assert (event.actor, event.details) == (rita, {"desk": "registrar", "for": office["ben"].pk})


@pytest.mark.parametrize(("first", "last"), [(1, 3), (-3, -1)])
def test_a_substitute_waits_for_the_first_day_and_ends_with_the_last(client, tasks, office, rita, first, last):
    engine.claim(tasks[0], by=office["ben"], now=timezone.now())
    _absent(office["ben"], rita, first, last)
    client.force_login(rita)
    assert client.post(reverse("task_claim", args=[tasks[0].pk])).status_code == 409
    assert Task.objects.get(pk=tasks[0].pk).owner == office["ben"]


def test_an_absence_gives_no_right_that_the_substitute_lacks(client, tasks, office, rita):
    engine.claim(tasks[0], by=office["ben"], now=timezone.now())
    engine.claim(tasks[1], by=office["ben"], now=timezone.now())
    _absent(office["ben"], office["cleo"])
    client.force_login(office["cleo"])
    assert client.post(reverse("task_claim", args=[tasks[0].pk])).status_code == 403
    _absent(office["ben"], rita)
    rita.recusals.create(request=tasks[1].request, reason="A relative is concerned.")
    client.force_login(rita)
    assert client.post(reverse("task_claim", args=[tasks[1].pk])).status_code == 404
    assert {Task.objects.get(pk=one.pk).owner for one in tasks} == {office["ben"]}


def test_an_absence_is_entered_with_a_colleague_and_struck_out(client, office, rita):
    client.force_login(office["ben"])
    today = Party.home().day(timezone.now())
    typed = {"begins_on": today.isoformat(), "ends_on": (today - timedelta(days=1)).isoformat()}
    assert client.post(reverse("absences"), {**typed, "substitute": rita.pk}).status_code == 422
    typed["ends_on"] = (today + timedelta(days=9)).isoformat()
    assert client.post(reverse("absences"), {**typed, "substitute": office["cleo"].pk}).status_code == 422
    assert client.post(reverse("absences"), {**typed, "substitute": rita.pk}).status_code == 302
    absence = Absence.objects.get()
    assert (absence.person, absence.substitute) == (office["ben"], rita)
    client.force_login(rita)
    assert client.post(reverse("absence_end", args=[absence.pk])).status_code == 404
    client.force_login(office["ben"])
    client.post(reverse("absence_end", args=[absence.pk]))
    assert not Absence.objects.exists()


def test_a_view_keeps_tab_and_filters_and_is_shared_within_the_authority(client, office):
    client.force_login(office["ben"])
    typed = {"name": "Urgent", "is_shared": "on", "query": "tab=queue&urgency=urgent&after=none,7&evil=1"}
    answer = client.post(reverse("view_add"), typed)
    assert answer.headers["Location"] == f"{reverse('inbox')}?tab=queue&urgency=urgent"
    assert client.post(reverse("view_add"), typed).status_code == 422
    view = SavedView.objects.get()
    for name, seen in (("ben", True), ("cleo", True), ("ada", False)):
        client.force_login(office[name])
        assert (name, "Urgent" in client.get(reverse("inbox")).content.decode()) == (name, seen)
    client.force_login(office["cleo"])
    assert client.post(reverse("view_remove", args=[view.pk])).status_code == 404
    client.force_login(office["ben"])
    client.post(reverse("view_remove", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_view_of_ones_own_stays_ones_own(client, office):
    SavedView.objects.create(owner=office["ben"], name="Mine alone", query="tab=all")
    client.force_login(office["cleo"])
    assert "Mine alone" not in client.get(reverse("inbox")).content.decode()


def test_the_team_shows_load_oldest_and_overdue_to_supervisors(client, tasks, office):
    for task in tasks:
        engine.claim(task, by=office["ben"], now=timezone.now())
    Task.objects.filter(pk=tasks[0].pk).update(due_at=timezone.now() - timedelta(hours=1))
    client.force_login(office["ben"])
    assert client.get(reverse("team")).status_code == 403
    client.force_login(office["sam"])
    page = client.get(reverse("team"))
    assert [(row["person"], row["number"], row["late"]) for row in page.context["people"]] == [(office["ben"], 2, 1)]
    assert client.get(reverse("inbox"), {"tab": "all", "owner": office["ben"].pk, "due": "overdue"}).context["rows"][0][
        "task"].pk == tasks[0].pk


def test_the_team_counts_only_what_the_supervisor_may_see(client, tasks, office):
    engine.claim(tasks[0], by=office["ben"], now=timezone.now())
    office["sam"].recusals.create(request=tasks[0].request, reason="A relative is concerned.")
    client.force_login(office["sam"])
    assert client.get(reverse("team")).context["people"] == []


def test_a_task_says_why_it_is_here(client, a_request, office):
    request = a_request(in_state="intake")
    clock = a_clock(request, hours=40)
    client.force_login(office["ben"])
    why = client.get(reverse("task", args=[request.tasks.open().get().pk])).context["why"]
    assert [row["key"] for row in why] == [
        "Step", "Whose turn", "Sent by", "At this desk since", "Nearest deadline rests on"
    ]
    assert why[2]["value"] == f"{office['ada']}: Submitted"
    assert clock.rule.code in why[4]["value"]


def test_after_a_decision_the_next_task_is_offered(client, tasks, office):
    engine.claim(tasks[0], by=office["ben"], now=timezone.now())
    client.force_login(office["ben"])
    typed = {"word": "send_back", "stage": tasks[0].process_id, "reasons": "The request names no provisions."}
    page = client.post(reverse("task", args=[tasks[0].pk]), typed, follow=True)
    assert page.context["next_task"] == tasks[1]
    done = client.get(reverse("inbox"), {"tab": "done"})
    assert [(row["task"].pk, row["decided"]) for row in done.context["rows"]] == [(tasks[0].pk, "Sent back")]


@pytest.mark.parametrize("number", [1, 4])
def test_the_team_costs_the_same_whatever_its_size(client, a_request, office, rita, number, django_assert_num_queries):
    for nth in range(number):
        task = a_request(in_state="intake").tasks.open().get()
        engine.claim(task, by=(office["ben"], rita)[nth % 2], now=timezone.now())
    a_request(in_state="intake")
    client.force_login(office["sam"])
    with django_assert_num_queries(17):
        client.get(reverse("team"))


def test_an_act_keeps_the_readers_of_a_request(a_request, office):
    request = a_request(in_state="execution", direction="in")
    leg = request.legs.get(closed_at=None)
    request.refresh_from_db()
    assert set(request.readers) == {request.agency_id, *request.legs.values_list("authority", flat=True)}
    assert leg.authority_id in request.readers
