"""Information without a request: its story, its feedback, and what a closed marking keeps from whom."""

import pytest
from django.urls import reverse

from mla import access
from mla.completeness import check
from mla.exceptions import NotPossible
from mla.models import Authority, Request
from tests.kinds.stages import a_case, begin, printed
from tests.person import Person
from tests.story import translate
from workflows.walking import dictionary_of

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
OUTGOING = [
    ("ada", "draft", "home", "draft", [], []),
    ("ada", "admit", "home", "review", [], []),
    ("cleo", "opine", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("tess", "translate", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution", ["ACK-ROUTINE running", "LEAD_FEEDBACK running"], ["L41", "L02"]),
    ("lin", "acknowledge", "counterpart", "execution", ["ACK-ROUTINE met"], []),
    ("lin", "feedback", "counterpart", "execution", ["LEAD_FEEDBACK met"], []),
    ("lin", "report", "counterpart", "response", [], []),
    ("lin", "respond", "home", "responded", [], ["N04"]),
    ("lin", "close", "home", "closed", [], ["L47"]),
]


def test_an_outgoing_lead_from_the_writer_to_closed(tell):
    story = tell("o20_lead")
    begin(story, "ada").press("Submit", declaration=True)
    story.note()
    story.decide("cleo", "Give an opinion", recommendation="grant", text="May be shared.")
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="police")
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference="CERT-TEST-1")
    story.tell("lin", THEIRS + "Give feedback", usefulness="4", used=True, result="Two machines were examined.")
    story.decide("lin", THEIRS + "Report execution", outcome_1="full", steps_1="Used.")
    story.decide("lin", "Respond", use_limits="None.")
    story.decide("lin", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")
    assert story.lines == OUTGOING
    assert [one.details.get("passed") for one in story.request.events.filter(verb="admit")] == [True]
    for words in ("TLP:AMBER", "203.0.113.41", "No reply is needed", "B: usually reliable", "无需答复"):
        assert words in printed("L41")


def test_g39_what_is_marked_amber_strict_stays_with_one_agency(walker, office):
    request = walker.walk(a_case(walker, "i19_lead"), "execution")
    assert request.legs.last().authority.code == "US-OIA"
    assert set(request.clocks.values_list("rule__code", "status")) == {
        ("ACK-ROUTINE", "met"), ("LEAD_FEEDBACK", "running")}
    fbi = Authority.objects.get(code="US-FBI").pk
    with pytest.raises(NotPossible, match=r"TLP:AMBER\+STRICT: it stays with the authority"):
        walker.act(request, "forward", authority=fbi)
    address = reverse("shared_objects_stix", args=[request.pk])
    told = {}
    for name in ("xia", "eve", "lin", "ruth"):
        person = Person(office[name])
        told[name] = person.client.get(address).status_code
    assert told == {"xia": 404, "eve": 404, "lin": 200, "ruth": 200}
    request = walker.act(request, "feedback", usefulness=4, used=True, result="The operator was told.")
    assert request.clocks.get(rule__code="LEAD_FEEDBACK").status == "met"
    assert list(request.letters.values_list("code", flat=True)) == ["L05", "N02", "L42"]


def test_a_lead_of_an_agency_is_read_by_it_and_the_named(office, walker):
    request = a_case(walker, "o20_lead")
    request.tlp = "amber_strict"
    request.details["recipients"] = [office[name].pk for name in ("cleo", "dov", "tess", "dan", "lin")]
    request.save()
    walker.dictionary = dictionary_of({}, {})
    request = walker.walk(request, "execution")
    seen = {name for name in office if Request.objects.visible_to(office[name]).exists()}
    assert seen == {"ada", "xia", "cleo", "dov", "tess", "dan", "lin"}
    assert request.letters.filter(code="L41").exists()


def test_red_is_read_by_the_named_alone_and_never_exported(office, walker):
    request = a_case(walker, "i19_lead")
    request.tlp = "red"
    request.details["recipients"] = [office[name].pk for name in ("ben", "cleo", "tess", "dov", "dan", "lin")]
    request.save()
    request = walker.walk(request, "execution")
    assert {name for name in office if Request.objects.visible_to(office[name]).exists()} == {
        "ben", "cleo", "tess", "dov", "dan", "lin"}
    lin = Person(office["lin"])
    assert lin.client.get(reverse("shared_objects_stix", args=[request.pk])).status_code == 403
    assert "TLP:RED is not exported" in lin.open(reverse("shared_objects", args=[request.pk])).text()
    note = printed("N02")
    assert "电力企业" not in note
    assert "power utilities and deliver" not in note
    assert "The named recipients read it in the file" in note


def test_the_source_s_marking_is_kept(walker):
    request = a_case(walker, "o20_lead")
    assert [one.text for one in check(request) if one.is_blocking] == []
    request.details |= {"source": "A provider of mail services", "source_tlp": "red"}
    request.save()
    assert [(one.code, one.field) for one in check(request) if one.is_blocking] == [
        ("CK-30", "tlp"), ("CK-30", "source_consent")]
    request.details["source_consent"] = "The provider's counsel, 20 October 2026"
    request.save()
    assert [one.text for one in check(request) if one.is_blocking] == []


def test_the_order_of_the_markings():
    assert access.is_wider("green", "amber")
    assert not access.is_wider("amber_strict", "amber")
    assert not access.is_wider("red", "red")
