"""A letter names the earlier requests that its reader knows, and no other."""

import pytest

from documents.models import Letter
from mla.models import Compartment, Party, Request, RequestLink
from tests.documents.recording import Book

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked(a_request, walker, office):
    """A request that goes back to others, one link for each way of changing the other one."""

    def make(later, *others, sort="follow_up", **changes):
        for number, other in enumerate(others):
            Request.objects.filter(pk=other.pk).update(**changes)
            RequestLink.objects.create(
                later=later, earlier=other, sort=sort, reasons="x", made_by=office["ben"],
                made_at=walker.now.replace(second=number),
            )

    return make


def test_the_request_and_its_transmittal_name_what_the_other_side_knows(a_request, walker, linked):
    sent, came = a_request("execution", foreign_reference="CN-77"), a_request("intake", direction="in")
    later = a_request("transmission")
    linked(later, sent, came)
    later = walker.act(later, "transmit")
    letters = {one.code: one for one in later.letters.all()}
    for code in ("L01", "L02"):
        told = letters[code].snapshot["earlier"]
        assert [(one["ours"], one["is_ours"]) for one in told] == [
            (sent.own_reference, True), (came.own_reference, False)]
        assert told[0]["date"]["iso"] == sent.sent_at.astimezone(sent.home.tz).date().isoformat()
        page = Book(letters[code]).page
        assert f"follows up our request {sent.own_reference}" in page
        assert f"follows up your request {came.foreign_reference} (our reference {came.own_reference})" in page
        assert "的后续请求。" in page
        assert (Book(letters[code]).unread, Book(letters[code]).unknown) == (set(), set())


@pytest.mark.parametrize(("state", "sort", "changes"), [
    ("intake", "follow_up", {}), ("execution", "related", {}), ("execution", "follow_up", {"classification": 2}),
    ("execution", "follow_up", {"tlp": "red"}), ("execution", "supplement", {"counterpart": "DE"}),
    ("execution", "follow_up", {"compartment": "harbour"}),
])
def test_what_the_other_side_may_not_know_is_not_named(a_request, walker, linked, state, sort, changes):
    known = {"counterpart": Party, "compartment": Compartment}
    changes = {name: known[name].objects.get(code=one) if name in known else one for name, one in changes.items()}
    hidden, later = a_request(state), a_request("transmission")
    linked(later, hidden, sort=sort, **changes)
    letters = walker.act(later, "transmit").letters.all()
    assert {one.code: one.snapshot["earlier"] for one in letters} == {"L01": [], "L02": []}
    assert all(hidden.own_reference not in Book(one).page for one in letters)


def test_an_order_of_execution_names_what_the_same_authority_had_before(a_request, walker, linked):
    before, elsewhere = a_request("execution", direction="in"), a_request("review", direction="in")
    later = a_request("transmission", direction="in")
    linked(later, before, elsewhere, sort="supplement")
    order = Letter.objects.get(request=walker.act(later, "transmit"), code="N02")
    assert [one["ours"] for one in order.snapshot["earlier_here"]] == [before.own_reference]
    assert f"supplements an earlier one of {order.snapshot['earlier_here'][0]['date']['en']}" in Book(order).page
    assert (Book(order).unread, Book(order).unknown) == (set(), set())
