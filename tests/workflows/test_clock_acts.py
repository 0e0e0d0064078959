"""The forms of the acts on one clock, as somebody without JavaScript fills them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from mla.models import Event
from tests.person import Person
from tests.workflows.one_rule import rewrite
from workflows import engine
from workflows.models import Clock

EXTEND = {"length_count": "10", "length_unit": "d", "granted_by": "home", "reasons": "The file is large."}


@pytest.fixture
def clock(a_request):
    """The decision that we owe on a request in review."""
    return Clock.objects.get(request=a_request(in_state="review", direction="in"), rule__code="DECISION")


@pytest.fixture
def treaty_clock(clock):
    """The same clock, by a treaty that knows no extension."""
    rewrite(clock.rule.code, source_class="treaty", max_extension="")
    return clock


def page_of(clock, word=""):
    return reverse("clock_act", args=[clock.pk, word]) if word else reverse("clock", args=[clock.pk])


def strict(clock):
    return Clock.objects.get(pk=clock.pk).strict


def said(clock, word):
    return Event.objects.filter(request=clock.request, verb=word)


@pytest.mark.parametrize(("who", "labels"), [
    ("ben", ["Extend a deadline"]), ("cleo", ["Extend a deadline"]), ("lin", ["Extend a deadline"]), ("ruth", []),
    ("sam", ["Extend a deadline", "Waive a deadline", "Cancel a deadline"]), ("dan", []),
])
def test_page_offers_the_acts_that_the_reader_may_take(clock, office, who, labels):
    person = Person(office[who]).open(page_of(clock))
    assert [one for one in person.links() if one.endswith(" a deadline")] == labels


def test_rule_without_extension_offers_none_and_says_so(treaty_clock, office):
    person = Person(office["ben"]).open(page_of(treaty_clock))
    assert "Extend a deadline" not in person.links()
    assert "none is allowed" in person.text()
    answer = person.client.get(page_of(treaty_clock, "extend"))
    assert answer.status_code == 409
    assert "(DECISION, version 1) allows no extension." in answer.content.decode()


def test_form_shows_the_date_before_and_after_and_extends(clock, office):
    person = Person(office["ben"]).open(page_of(clock)).follow("Extend a deadline")
    assert "The rule allows 30 days in all, of which 30 days can still be granted." in person.text()
    assert "Extended by 30 days, the due date moves from " in person.text()
    person.press("Show the new date", **EXTEND)
    assert "Extended by 10 days, the due date moves from " in person.text()
    assert person.page.get_element_by_id("id_reasons").value.strip() == EXTEND["reasons"]
    before = strict(clock)
    person.press("Extend a deadline")
    assert person.address == page_of(clock)
    assert "Deadline extended. It is now due " in person.text()
    assert strict(clock) > before
    [event] = said(clock, "extend")
    assert (event.actor, event.details["length"], event.details["clock"]) == (office["ben"], "10d", clock.pk)


def test_what_the_other_side_granted_is_told_in_the_record(clock, office):
    person = Person(office["ben"]).open(page_of(clock, "extend"))
    person.press("Extend a deadline", **{**EXTEND, "granted_by": "counterpart"})
    assert said(clock, "extend").get().details["granted_by"] == "counterpart"


def test_rule_is_named_at_the_field(clock, office):
    person = Person(office["ben"]).open(page_of(clock, "extend"))
    person.press("Extend a deadline", status=422, **{**EXTEND, "length_count": "40"})
    sentence = "(DECISION, version 1) is extended by 30 days at most in all, of which 30 days can still be granted."
    assert any(sentence in one for one in person.complaints())
    assert person.page.xpath("//a[@href='#id_length_count']")
    assert not said(clock, "extend").exists()


@pytest.mark.parametrize(("answers", "sentence"), [
    ({"length_count": "0"}, "whole number from 1 to 999"), ({"length_count": ""}, "“Extend by” is needed"),
    ({"reasons": ""}, "“Reasons” is needed"),
])
def test_flaw_names_its_field(clock, office, answers, sentence):
    person = Person(office["ben"]).open(page_of(clock, "extend"))
    person.press("Extend a deadline", status=422, **{**EXTEND, **answers})
    assert any(sentence in one for one in person.complaints())


def test_form_sent_twice_extends_once(clock, office):
    person = Person(office["ben"]).open(page_of(clock, "extend"))
    page, address = person.page, person.address
    person.press("Extend a deadline", **EXTEND)
    first = strict(clock)
    person.page, person.address = page, address
    person.press("Extend a deadline", **EXTEND)
    assert (person.address, strict(clock), said(clock, "extend").count()) == (page_of(clock), first, 1)


def test_form_sent_twice_when_nothing_is_left_is_still_one_act(clock, office):
    person = Person(office["ben"]).open(page_of(clock, "extend"))
    page, address = person.page, person.address
    person.press("Extend a deadline", **{**EXTEND, "length_count": "30"})
    person.page, person.address = page, address
    person.press("Extend a deadline", **{**EXTEND, "length_count": "30"})
    assert (person.address, said(clock, "extend").count()) == (page_of(clock), 1)


def test_stale_page_keeps_what_was_typed_and_can_be_sent_again(clock, office):
    person = Person(office["ben"]).open(page_of(clock, "extend"))
    facts = {"clock": clock.pk, "length": "5d", "reasons": "An expert is heard."}
    engine.mark(clock.request, "extend", by=office["cleo"], now=timezone.now(), facts=facts)
    person.press("Extend a deadline", status=409, **EXTEND)
    assert "has changed since this page was opened" in person.text()
    assert person.page.get_element_by_id("id_reasons").value.strip() == EXTEND["reasons"]
    assert person.page.get_element_by_id("id_length_count").value == "10"
    assert said(clock, "extend").count() == 1
    person.press("Extend a deadline")
    assert said(clock, "extend").count() == 2


def test_page_of_a_clock_met_meanwhile_keeps_what_was_typed(clock, office, walker):
    person = Person(office["sam"]).open(page_of(clock, "waive"))
    walker.now = timezone.now() - timedelta(days=1)
    walker.act(clock.request, "grant")
    person.press("Waive a deadline", status=409, granted_by="home", reasons="It is of no use any more.")
    assert "is met late: it can no longer be waived." in person.text()
    assert "It is of no use any more." in person.text()
    assert "seen" not in person.text()


def test_treaty_date_is_waived_only_with_the_agreement(treaty_clock, office):
    person = Person(office["sam"]).open(page_of(treaty_clock)).follow("Waive a deadline")
    assert "falls away: the clock ends with this act." in person.text()
    answers = {"granted_by": "counterpart", "reasons": "The hearing is put off."}
    person.press("Waive a deadline", status=422, **answers)
    assert person.page.xpath("//a[@href='#id_agreement']")
    person.press("Waive a deadline", **answers, agreement="Their letter of 3 March 2026.")
    assert Clock.objects.get(pk=treaty_clock.pk).status == "waived"
    assert "Deadline waived." in person.text()


def test_cancellation_ends_the_clock(clock, office):
    person = Person(office["sam"]).open(page_of(clock)).follow("Cancel a deadline")
    person.press("Cancel a deadline", reasons="It was started in error.")
    assert Clock.objects.get(pk=clock.pk).status == "cancelled"
    assert "cancellation" in person.text()


@pytest.mark.parametrize(("who", "word"), [("ben", "waive"), ("ruth", "extend"), ("dan", "cancel")])
def test_who_may_not_is_refused_and_changes_nothing(clock, office, who, word):
    person = Person(office[who])
    assert person.client.get(page_of(clock, word)).status_code == 409
    client = person.client
    client.handler.enforce_csrf_checks = False
    assert client.post(page_of(clock, word), {**EXTEND, "clock": clock.pk}).status_code == 403
    assert not said(clock, word).exists()


def test_outsider_finds_no_form(clock, office):
    for word in ("extend", "waive", "cancel"):
        assert Person(office["eve"]).client.get(page_of(clock, word)).status_code == 404


def test_no_other_word_and_no_other_clock(clock, office, client):
    client.force_login(office["ben"])
    assert client.get(page_of(clock, "grant")).status_code == 404
    assert client.post(page_of(clock, "extend"), {**EXTEND, "clock": clock.pk + 1}).status_code == 404


def test_act_may_begin_at_the_request_where_the_clock_is_chosen(clock, office):
    address = reverse("request_milestone", args=[clock.request_id, "extend"])
    before = strict(clock)
    person = Person(office["ben"]).open(address)
    person.press("Extend a deadline", status=422, **EXTEND)
    person.press("Extend a deadline", **EXTEND, clock=clock.pk)
    assert strict(clock) > before


def test_stay_and_lift_name_their_ground_and_whom_they_concern(clock, office):
    person = clock.request.persons.first()
    address = reverse("request_milestone", args=[clock.request_id, "stay"])
    Person(office["ben"]).open(address).press(
        "Stay the clocks", ground="ST-COURT", concerns=f"person:{person.pk}", reasons="A court stayed it."
    )
    assert {key: said(clock, "stay").get().details[key] for key in ("ground", "person")} == {
        "ground": "ST-COURT", "person": person.pk,
    }
    address = reverse("request_milestone", args=[clock.request_id, "lift"])
    Person(office["ben"]).open(address).press("Lift the stay", ground="ST-COURT", concerns="item:1")
    assert said(clock, "lift").get().details == {"ground": "ST-COURT", "item": 1}


def test_form_is_in_chinese(clock, office, client):
    client.force_login(office["ben"])
    client.cookies["django_language"] = "zh-hans"
    with translation.override("en"):  # what the page activates ends with it
        page = client.get(page_of(clock, "extend")).content.decode()
    assert "对协助请求作出决定" in page
