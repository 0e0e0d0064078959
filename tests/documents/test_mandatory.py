"""What a letter must say is said, or the act is refused with a list and nothing is half done."""

import copy
from typing import Any

import pytest
from django.utils.functional import Promise

from documents.mandatory import EVERY, MANDATORY, missing
from documents.models import Letter
from mla.exceptions import NotPossible
from mla.models import Counter, Request
from tests.documents.test_contents import WALKS

pytestmark = pytest.mark.django_db


def without(value: Any, path: str) -> None:
    """Take what stands at the path away, in each entry of a list."""
    step, _dot, rest = path.partition(".")
    if isinstance(value, list):
        for one in value:
            without(one, rest if step == "*" else path)
    elif rest and value:
        without(value[step], rest)
    elif value and step in value:
        value[step] = None


@pytest.mark.parametrize(("direction", "state", "word", "facts"), WALKS)
def test_each_content_is_missed_by_name(a_request, walker, direction, state, word, facts):
    request = a_request(in_state=state, direction=direction)
    letters = (walker.act(request, word, **facts) if word else request).letters.all()
    for letter in letters:
        assert missing(letter.code, "mla", letter.snapshot) == []
        for need in (*EVERY, *MANDATORY.get(letter.code, ())):
            if need.when:
                continue
            poor = copy.deepcopy(letter.snapshot)
            for path in need.path.split("|"):
                without(poor, path)
            assert any(str(need.label) in told for told in missing(letter.code, "mla", poor)), (letter.code, need.path)


@pytest.mark.parametrize(("given", "when", "lacks"), [
    ({"limits": {"time_limit": {"en": "3 May 2026", "zh": "2026年5月3日", "iso": "2026-05-03"},
                 "time_limit_reason": {"en": "", "zh": ""}}}, "L01", "the reason for the time limit"),
    ({"signatory": {"name": {"en": "", "zh": ""}}}, "L02", "who signs"),
    ({"assurance": {"en": "Letter.", "zh": ""}, "given_by": {"en": "", "zh": ""}}, "L12",
     "the authority that gives the assurance"),
])
def test_some_contents_are_due_only_with_others(given, when, lacks):
    assert f"Letter {when} lacks: {lacks}." in missing(when, "mla", given)
    assert not any(lacks in told for told in missing(when, "mla", {}))


def test_a_list_names_the_entry_that_lacks_something():
    points = [{"code": "CK-06", "text": {"en": "x", "zh": ""}}, {"code": "CK-09", "text": {"en": " ", "zh": ""}}]

    assert "Letter L07 lacks: what is needed (CK-09)." in missing("L07", "mla", {"points_asked": points})
    assert not any("CK-06" in told for told in missing("L07", "mla", {"points_asked": points}))


def test_each_content_is_named_in_the_readers_language():
    assert all(isinstance(need.label, Promise) for needs in (EVERY, *MANDATORY.values()) for need in needs)


def test_an_act_whose_letter_lacks_something_is_refused_whole(a_request, walker):
    request = a_request(in_state="review", direction="in")
    request = walker.clear_desks(request, "postpone")
    before = Letter.objects.count(), list(Counter.objects.order_by("pk").values()), request.events.count()
    with pytest.raises(NotPossible) as refused:
        walker.act(request, "postpone", preserved=" ")

    assert refused.value.reasons == ["Letter L13 lacks: what is preserved meanwhile."]
    after = Request.objects.get(pk=request.pk)
    assert (after.state, after.letters.count()) == ("review", before[0])
    assert (Letter.objects.count(), list(Counter.objects.order_by("pk").values())) == before[:2]


def test_what_the_office_sends_by_itself_needs_no_signature(a_request):
    snapshot = a_request(in_state="execution").letters.get(code="L02").snapshot

    assert missing("L02", "mla", snapshot | {"signatory": None}) == []
