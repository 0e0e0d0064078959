"""Information between police: a transfer recalled within 72 hours, data in an emergency, other topics, no pictures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from documents.models import Attachment
from mla import completeness, kinds, recall
from mla.demo.cases import CASES
from mla.exceptions import NotPossible
from mla.models import Identifier, Request
from mla.sections import Raw
from mla.verification import breaks
from tests.kinds.stages import admit, begin, opine, printed
from tests.story import translate
from workflows.drafting import draft_from
from workflows.filling import drafter

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
TODAY = date(2026, 11, 16)
HELD = {"things": "Account 6200000000000000000", "amount": "31000", "currency": "USD", "held_by": "Sample Rural Bank"}
RECALLED = [
    ("ada", "draft", "home", "draft", [], []),
    ("ada", "submit", "home", "intake", [], []),
    ("ben", "wire", "home", "intake", ["FFKC-72H running"], []),
    ("ben", "admit", "home", "review", [], []),
    ("cleo", "opine", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("tess", "translate", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution",
     ["ACK-URGENT running", "DECISION running", "LECD-CYBER running", "SUBSCRIBER_INFO running"], ["L01", "L02"]),
    ("lin", "seize", "counterpart", "execution", ["FFKC-72H met_late"], []),
    ("lin", "report", "counterpart", "response",
     ["ACK-URGENT met_late", "DECISION met", "LECD-CYBER met", "SUBSCRIBER_INFO met"], []),
    ("lin", "respond", "home", "responded", [], ["N04"]),
    ("lin", "close", "home", "closed", [], ["L47"]),
]


def raw(form: dict[str, str]) -> Raw:
    """What a page sends."""
    return {name: [value] for name, value in form.items()}


def sheet(request: Request, key: str, **typed: str):
    """A page of the writer as it was typed."""
    section = kinds.get(request.kind).section(request, key)
    return section.open(request, TODAY, raw(typed))


def codes(request: Request, severity: str = "block") -> set[tuple[str, str]]:
    """(check, field) of each finding."""
    fresh = Request.objects.get(pk=request.pk)
    return {(one.code, one.field) for one in completeness.check(fresh, today=TODAY) if one.severity == severity}


def test_a_transfer_is_recalled_from_the_writer_to_closed(tell):
    story = tell("o21_info_bec_recall")
    story.case["details"]["wired_at"] = "2026-06-01T10:00:00-04:00"
    begin(story, "ada").press("Submit", declaration=True)
    story.note()
    start_the_hours(story)
    admit(story)
    opine(story)
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="police")
    story.tell("lin", THEIRS + "Record a seizure", **HELD)
    story.decide("lin", THEIRS + "Report execution", outcome_1="partial", steps_1="31,000 dollars are held.")
    story.decide("lin", "Respond", use_limits="None.")
    story.decide("lin", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")
    assert story.lines == RECALLED
    for said in ("SAMPCNSH", "82000.00", "00000000-0000-4000-8000-000000000001", "TEST-MT192-0001"):
        assert said in printed("L01"), said
    call_command("verify_record")
    assert list(breaks()) == []


def start_the_hours(story):
    """The registry starts the 72 hours; the form offers the moment of the transfer."""
    person = story.enter("ben", after=timedelta(hours=1)).open("/requests/").follow(story.request.own_reference)
    assert "Recall of the transfer" in person.text()
    person.follow("Start the 72 hours of a recall").press("Start the 72 hours of a recall")
    story.note()
    clock = story.request.clocks.get(rule__code="FFKC-72H")
    assert (clock.starts_at, clock.obligated) == (datetime(2026, 6, 1, 14, 0, tzinfo=UTC), "home")


@pytest.fixture
def transfer(a_request):
    """A draft about a transfer that is to be recalled."""
    request = a_request("draft", "out", "information")
    Request.objects.filter(pk=request.pk).update(details={**request.details, "kill_chain": True})
    return Request.objects.get(pk=request.pk)


@pytest.mark.parametrize(("name", "typed", "kept"), [
    ("uetr", "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000001"),
    ("uetr", "00000000-0000-1000-8000-000000000001", None), ("uetr", "1", None),
    ("bank_code", "021000021", "021000021"), ("bank_code", "021000022", None), ("bank_code", "000000000000",
                                                                                 "000000000000"),
    ("beneficiary_bic", "deutdeff", "DEUTDEFF"), ("beneficiary_bic", "DEUT", None),
    ("beneficiary_account", "GB82WEST12345698765432", "GB82WEST12345698765432"),
    ("beneficiary_account", "GB83WEST12345698765432", None), ("beneficiary_account", "6200-77", "6200-77"),
    ("amount", "82,000.5", "82000.50"), ("amount", "much", None), ("amount", "-1", None),
    ("currency", "usd", "USD"), ("currency", "dollars", None),
    ("wired_at", "2026-03-06T16:40:00-05:00", "2026-03-06T16:40:00-05:00"), ("wired_at", "2026-03-06 16:40", None),
])
def test_each_number_of_the_transfer_has_its_rule(transfer, name, typed, kept):
    form = sheet(transfer, "transfer", kill_chain="on", **{name: typed}).forms[0]
    assert bool(form.errors.get(name)) == (kept is None)
    if kept is not None:
        assert form.store().details[name] == kept


def test_a_transfer_needs_its_victim_its_banks_its_amount_and_its_moment(transfer):
    assert {("CK-14", name) for name in (
        "victim", "victim_bank", "beneficiary", "beneficiary_bank", "beneficiary_account", "amount", "currency",
        "wired_at",
    )} <= codes(transfer)
    Request.objects.filter(pk=transfer.pk).update(details={**transfer.details, "kill_chain": False})
    assert not {one for one in codes(transfer) if one[0] == "CK-14"}


def test_g40_the_criteria_of_the_kill_chain_are_shown_with_the_end_of_the_hours(office, a_request):
    request = a_request("draft", "in", "information")
    request.details = {"kill_chain": True, "wired_at": "2026-03-06T16:40:00-05:00", "amount": "82000.00",
                       "currency": "USD", "recalled_at": ""}
    before = datetime(2026, 3, 9, 21, 39, tzinfo=UTC)
    assert recall.criteria(request, before) == {"window": True, "amount": True, "recall": False}
    assert recall.criteria(request, before + timedelta(minutes=2))["window"] is False
    [(_title, lines)] = recall.panels(request, before)
    assert "17:40" in lines[0][1]
    assert "05:40" in lines[0][1]
    request.details |= {"amount": "49999.99", "recalled_at": "2026-03-07T09:00:00-05:00"}
    assert recall.criteria(request, before) == {"window": True, "amount": False, "recall": True}


def test_the_hours_start_only_where_a_transfer_is_named(walker, a_request):
    request = walker.walk(a_request("draft", "out", "information"), "intake")
    with pytest.raises(NotPossible, match="names no transfer"):
        walker.act(request, "wire")


def test_an_amount_that_was_seized_has_its_currency(walker, a_request):
    request = walker.walk(a_request("draft", "in", "information"), "execution")
    with pytest.raises(NotPossible, match="An amount and its currency belong together"):
        walker.act(request, "seize", **{**HELD, "currency": ""})


def test_g42_data_of_an_emergency_are_asked_for_by_a_letter_of_their_own(walker, office):
    request = _walked(walker, office, "o22_info_threat", "execution")
    assert list(request.letters.order_by("pk").values_list("code", flat=True)) == ["L32", "L02"]
    clock = request.clocks.get(rule__code="EMERGENCY_DATA")
    assert clock.due_at - clock.starts_at == timedelta(hours=8)
    letter = printed("L32")
    for said in ("imminent danger of death", "the school has 900 pupils", "Ada Whitcombe", "08:00"):
        assert said in letter, said
    request = walker.act(request, "conclude", now=clock.starts_at + timedelta(hours=5, minutes=40))
    assert request.clocks.get(rule__code="EMERGENCY_DATA").status == "met"


def test_g42_an_emergency_is_not_asked_for_without_threat_link_and_certificate(office):
    request = _draft(office, "o22_info_threat")
    assert codes(request) == set()
    bare = {"category": "terrorist_use", "began_at": "2026-11-16T22:10:00-05:00"}
    Request.objects.filter(pk=request.pk).update(details=bare)
    assert codes(request) == {("CK-25", "emergency")}
    Request.objects.filter(pk=request.pk).update(details=bare | {"emergency": "infrastructure"})
    assert codes(request) == set()
    Request.objects.filter(pk=request.pk).update(details=bare | {"emergency": "life"})
    asked = ("threat", "imminence", "data_link", "certified_by", "certified")
    assert codes(request) == {("CK-25", one) for one in asked}
    Request.objects.filter(pk=request.pk).update(urgency="urgent")
    assert codes(request) == set()


def test_g13_a_moment_without_offset_cannot_be_submitted_and_a_port_is_asked_for(office):
    request = _draft(office, "o12_info_phishing")
    Identifier.objects.filter(request=request).delete()
    page = kinds.get("information").section(request, "identifiers")
    typed = {"identifiers-TOTAL_FORMS": "1", "identifiers-INITIAL_FORMS": "0", "identifiers-0-scheme": "ipv4",
             "identifiers-0-value": "203.0.113.25", "identifiers-0-seen_at": "2026-03-01 08:00"}
    request.draft = {"identifiers": raw(typed)}
    page.open(request, TODAY, request.draft["identifiers"]).store(is_final=True)
    request.save()
    assert ("CK-11", "identifiers-0-seen_at") in codes(request)
    assert ("CK-11", "identifiers-0-port") in codes(request, "warn")


@pytest.mark.parametrize(("theme", "wanted"), [
    ("network", {("CK-05", "sector")}), ("narcotics", {("CK-05", "intelligence"), ("CK-05", "substances")}),
    ("fugitives", {("CK-09", "warrant")}), ("repatriation", {("CK-09", "stay")}), ("cybercrime", set()),
])
def test_each_topic_asks_its_own_questions(office, theme, wanted):
    request = _draft(office, "o12_info_phishing")
    Request.objects.filter(pk=request.pk).update(theme=theme, details={"began_at": "2026-11-16T22:10:00-05:00",
                                                                       "category": "fraud"})
    assert codes(request) == wanted


def test_what_a_topic_does_not_ask_is_kept_as_it_was(office):
    request = _draft(office, "o12_info_phishing")
    request.theme, request.details = "narcotics", {**request.details, "sector": "energy"}
    stored = sheet(request, "incident", substances="protonitazene").forms[1].store()
    assert (stored.details["sector"], stored.details["substances"]) == ("energy", "protonitazene")


def test_other_topics_need_a_person_instead_of_an_identifier(office):
    request = _draft(office, "o12_info_phishing")
    request.identifiers.all().delete()
    assert ("CK-11", "identifiers-0-scheme") in codes(request)
    Request.objects.filter(pk=request.pk).update(theme="fugitives", details={**request.details, "warrant": "A-0"})
    assert codes(request) == {("CK-09", "identifiers-0-scheme")}
    request.persons.create(role="fugitive", surname="TEST", born_on=date(1980, 1, 1))
    assert codes(request) == set()


def test_a_picture_that_was_attached_before_the_category_blocks(office):
    request = _draft(office, "o14_info_csam")
    assert codes(request) == set()
    Attachment.objects.create(request=request, filename="a.png", content_type="image/png", size=1, sha256="0" * 64,
                              uploaded_by=office["ada"], uploaded_at=request.created_at, title="a", purpose="annex")
    assert codes(request) == {("CK-24", "category")}


def _draft(office, code):
    case = next(one for one in CASES if one["code"] == code)
    return draft_from(case, by=drafter(office, case), now=datetime(2026, 11, 16, 15, tzinfo=UTC))


def _walked(walker, office, code, state):
    walker.now, walker.pause = datetime(2026, 11, 16, 15, tzinfo=UTC), timedelta(minutes=5)
    return walker.walk(_draft(office, code), state)


def test_what_is_not_ticked_is_not_told(office):
    request = _draft(office, "o22_info_threat")
    told = [label["en"] for label, _words in kinds.get("information").particulars(request)]
    assert "The officer named certifies that these facts are true to the best of his or her knowledge" in told
    assert not [one for one in told if one.startswith(("No unlawful", "Money was"))]
