"""What is said of formal requests beside the common acts: each with its clock, its guard and its letter."""

from datetime import UTC, datetime, timedelta

import pytest

from mla.demo.cases import CASES
from mla.exceptions import NotPossible
from mla.models import Person
from tests.kinds.stages import printed
from workflows.drafting import draft_from
from workflows.filling import drafter

pytestmark = pytest.mark.django_db
SERVED = {"document": "Summons of 1 March 2026", "recipient": "Sample Mail Inc.", "manner": "personal",
          "place": "Newark, New Jersey", "server": "Deputy Marshal Sample"}


@pytest.fixture
def executing(walker, a_request):
    """`executing("out")` is a formal request in execution."""
    return lambda direction, **case: walker.walk(a_request("draft", direction, "mla", **case), "execution")


def said(request):
    """The last event's verb and party."""
    event = request.events.order_by("seq").last()
    return event.verb, event.party


def test_a_service_names_what_on_whom_where_and_by_whom(walker, executing):
    request = walker.act(executing("in"), "serve", **SERVED)
    assert said(request) == ("serve", "home")
    with pytest.raises(NotPossible, match="server"):
        walker.act(request, "serve", **{**SERVED, "server": ""})


@pytest.mark.parametrize(("direction", "party"), [("out", "counterpart"), ("in", "home")])
def test_a_seizure_is_the_act_of_the_side_that_is_asked(walker, executing, direction, party):
    request = walker.act(executing(direction), "seize", things="Account 1", held_by="Bank of Sample")
    assert said(request) == ("seize", party)


def test_an_order_is_handed_over_for_enforcement_by_the_side_that_asks(walker, executing):
    handed = {"order": "Order 7 of 1 May 2026", "handed_to": "Sample Court", "reasons": "The provider did not answer."}
    assert said(walker.act(executing("out"), "enforce", **handed)) == ("enforce", "home")


def test_things_are_asked_back_and_given_back_within_thirty_days(walker, executing):
    request = executing("in")
    for word in ("report", "respond", "close"):
        request = walker.act(request, word)
    request = walker.act(request, "reclaim", things="Ledger, one volume")
    clock = request.clocks.get(rule__code="RETURN_ITEMS")
    assert (clock.obligated, clock.status) == ("counterpart", "running")
    request = walker.act(request, "give_back", returned=[{"thing": "Ledger", "state": "undamaged"}])
    assert request.clocks.get(rule__code="RETURN_ITEMS").status == "met"


def test_things_that_we_give_back_go_with_their_letter(walker, executing):
    request = executing("out")
    for word in ("report", "respond"):
        request = walker.act(request, word)
    request = walker.act(request, "reclaim", things="Ledger, one volume")
    request = walker.act(request, "give_back", returned=[{"thing": "Ledger, one volume", "state": "seal renewed"}])
    assert [one.code for one in request.letters.filter(event__verb="give_back")] == ["L49"]
    assert "seal renewed" in printed("L49")


def test_g22_the_safe_conduct_ends_fifteen_days_after_the_person_was_told(walker, travelling):
    request, person = travelling
    told = datetime(2026, 6, 30, 14, 0, tzinfo=UTC)
    request = walker.act(request, "discharge", now=told, person=person.pk, told_by="The court", reasons="Heard.")
    clock = request.clocks.get(rule__code="SAFE_CONDUCT")
    assert (clock.person_id, clock.starts_at, clock.strict) == (person.pk, told, "2026-07-15")
    request = walker.act(request, "depart", now=told + timedelta(days=3), person=person.pk)
    assert request.clocks.get(rule__code="SAFE_CONDUCT").status == "met"


@pytest.fixture
def travelling(walker, office):
    """A request that somebody in custody be transferred, in execution, and that person."""
    case = next(one for one in CASES if one["code"] == "o08_transfer_custody")
    request = walker.walk(draft_from(case, by=drafter(office, case), now=walker.now), "execution")
    assert "L52" in request.letters.values_list("code", flat=True)
    return request, request.persons.first()


def test_nobody_is_released_where_nobody_was_asked_to_come(walker, executing):
    request = executing("out")
    person = Person.objects.create(request=request, role="witness", surname="TEST")
    with pytest.raises(NotPossible, match="asks nobody to come"):
        walker.act(request, "discharge", person=person.pk, told_by="The court", reasons="Heard.")
