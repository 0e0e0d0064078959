"""The task page: exactly the allowed decisions, and nothing typed is ever lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mla.models import Request
from workflows import engine
from workflows.models import Task


@pytest.fixture
def task_of(client, office):
    """The open task of a desk, taken by somebody of the cast who is then signed in."""

    def take(request: Request, who: str, desk: str) -> Task:
        task = request.tasks.open().get(desk=desk)
        engine.claim(task, by=office[who], now=timezone.now())
        client.force_login(office[who])
        return Task.objects.get(pk=task.pk)

    return take


def _address(task: Task) -> str:
    return reverse("task", args=[task.pk])


def _words(response) -> list[str]:
    return [one["word"] for one in response.context["decisions"]]


@pytest.mark.parametrize(
    ("direction", "state", "who", "desk", "words"),
    [
        ("out", "intake", "ben", "registrar", ["admit", "send_back", "ask"]),
        ("out", "review", "cleo", "reviewer", ["opine", "ask"]),
        ("in", "review", "cleo", "reviewer", ["opine", "ask", "consult", "postpone"]),
        ("in", "transmission", "dan", "dispatcher", ["transmit"]),
        ("out", "execution", "lin", "liaison", ["ask", "consult", "postpone", "report"]),
        ("in", "execution", "xia", "executing_officer", ["ask", "postpone", "report"]),
        ("out", "response", "lin", "liaison", ["respond"]),
    ],
)
def test_exactly_the_allowed_decisions_are_offered(a_request, task_of, client, direction, state, who, desk, words):
    task = task_of(a_request(in_state=state, direction=direction), who, desk)
    assert _words(client.get(_address(task))) == words


def test_nothing_is_offered_before_the_task_is_taken(a_request, office, client):
    task = a_request(in_state="intake").tasks.open().get()
    client.force_login(office["ben"])
    page = client.get(_address(task))
    assert _words(page) == []
    assert page.context["may_claim"]


def test_a_stranger_finds_nothing(a_request, office, client):
    task = a_request(in_state="intake").tasks.open().get()
    client.force_login(office["eve"])
    assert client.get(_address(task)).status_code == 404
    assert client.post(reverse("task_claim", args=[task.pk])).status_code == 404


def test_an_auditor_reads_and_is_offered_nothing(a_request, office, client):
    task = a_request(in_state="intake").tasks.open().get()
    client.force_login(office["ruth"])
    page = client.get(_address(task))
    assert (page.status_code, _words(page), page.context["may_claim"]) == (200, [], False)
    assert client.post(reverse("task_claim", args=[task.pk])).status_code == 403


def test_a_decision_moves_the_request(a_request, task_of, client):
    request = a_request(in_state="intake")
    task = task_of(request, "ben", "registrar")
    answers = {
        name: "yes" for name in client.get(_address(task) + "?word=admit").context["form"].fields if name != "note"
    }
    done = client.post(_address(task), {"word": "admit", "stage": task.process_id, **answers})
    assert done.status_code == 302
    assert Request.objects.get(pk=request.pk).state == "review"


def test_a_wrong_field_names_itself_and_the_rule(a_request, task_of, client):
    task = task_of(a_request(in_state="intake"), "ben", "registrar")
    page = client.post(_address(task), {"word": "send_back", "stage": task.process_id, "reasons": "", "note": "typed"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "“Reasons” is needed." in text
    assert "typed" in text
    assert "Error:" in text


def test_more_rows_keep_what_was_typed(a_request, task_of, client):
    task = task_of(a_request(in_state="intake"), "ben", "registrar")
    typed = {"word": "ask", "stage": task.process_id, "rows": "5", "point_1_code": "CK-06", "point_1_text": "The text."}
    page = client.post(_address(task), {**typed, "more": "1"})
    form = page.context["form"]
    assert (page.status_code, form.rows, form["point_1_text"].value()) == (200, 8, "The text.")


def test_a_stale_page_says_who_was_first_and_keeps_what_was_typed(a_request, task_of, client, walker, office):
    request = a_request(in_state="intake")
    task = task_of(request, "ben", "registrar")
    walker.act(request, "withdraw", now=timezone.now())
    typed = {"word": "send_back", "stage": task.process_id, "reasons": "A long reasoning."}
    page = client.post(_address(task), typed)
    text = page.content.decode()
    assert page.status_code == 409
    assert str(office["ada"]) in text
    assert "A long reasoning." in text


def test_an_impossible_step_says_what_is_possible_now(a_request, task_of, client):
    task = task_of(a_request(in_state="intake"), "ben", "registrar")
    page = client.post(_address(task), {"word": "transmit", "stage": task.process_id, "channel": "ca_direct"})
    assert page.status_code == 409
    assert "Admit" in page.content.decode()
    assert page.context["tried"].typed


def test_the_page_lets_no_inline_script_or_style_through(a_request, task_of, client):
    task = task_of(a_request(in_state="review", direction="in"), "cleo", "reviewer")
    text = client.get(_address(task) + "?word=consult").content.decode()
    assert " style=" not in text
    assert "onclick" not in text
