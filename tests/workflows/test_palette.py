"""The palette: requests, tasks and pages that the person may use, and nothing else."""

import pytest
from django.urls import reverse

from workflows import engine


@pytest.fixture
def found(client, office):
    """The groups by title, each with the addresses in it."""

    def ask(who: str, question: str = "") -> dict[str, list[str]]:
        client.force_login(office[who])
        groups = client.get(reverse("palette"), {"q": question}).context["groups"]
        return {one["title"]: [row["url"] for row in one["rows"]] for one in groups}

    return ask


def test_without_a_question_it_names_ones_tasks_and_pages(found, a_request, office, walker):
    task = a_request("intake").tasks.open().get()
    engine.claim(task, by=office["ben"], now=walker.now)
    groups = found("ben")
    assert groups["My tasks"] == [reverse("task", args=[task.pk])]
    assert {reverse("inbox"), reverse("keys"), reverse("request_new")} <= set(groups["Places"])
    assert reverse("record") not in groups["Places"]


def test_a_question_finds_the_request_its_task_and_pages(found, a_request):
    request = a_request("intake", title="Zanzibar deadlines")
    task = request.tasks.open().get()
    assert found("ben", "zanz") == {
        "Requests": [reverse("request", args=[request.pk])], "My tasks": [reverse("task", args=[task.pk])],
    }
    assert found("ben", "deadl")["Places"] == [reverse("deadlines")]
    assert found("eve", "zanz") == {}


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same(client, office, a_request, number, django_assert_num_queries):
    for _n in range(number):
        a_request("intake", title="Zanzibar ledger")
    call = {"q": "zanzibar"}
    client.force_login(office["ben"])
    client.get(reverse("palette"), call)
    with django_assert_num_queries(13):
        client.get(reverse("palette"), call)


@pytest.mark.parametrize("typed", ["\x00", "'", '"', "x" * 9999])
def test_nothing_that_is_typed_breaks_it(client, office, typed):
    client.force_login(office["ben"])
    assert client.get(reverse("palette"), {"q": typed}).status_code == 200
