"""Messages of acts: to whom they matter, once, as each person chose, and without a name or a fact."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from workflows import digest_text, digests, engine, messages, news
from workflows.models import Alert


@pytest.fixture
def told(walker):
    """Whom the acts since yesterday are told to, and as what; asked twice, to show that nothing is said twice."""

    def gather() -> set[tuple[str, str]]:
        for _again in range(2):
            news.gather(now=walker.now)
        return set(Alert.objects.values_list("recipient__username", "sort"))

    return gather


def test_who_opened_a_request_is_told_of_the_steps_of_others(a_request, told):
    request = a_request("review")
    assert told() == {("ada", "moved")}
    [alert] = Alert.objects.all()
    assert alert.subject_key == f"event {request.events.get(verb='admit').pk}"


def test_a_question_and_a_task_handed_on_are_told_apart(a_request, told, office, walker):
    a_request("clarification")
    assert ("ada", "asked") in told()
    task = a_request("intake").tasks.open().get()
    engine.reassign(task, to=office["ben"], by=office["sam"], now=walker.now)
    assert ("ben", "task") in told()


def test_an_act_that_commits_late_is_found_by_the_next_run(a_request, told, walker):
    a_request("review")
    news.gather(now=walker.now + timedelta(minutes=9))
    Alert.objects.all().delete()
    assert told() == {("ada", "moved")}


def test_a_message_names_reference_and_link_alone(a_request, told, office, walker):
    request = a_request("clarification", title="Zanzibar ledger")
    told()
    office["ada"].told_by = {"moved": "each", "asked": "each"}
    office["ada"].save()
    messages.send_new(now=walker.now)
    assert {one.to[0] for one in mail.outbox} == {"ada@office.example.org"}
    for one in mail.outbox:
        assert one.body.splitlines() == [
            f"Reference: {request.own_reference}", "", f"http://localhost:8000/requests/{request.pk}/",
        ]
    assert f"{request.own_reference}: your answers are asked for" in {one.subject for one in mail.outbox}


@pytest.mark.parametrize(("chosen", "mails", "digest"), [("each", 1, 0), ("digest", 0, 1), ("none", 0, 0)])
def test_each_person_chooses_how_a_sort_comes(a_request, told, office, walker, chosen, mails, digest):
    a_request("review")
    told()
    ada = office["ada"]
    ada.told_by = {"moved": chosen}
    ada.save()
    messages.send_new(now=walker.now)
    assert (len(mail.outbox), messages.for_digest(ada, walker.now).count()) == (mails, digest)
    assert messages.unseen(ada).count() == 1


def test_the_digest_holds_what_was_kept_for_it_once(a_request, told, office, walker):
    request = a_request("review")
    told()
    ada = office["ada"]
    turn = digests.Turn(ada, walker.now.date(), messages.zone_of(ada, request.home))
    text = digest_text.written(ada, turn.day, turn.zone, walker.now)
    assert f"{request.own_reference}: a step was taken" in text.plain
    assert request.title not in text.plain + text.html
    assert text.told == (Alert.objects.get().pk,)
    assert digests._sent(turn, None, walker.now)
    assert messages.for_digest(ada, walker.now).count() == 0


def test_who_may_no_longer_see_the_request_neither_reads_nor_gets_it(a_request, told, office, client, walker):
    request = a_request("clarification")
    told()
    office["ada"].recusals.create(request=request, reason="A relative is concerned.")
    client.force_login(office["ada"])
    assert request.own_reference not in client.get(reverse("messages")).content.decode()
    messages.send_new(now=walker.now)
    assert mail.outbox == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(a_request, told, office, client, number, django_assert_num_queries):
    for _n in range(number):
        a_request("review")
        told()
    client.force_login(office["ada"])
    client.get(reverse("messages"))
    with django_assert_num_queries(12):
        assert len(client.get(reverse("messages")).context["rows"]) == number


def test_settings_are_kept_and_shown_in_the_language_chosen(client, office):
    client.force_login(office["ada"])
    typed = {f"told_{sort}": "none" for sort in messages.USUAL} | {"language": "zh-hans", "density": "compact"}
    assert client.post(reverse("preferences"), typed).status_code == 302
    office["ada"].refresh_from_db()
    ada = office["ada"]
    assert (ada.density, ada.has_shortcuts, messages.how(ada, "rung")) == ("compact", False, "none")
    page = client.get(reverse("preferences")).content.decode()
    assert "mla-compact" in page
    assert "data-shortcuts" not in page
    assert 'lang="zh-Hans"' in page
    assert client.post(reverse("preferences"), {**typed, "told_rung": "shouted"}).status_code == 422
