"""Beginning, submitting and translating: the writer's two ends and the translation desk, over HTTP."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from mla import texts
from mla.models import AssistanceItem, Offence, Party, Person, Request
from workflows import engine

MORNING = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
ANSWERS = {
    "subject_matter": "Wire fraud", "investigating_authority": "FBI Newark", "investigating_functions": "Investigates",
    "proceeding_stage": "investigation", "facts": "An invoice was forged.", "purpose": "Evidence", "nexus": "Account",
    "confidentiality": "none",
}


@pytest.fixture
def browser(office, client):
    """`browser("ada")` is a client in which Ada is signed in."""

    def signed_in(name):
        client.force_login(office[name])
        return client

    return signed_in


def begin(client, **changes):
    china = Party.objects.get(code="CN").pk
    given = {"kind": "mla", "direction": "out", "title": "Invoice fraud", "counterpart": china}
    return client.post(reverse("request_new"), given | changes)


@pytest.fixture
def complete(browser):
    """Ada's draft with every required answer."""
    begin(browser("ada"))
    draft = Request.objects.get()
    Request.objects.update(**ANSWERS)
    Offence.objects.create(request=draft, name="Fraud", provision="§ 1343", text="Whoever", max_penalty="20 years")
    Person.objects.create(request=draft, role="suspect", surname="Zhang", born_on=date(1980, 1, 1))
    AssistanceItem.objects.create(
        request=draft, seq=1, type="records", description="Statements", purpose="Control",
        details={"holder": "Bank of Sample", "record_class": "bank"},
    )
    return draft


def test_a_requester_begins_with_what_fits_nearly_always(browser):
    answer = begin(browser("ada"))
    draft = Request.objects.get()
    assert answer.headers["Location"] == reverse("writer", args=[draft.pk])
    assert (draft.agency.code, draft.requested_authority.code, draft.instrument.code) == ("US-FBI", "CN-MOJ", "MLAA")
    assert [event.verb for event in draft.events.all()] == ["draft"]


def test_a_police_request_goes_to_police(browser):
    begin(browser("ada"), kind="information")
    draft = Request.objects.get()
    assert (draft.requested_authority.code, draft.channel) == ("CN-MPS", "police")


def test_the_registrar_keys_in_what_arrived(browser):
    begin(browser("ben"), direction="in")
    draft = Request.objects.get()
    assert (draft.direction, draft.agency, draft.language) == ("in", None, "zh-hans")


@pytest.mark.parametrize(("who", "direction"), [("ada", "in"), ("ben", "out")])
def test_nobody_begins_for_the_other_side(browser, who, direction):
    assert begin(browser(who), direction=direction).status_code == 422
    assert Request.objects.count() == 0


def test_who_may_begin_nothing_is_refused(browser):
    assert browser("cleo").get(reverse("request_new")).status_code == 403


def test_an_empty_form_names_what_is_missing(browser):
    answer = browser("ada").post(reverse("request_new"), {})
    assert answer.status_code == 422
    assert "Enter a title" in answer.content.decode()


def test_a_complete_request_is_submitted_and_numbered(client, complete):
    answer = client.post(reverse("writer_submit", args=[complete.pk]), {"declaration": "on"}, follow=True)
    complete = Request.objects.get()
    assert complete.state == "intake"
    assert complete.own_reference in answer.content.decode()


def test_without_the_declaration_nothing_is_submitted(client, complete):
    client.post(reverse("writer_submit", args=[complete.pk]))
    assert Request.objects.get().state == "draft"


def test_an_incomplete_request_stays_a_draft_and_says_why(client, complete):
    Request.objects.update(facts="")
    answer = client.post(reverse("writer_submit", args=[complete.pk]), {"declaration": "on"}, follow=True)
    assert Request.objects.get().state == "draft"
    assert "Summarise the facts" in answer.content.decode()


def test_outsiders_submit_nothing(browser, complete):
    assert browser("eve").post(reverse("writer_submit", args=[complete.pk]), {"declaration": "on"}).status_code == 404


@pytest.fixture
def sent(a_request):
    """A request at the translation desk."""
    return a_request(in_state="transmission")


def typed(request):
    return {f"text:{text.key}": f"译文 {text.key}" for text in texts.texts_of(request)}


def test_the_desk_shows_both_texts_and_saves_those_of_the_translator(browser, sent, office, walker):
    url = reverse("translate", args=[sent.pk])
    engine.claim(sent.tasks.open().get(desk="translator"), by=office["tess"], now=walker.now)
    assert sent.facts[:30] in browser("tess").get(url).content.decode()
    assert browser("tess").post(url, typed(sent)).status_code == 302
    fresh = Request.objects.get(pk=sent.pk)
    assert texts.stale(fresh) == []
    Request.objects.filter(pk=sent.pk).update(facts="Changed.")
    assert texts.stale(Request.objects.get(pk=sent.pk)) == ["summary of facts"]


def test_without_the_task_what_is_typed_stays_on_the_page(browser, sent):
    answer = browser("tess").post(reverse("translate", args=[sent.pk]), typed(sent))
    assert answer.status_code == 409
    assert "译文 facts" in answer.content.decode()


def test_who_is_no_translator_saves_no_translation(browser, sent):
    assert browser("ada").post(reverse("translate", args=[sent.pk]), typed(sent)).status_code in {403, 409}
    assert sent.translations.count() == 0


def test_a_stranger_sees_no_texts(browser, sent):
    assert browser("eve").get(reverse("translate", args=[sent.pk])).status_code == 404
