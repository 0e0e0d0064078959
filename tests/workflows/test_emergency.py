"""An emergency goes out before it is reviewed: by a permission of its own, and the review cannot be forgotten."""

import pytest

from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Request
from mla.verification import breaks
from workflows import engine

pytestmark = pytest.mark.django_db
URGENT = {"urgency": "emergency", "urgency_reason": "A bomb threat for this evening."}


@pytest.fixture
def submitted(a_request):
    request = a_request(in_state="intake")
    Request.objects.filter(pk=request.pk).update(**URGENT)
    return Request.objects.get(pk=request.pk)


@pytest.fixture
def sent(submitted, walker):
    return walker.act(walker.act(submitted, "expedite"), "transmit")


def desks(request):
    return sorted(request.tasks.open().values_list("desk", flat=True))


def test_it_is_released_by_the_emergency_officer_alone(submitted, walker):
    for name in ("ben", "dov", "sam", "gus"):
        with pytest.raises(PermissionDenied):
            engine.fire(submitted, "expedite", by=walker.cast[name], now=walker.now, facts={"reasons": "Tonight."})
    request = walker.act(submitted, "expedite")
    assert (request.state, request.is_review_owed, desks(request)) == ("transmission", True, ["dispatcher"])
    assert {one.disposition for one in request.items.all()} == {"granted"}
    assert request.events.last().details == {
        "reasons": "The threat names this evening.", "from": "intake", "to": "transmission"
    }


@pytest.mark.parametrize(("change", "why"), [
    ({"urgency": "urgent"}, "Only an emergency"), ({"urgency_reason": ""}, "The reason of the emergency"),
])
def test_nothing_else_goes_out_unreviewed(submitted, walker, change, why):
    Request.objects.filter(pk=submitted.pk).update(**change)
    with pytest.raises(NotPossible, match=why):
        walker.act(submitted, "expedite")


def test_the_review_is_a_task_and_the_translation_another_one(sent):
    assert desks(sent) == ["countersigner", "liaison", "translator"]
    assert sent.events.filter(verb="transmit").get().details["untranslated"]
    assert sent.clocks.get(rule__code="AFTER-REVIEW").status == "running"


def test_no_result_is_taken_in_before_the_review(sent, walker):
    with pytest.raises(NotPossible, match="the review is still owed"):
        walker.act(sent, "report")
    reviewed = walker.act(sent, "endorse")
    assert (reviewed.is_review_owed, desks(reviewed)) == (False, ["liaison", "translator"])
    assert reviewed.clocks.get(rule__code="AFTER-REVIEW").status == "met"
    assert walker.act(reviewed, "report").state == "response"
    assert list(breaks()) == []


@pytest.mark.parametrize(("word", "back"), [("ask", "answer"), ("consult", "settle"), ("postpone", "resume")])
def test_the_review_is_due_while_the_request_waits_too(sent, walker, word, back):
    waiting = walker.act(sent, word)
    assert desks(waiting) == ["countersigner", "liaison", "translator"]
    returned = walker.act(waiting, back)
    assert (returned.state, desks(returned)) == ("execution", ["countersigner", "liaison", "translator"])


def test_it_is_given_while_the_request_waits(sent, walker):
    waiting = walker.act(walker.act(sent, "ask"), "endorse")
    assert (waiting.state, desks(waiting)) == ("clarification", ["liaison", "translator"])
    assert not waiting.is_review_owed
    assert waiting.clocks.get(rule__code="AFTER-REVIEW").status == "met"
    assert "countersigner" not in desks(walker.act(waiting, "answer"))


def test_a_kind_with_desks_of_its_own_owes_the_review_too(a_request, walker):
    request = a_request(in_state="intake", kind="hotline")
    Request.objects.filter(pk=request.pk).update(**URGENT)
    called = walker.act(Request.objects.get(pk=request.pk), "expedite")
    assert (called.state, desks(called)) == ("execution", ["countersigner", "duty_officer", "translator"])
    assert desks(walker.act(called, "endorse")) == ["duty_officer", "translator"]


def test_who_let_it_out_does_not_review_it(sent, walker):
    emi, task = walker.cast["emi"], sent.tasks.open().get(desk="countersigner")
    emi.memberships.create(authority=walker.cast["dov"].memberships.get(role="countersigner").authority,
                           role="countersigner")
    fresh = type(emi).objects.get(pk=emi.pk)
    engine.claim(task, by=fresh, now=walker.now)
    with pytest.raises(PermissionDenied, match="Four eyes"):
        engine.mark(sent, "endorse", by=fresh, now=walker.now, facts={"result": "endorsed", "text": "Fine."})
