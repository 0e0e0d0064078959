"""Notes on the record, whom they tell, and what is unread."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from workflows import messages
from workflows.models import Alert


@pytest.fixture
def tasks(a_request):
    """Two free tasks at the registry."""
    return [a_request(in_state="intake").tasks.open().get() for _n in range(2)]


def _note(client, user, request, text):
    client.force_login(user)
    return client.post(reverse("request_note", args=[request.pk]), {"text": text})


def test_a_note_is_on_the_record_and_its_mail_tells_neither_name_nor_text(client, tasks, office):
    request = tasks[0].request
    assert _note(client, office["ben"], request, "Ask @cleo, the stamp of Quillfeather is missing.").status_code == 302
    event = request.events.get(verb="note")
    assert event.details == {
        "text": "Ask @cleo, the stamp of Quillfeather is missing.", "mentions": [office["cleo"].pk]
    }
    assert list(Alert.objects.values_list("sort", "recipient")) == [("mention", office["cleo"].pk)]
    messages.send_new(now=timezone.now())
    [sent] = mail.outbox
    told = sent.subject + sent.body
    assert request.own_reference in told
    assert [word for word in ("Quillfeather", "Ben", "Okafor", "stamp", request.title) if word in told] == []
    client.force_login(office["cleo"])
    assert request.own_reference in client.get(reverse("messages")).content.decode()


@pytest.mark.parametrize("name", ["eve", "nobody"])
def test_who_may_not_see_is_told_nothing_and_looks_like_nobody(client, tasks, office, name):
    request = tasks[0].request
    page = _note(client, office["ben"], request, f"See this, @{name}.")
    assert page.status_code == 422
    assert f"Nobody of that name may see this request: @{name}." in page.content.decode()
    assert not request.events.filter(verb="note").exists()
    assert not Alert.objects.exists()


def test_an_auditor_writes_no_note(client, tasks, office):
    assert _note(client, office["ruth"], tasks[0].request, "I was here.").status_code == 403


def _news(client, user):
    client.force_login(user)
    return [row["news"] for row in client.get(reverse("inbox"), {"tab": "queue"}).context["rows"]]


def test_a_request_is_new_until_it_is_opened_and_changed_when_others_act(client, a_request, office):
    task = a_request(in_state="intake").tasks.open().get()
    assert _news(client, office["ben"]) == ["new"]
    client.get(reverse("task", args=[task.pk]))
    assert _news(client, office["ben"]) == [""]
    _note(client, office["ben"], task.request, "Mine.")
    assert _news(client, office["ben"]) == [""]
    _note(client, office["ada"], task.request, "Hers.")
    assert _news(client, office["ben"]) == ["changed"]
