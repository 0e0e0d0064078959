"""The start page: to each role what it wants to know, at the same price however much there is."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mla.models import RecordEnd
from tests.workflows.running import a_clock
from workflows import chain, engine


@pytest.fixture
def parts(client, office):
    """The parts of the page as somebody of the cast sees them."""

    def get(who: str):
        client.force_login(office[who])
        return client.get(reverse("home")).context["parts"]

    return get


@pytest.mark.parametrize(
    ("who", "names"),
    [("ada", ["requester"]), ("cleo", ["desk"]), ("sam", ["supervisor"]), ("ruth", ["auditor"]), ("adm", [])],
)
def test_each_role_has_its_part(parts, who, names):
    assert list(parts(who)) == names


def test_a_requester_sees_what_is_asked_what_they_did_and_what_is_next(parts, a_request):
    draft, running, asked = a_request(), a_request("execution"), a_request("clarification")
    clock = a_clock(running, hours=5)
    part = parts("ada")["requester"]
    assert {row["request"] for row in part["rows"]} == {draft, running, asked}
    assert {row["url"] for row in part["asked"]} == {
        reverse("writer", args=[draft.pk]), reverse("request_step", args=[asked.pk, "answer"]),
    }
    assert part["next"]["clock"] == clock


def test_nothing_of_a_request_that_is_hidden_is_on_the_page(parts, a_request, office):
    running = a_request("execution", title="Zanzibar ledger")
    a_clock(running, hours=5)
    part = parts("eve")["requester"]
    assert (part["rows"], part["asked"], part["theirs"], part["next"]) == ([], [], [], None)
    office["ada"].recusals.create(request=running, reason="A relative is concerned.")
    assert parts("ada")["requester"]["rows"] == []


def test_a_desk_sees_its_next_tasks(parts, a_request, office, walker):
    task = a_request("intake").tasks.open().get()
    engine.claim(task, by=office["ben"], now=walker.now)
    part = parts("ben")["desk"]
    assert [row["task"] for row in part["rows"]] == [task]
    assert [card["number"] for card in part["stats"]] == ["0", "0", "1", "0"]


def test_a_supervisor_sees_stock_age_and_load(parts, a_request, office, walker):
    request = a_request("intake")
    engine.claim(request.tasks.open().get(), by=office["ben"], now=walker.now)
    a_clock(request, status="met", stops_at=timezone.now(), wake_at=None)
    a_clock(request, status="met_late", stops_at=timezone.now(), wake_at=None)
    a_clock(request, status="met", stops_at=timezone.now(), wake_at=None, obligated="counterpart")
    part = parts("sam")["supervisor"]
    stock, ages = ([(row["value"].label, row["value"].number) for row in one["rows"]] for one in part["charts"])
    assert (stock, sum(number for _label, number in ages)) == ([("Intake", 1)], 1)
    assert part["on_time"]["share"] == 50
    assert [(one["owner"], one["number"]) for one in part["load"]] == [(office["ben"], 1)]


def test_an_auditor_sees_reads_downloads_and_whether_the_record_holds(parts, a_request, office, walker):
    request = a_request("intake", classification=2)
    request.record("view", by=office["ben"], now=walker.now)
    assert parts("ruth")["auditor"]["chain"] == {"is_known": False}
    assert chain.walk(now=timezone.now()) == 0
    part = parts("ruth")["auditor"]
    assert [row["request"] for row in part["reads"]] == [request]
    assert (part["chain"]["broken"], part["chain"]["seen"]) == ("", 1)
    RecordEnd.objects.filter(request=request).update(length=99)
    assert chain.walk(now=timezone.now()) == 1
    assert request.own_reference in parts("ruth")["auditor"]["chain"]["broken"]


@pytest.mark.parametrize(("who", "queries"), [("ada", 16), ("ben", 18), ("sam", 17), ("ruth", 14)])
def test_the_page_costs_the_same_however_much_there_is(
    client, office, a_request, walker, who, queries, django_assert_num_queries
):
    client.force_login(office[who])
    for _more in range(2):
        engine.claim(a_request("intake").tasks.open().get(), by=office["ben"], now=walker.now)
        request = a_request("execution", classification=2)
        request.record("view", by=office["cleo"], now=walker.now)
        client.get(reverse("home"))
        with django_assert_num_queries(queries):
            client.get(reverse("home"))
