"""The golden cases of repatriation through the engine, seen from the office of either side; guards and hard stops."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from documents.models import Letter
from mla.exceptions import NotPossible
from mla.kinds import repatriation
from mla.kinds.repatriation import standing
from mla.models import Person, Request
from tests.kinds.homes import asked_by_the_us, office_of
from tests.workflows.office import beijing, ends
from workflows.walking import Walker

pytestmark = pytest.mark.django_db
CLAIM = "asylum hearing on 3 May"


@pytest.fixture(params=["US", "CN"])
def asked(request, db, settings, monkeypatch):
    """`asked("2018-01-02")`: the request in execution by that day, with its walker; once for each office."""
    call_command("load_reference", verbosity=0)
    office = office_of(request.param, settings, monkeypatch)

    def begin(day: str, **changes):
        walker = Walker(cast=office, now=beijing(day), pause=timedelta(hours=1))
        return asked_by_the_us(walker, request.param, beijing(day), **changes), walker

    return begin


def clock(request, code):
    return request.clocks.filter(rule__code=code).latest("pk")


@pytest.mark.parametrize(("verified", "issued", "strict", "due", "status"), [
    pytest.param("2018-01-25", "2018-02-23", date(2018, 2, 24), date(2018, 2, 24), "met", id="G33"),
    pytest.param("2018-01-18", "2018-02-26", date(2018, 2, 17), date(2018, 2, 22), "met_late", id="G34"),
])
def test_g33_g34_a_document_within_thirty_days_of_verification(asked, verified, issued, strict, due, status):
    request, walker = asked("2018-01-04")
    request = walker.act(request, "verify", now=beijing(verified))
    running = clock(request, "LECD-TD30")
    assert (running.party.code, *ends(running)) == ("CN", strict, due)
    request = walker.act(request, "issue_document", now=beijing(issued), issued_on=issued, expires_on="2018-06-30")
    assert (clock(request, "LECD-TD30").status, request.items.get().outcome) == (status, "full")


def test_g36_a_stay_of_removal_pauses_the_document_and_the_journey(asked):
    request, walker = asked("2026-08-20")
    person = request.persons.get().pk
    request = walker.act(request, "verify", now=beijing("2026-09-02"))
    assert ends(clock(request, "LECD-TD30")) == (date(2026, 10, 2), date(2026, 10, 8))
    request = walker.act(request, "stay", now=beijing("2026-09-10"), person=person, ground="ST-COURT")
    assert clock(request, "LECD-TD30").status == "paused"
    request = walker.act(request, "lift", now=beijing("2026-10-20"), person=person)
    assert ends(clock(request, "LECD-TD30")) == (date(2026, 11, 11), date(2026, 11, 11))
    request = walker.act(request, "issue_document", now=beijing("2026-11-11"), issued_on="2026-11-11",
                         expires_on="2027-02-09")
    assert clock(request, "LECD-TD30").status == "met"


def test_g37_an_expired_document_is_renewed_before_the_flight(asked):
    request, walker = asked("2026-04-20", urgency="priority", urgency_reason="A charter is booked.")
    request = walker.act(request, "verify", now=beijing("2026-05-08"))
    request = walker.act(request, "issue_document", now=beijing("2026-05-11"), issued_on="2026-05-11",
                         expires_on="2026-08-09")
    assert ends(clock(request, "TD_VALID")) == (date(2026, 8, 9), date(2026, 8, 9))
    flight = {"departs_at": "2026-08-20T12:00-04:00", "arrives_at": "2026-08-21T15:00+08:00"}
    with pytest.raises(NotPossible, match="valid until 2026-08-09 only"):
        walker.act(request, "announce", now=beijing("2026-08-03"), **flight)
    request = walker.act(request, "renew", now=beijing("2026-08-03"))
    assert ends(clock(request, "TD_RENEW")) == (date(2026, 8, 17), date(2026, 8, 17))
    request = walker.act(request, "issue_document", now=beijing("2026-08-12"), issued_on="2026-08-12",
                         expires_on="2026-11-10", number="L898902C4")
    assert clock(request, "TD_RENEW").status == "met"
    assert clock(request, "TD_VALID").strict == "2026-11-10"
    request = walker.act(request, "announce", now=beijing("2026-08-14"), **flight)
    assert clock(request, "ITINERARY").status == "met"


@pytest.fixture
def held(a_request, walker):
    """An outgoing request in execution, with its walker and its first person."""
    request = a_request("execution", kind="repatriation")
    return request, walker, request.persons.order_by("pk").first()


def test_a_document_needs_verification_and_sound_dates(held):
    request, walker, person = held
    with pytest.raises(NotPossible, match="have not been verified"):
        walker.act(request, "issue_document")
    walker.act(request, "verify")
    with pytest.raises(NotPossible, match="expires before it is issued"):
        walker.act(request, "issue_document", issued_on="2026-03-09", expires_on="2026-03-08")
    with pytest.raises(NotPossible, match=r"check digit"):
        walker.act(request, "issue_document", mrz="L898902C37")
    walker.act(request, "issue_document", mrz="L898902C36")
    assert standing.of_request(request)[person.pk].document["number"] == "L898902C3"


def test_a_journey_waits_for_the_court_and_a_late_notice_gives_its_reason(held):
    request, walker, person = held
    for word in ("verify", "issue_document"):
        request = walker.act(request, word)
    request = walker.act(request, "stay", person=person.pk, ground="ST-COURT")
    with pytest.raises(NotPossible, match="cannot travel"):
        walker.act(request, "announce")
    request = walker.act(request, "lift", person=person.pk, ground="ST-COURT")
    soon = {"departs_at": (walker.now + timedelta(days=2)).isoformat(),
            "arrives_at": (walker.now + timedelta(days=3)).isoformat()}
    with pytest.raises(NotPossible, match="less than 72 hours"):
        walker.act(request, "announce", **soon)
    request = walker.act(request, "announce", short_notice="A seat became free.", **soon)
    assert clock(request, "ITINERARY").status == "met_late"


def test_the_file_stays_open_until_it_is_known_what_became_of_everybody(held):
    request, walker, _person = held
    with pytest.raises(NotPossible, match="has not been answered yet"):
        walker.act(request, "report")
    other = request.persons.order_by("pk").last()
    for word, facts in (("verify", {}), ("undetermined", {"person": other.pk}), ("issue_document", {})):
        request = walker.act(request, word, **facts)
    assert request.items.get().outcome == "partial"
    for word in ("report", "respond"):
        request = walker.act(request, word)
    with pytest.raises(NotPossible, match="record the handover"):
        walker.act(request, "close")
    request = walker.act(request, "fail")
    assert walker.act(request, "close").state == "closed"


def test_a_person_of_another_request_is_refused(held, a_request):
    request, walker, _person = held
    stranger = a_request("draft", kind="repatriation").persons.first()
    with pytest.raises(NotPossible, match="Choose a person of this request"):
        walker.act(request, "verify", person=stranger.pk)


def test_a_pending_claim_is_a_hard_stop_from_submission_to_departure(a_request, office, walker, client):
    draft = a_request("draft", kind="repatriation")
    person = draft.persons.order_by("pk").first()
    Person.objects.filter(pk=person.pk).update(details={**person.details, "protection_claim": "pending"})
    with pytest.raises(NotPossible, match="a claim to protection is pending"):
        walker.act(draft, "submit")
    request = a_request("transmission", kind="repatriation")
    person = request.persons.order_by("pk").first()
    request = walker.act(request, "stay", person=person.pk, ground="ST-PROTECTION", reasons=CLAIM)
    with pytest.raises(NotPossible, match="a claim to protection is pending"):
        walker.act(request, "transmit")
    client.force_login(office["lin"])
    assert "Hard stop" in client.get(reverse("request", args=[request.pk])).content.decode()
    request = walker.act(request, "lift", person=person.pk, ground="ST-PROTECTION")
    request = walker.act(walker.act(request, "transmit"), "verify")
    request = walker.act(request, "stay", person=person.pk, ground="ST-PROTECTION", reasons=CLAIM)
    assert clock(request, "LECD-TD30").status == "paused"
    with pytest.raises(NotPossible, match="a claim to protection is pending"):
        walker.act(request, "apply")


def test_a_question_of_our_own_registry_is_answered_even_while_a_claim_is_pending(a_request, walker):
    request = a_request("clarification", kind="repatriation")
    person = request.persons.first()
    Person.objects.filter(pk=person.pk).update(details={**person.details, "protection_claim": "pending"})
    assert walker.act(request, "answer").state == "intake"


def test_nothing_of_a_claim_is_printed(a_request, walker):
    request = a_request("draft", kind="repatriation")
    person = request.persons.order_by("pk").first()
    told = {**person.details, "protection_claim": "decided"}
    Person.objects.filter(pk=person.pk).update(details=told)
    request = walker.walk(request, "execution")
    request = walker.act(request, "stay", person=person.pk, ground="ST-PROTECTION", reasons=CLAIM)
    request = walker.act(request, "lift", person=person.pk)
    for word in ("verify", "apply", "issue_document", "announce", "depart", "hand_over"):
        request = walker.act(request, word)
    letters = Letter.objects.filter(request=request)
    assert [one.code for one in letters.order_by("pk")] == ["L33", "L02", "L35", "L37", "L38"]
    printed = "".join(str(one.snapshot) for one in letters).casefold()
    for word in ("asylum", "protection", "庇护", "保护申请", "stayed the removal", "no court"):
        assert word not in printed


@pytest.mark.parametrize("text", ["Denied asylum in 2020.", "该人曾申请庇护。", "A refugee's travel document."])
def test_a_text_that_speaks_of_a_claim_stops_the_request(a_request, walker, text):
    request = a_request("draft", kind="repatriation", facts=text)
    with pytest.raises(NotPossible, match="CLAIM-TEXT"):
        walker.act(request, "submit")


def test_an_act_that_speaks_of_a_claim_is_refused(held):
    request, walker, _person = held
    walker.act(request, "verify")
    with pytest.raises(NotPossible, match="mentions asylum"):
        walker.act(request, "apply", itinerary="After the asylum hearing.")


def test_an_identity_number_agrees_with_the_person(a_request, walker):
    request = a_request("draft", kind="repatriation")
    Person.objects.filter(request=request).update(born_on=date(1950, 1, 1), sex="M")
    [page] = [one for one in repatriation.KIND.outgoing if one.key == "persons"]
    said = [one.finding.text for one in page.open(request, date(2026, 3, 2)).questions() if not one.is_answered]
    assert "The identity number has another date of birth (CK-09)" in said
    assert "The identity number belongs to the other sex (CK-09)" in said


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_says_where_the_persons_stand_at_the_same_cost(held, office, client, number,
                                                                django_assert_num_queries):
    request, walker, _person = held
    walker.act(request, "verify")
    for n in range(number - 1):
        other = Request.objects.get(pk=request.pk)
        other.pk, other._state.adding, other.own_reference = None, True, f"US-CN-2026-9{n:03d}"
        other.save(force_insert=True)
    Request.objects.filter(pk=request.pk).update(created_at=request.created_at + timedelta(days=1))
    client.force_login(office["ben"])
    with django_assert_num_queries(16):
        page = client.get(reverse("requests"))
    assert "1 verified · 1 not answered" in page.content.decode()
