"""A postponed item leaves its request for a linked one, so that the rest can be answered."""

import pytest

from mla.exceptions import NotPossible
from mla.models import AssistanceItem
from mla.verification import breaks
from tests.workflows.test_walks import assert_agrees


@pytest.fixture
def executing(a_request, walker):
    """An incoming request in execution whose second item is postponed."""
    request = a_request(in_state="draft", direction="in")
    first = request.items.get()
    AssistanceItem.objects.create(
        request=request, seq=2, type="other", description=first.description, purpose=first.purpose, details={}
    )
    request = walker.walk(request, "review")
    postponed = {"disposition": "postponed", "review_on": "2026-09-01", "reasons": "A trial is pending."}
    request = walker.act(request, "grant", dispositions={"1": {"disposition": "granted"}, "2": postponed})
    return walker.act(request, "transmit")


def test_a_postponed_item_holds_the_report_back(executing, walker):
    with pytest.raises(NotPossible, match="Item 2 is postponed"):
        walker.act(executing, "report")


def test_split_moves_the_item_into_a_linked_request(executing, walker):
    request = walker.act(executing, "split", item=2)
    twin = request.splits.get()
    assert [item.seq for item in request.items.all()] == [1]
    assert [(item.seq, item.disposition) for item in twin.items.all()] == [(1, "pending")]
    assert (twin.state, twin.came_from, str(twin.review_on)) == ("postponed", "review", "2026-09-01")
    assert request.events.last().details["reference"] == twin.own_reference
    assert twin.offences.count() == request.offences.count() > 0
    assert_agrees(twin)
    assert walker.act(request, "report").state == "response"
    assert walker.act(twin, "resume").state == "review"
    assert list(breaks()) == []


def test_only_a_postponed_item_is_split_off(executing, walker):
    with pytest.raises(NotPossible, match="Item 1 is not postponed"):
        walker.act(executing, "split", item=1)
