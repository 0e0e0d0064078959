"""What only some requests meet, as people go through it: a call confirmed in writing, and a letter that was wrong."""

import pytest
from django.utils import timezone

from mla.demo.cases import CASES
from mla.exceptions import NotPossible
from mla.vocabulary import FINAL, State
from tests.person import Person
from workflows import engine
from workflows.drafting import draft_from
from workflows.filling import drafter

pytestmark = pytest.mark.django_db


def a_case(walker, code):
    case = next(one for one in CASES if one["code"] == code)
    return draft_from(case, by=drafter(walker.cast, case), now=walker.now)


def codes(request) -> list[str]:
    return list(request.letters.order_by("pk").values_list("code", flat=True))


def test_a_request_made_by_telephone_is_recorded_and_confirmed(office, walker, monkeypatch):
    request = walker.clear_desks(walker.walk(a_case(walker, "o02_freeze_proceeds"), "transmission"), "transmit")
    monkeypatch.setattr(timezone, "now", lambda: walker.now)
    page = Person(office["dan"]).open("/inbox/?tab=queue").press(f"Take {request.own_reference}")
    page.open("/inbox/").follow(request.own_reference).follow("Transmit")
    page.press("Transmit", status=422, channel="hotline", manner="oral")
    complaints = " ".join(page.complaints())
    assert all(f"“{one}” is needed." in complaints for one in ("Made by", "Taken by", "How the caller was verified"))
    page.press("Transmit", channel="hotline", manner="oral", caller="Gus Petrakis, Duty Officer", taken_by="王立群",
               check="Called back on the number of the contact list.")
    assert codes(request) == ["L03"]
    assert request.clocks.get(rule__code="MLAA-CONF15").status == "running"

    page.open(f"/requests/{request.pk}/").follow("Confirm in writing")
    page.press("Confirm in writing", differences="The amount is 82,000 US dollars.")
    assert codes(request) == ["L03", "L04", "L02"]
    assert request.clocks.get(rule__code="MLAA-CONF15").status == "met"
    confirmed = request.letters.get(code="L04").snapshot["confirmed"]
    assert confirmed["differences"]["en"] == "The amount is 82,000 US dollars."


def test_an_urgent_request_in_writing_needs_no_confirmation(walker):
    request = walker.walk(a_case(walker, "o02_freeze_proceeds"), "execution")

    assert codes(request) == ["L01", "L02"]
    assert not request.clocks.filter(rule__code="MLAA-CONF15").exists()
    assert codes(walker.act(request, "confirm")) == ["L01", "L02"]


def test_a_letter_is_corrected_by_a_letter_and_both_stay(office, walker, a_request, monkeypatch):
    request = a_request(in_state="closed", direction="in")
    wrong = request.letters.get(code="L16")
    monkeypatch.setattr(timezone, "now", lambda: walker.now)
    page = Person(office["ben"]).open(f"/requests/{request.pk}/").follow("Correct a letter or a recorded moment")
    page.press("Correct a letter or a recorded moment", letter=wrong.number, wrong="17 pages", right="71 pages",
               reasons="Two figures were exchanged.")

    right = request.letters.get(code="L53")
    assert (right.supersedes, right.addressee) == (wrong, wrong.addressee)
    assert right.snapshot["correction"]["number"] == wrong.number
    assert request.letters.filter(pk=wrong.pk).exists()
    assert right.number in page.open(f"/letters/{wrong.pk}/").text()
    assert wrong.number in page.open(f"/letters/{right.pk}/").text()


def test_a_corrected_letter_is_corrected_no_more_but_its_correction_is(walker, a_request):
    request = a_request(in_state="execution", direction="in")
    first = request.letters.get(code="L10").number
    told = {"wrong": "one", "right": "two", "reasons": "A slip."}
    request = walker.act(request, "correct", letter=first, **told)
    second = request.letters.get(code="L53").number

    with pytest.raises(NotPossible, match=f"Letter {first} was corrected by letter {second}: correct that one."):
        walker.act(request, "correct", letter=first, **told)
    walker.act(request, "correct", letter=second, **told)
    assert codes(request)[-2:] == ["L53", "L53"]


def test_a_letter_of_another_request_is_not_corrected(walker, a_request):
    mine, other = a_request(in_state="execution"), a_request(in_state="execution")
    number = other.letters.first().number

    with pytest.raises(NotPossible, match=f"This request has no letter with the number {number}."):
        walker.act(mine, "correct", letter=number, wrong="one", right="two", reasons="A slip.")


@pytest.mark.parametrize("state", [one for one in State if one not in (State.LAPSED,)], ids=str)
def test_corrections_are_possible_in_every_state_but_draft(walker, a_request, office, state):
    request = a_request(in_state=state, direction="in")
    words = {one.word for one in engine.sayable(request, office["ben"])}

    assert ("correct" in words) == (state != State.DRAFT)
    assert state not in FINAL or words <= {
        "correct", "attach", "use", "breach", "reclaim", "give_back", "relate", "sever",
    }


@pytest.mark.parametrize("gone", ["consent", "consent_on", "return_by"])
def test_nobody_is_transferred_without_consent_and_return(walker, gone):
    request = walker.clear_desks(walker.walk(a_case(walker, "i15_transfer_custody"), "review"), "grant")
    item = request.items.get()
    del item.details[gone]
    item.save()

    with pytest.raises(NotPossible, match="Item 1: the "):
        walker.act(request, "grant")
