"""Many events written at once are the same as those written one by one."""

import hashlib
from datetime import UTC, datetime

import pytest
import rfc8785
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mla import recording
from mla.models import Event
from mla.recording import Chain
from mla.verification import breaks

ODD = 'quoted "so", 时限\u2028\x07\x7f\\ 😀\n'


@pytest.fixture
def chain(draft) -> Chain:
    draft.record("draft", by=draft.created_by, now=draft.created_at)
    return Chain(draft.pk, draft.record_end.head, draft.record_end.length)


def test_chains_go_on_and_the_record_is_whole(chain, draft):
    details = [{"clock": 1, "rule": ODD, "told": ["desk", ODD]}, {"clock": 2**40, "rung": "", "told": []}]
    now = timezone.now()
    recording.append([(chain, ODD, one) for one in details], verb="escalate", now=now)
    draft.refresh_from_db()
    events = list(Event.objects.filter(request=draft).order_by("seq"))
    assert [(one.seq, one.verb, one.party, one.actor) for one in events[1:]] == [
        (2, "escalate", "home", None), (3, "escalate", "home", None),
    ]
    assert [one.details for one in events[1:]] == details
    assert {(one.note, one.happened_at, one.recorded_at) for one in events[1:]} == {(ODD, now, now)}
    assert (draft.record_end.head, draft.record_end.length) == (chain.head, chain.length) == (events[2].digest, 3)
    assert list(breaks()) == []


_DETAILS = st.dictionaries(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8),
    st.text() | st.integers(-(2**53) + 1, 2**53 - 1) | st.lists(st.text(max_size=5), max_size=3), max_size=5,
)


@given(details=_DETAILS, note=st.text(), request=st.integers(1, 2**40), length=st.integers(0, 2**31 - 2))
def test_what_the_digest_covers_is_composed_as_the_standard_writes_it(details, note, request, length):
    now = datetime(2026, 3, 27, 14, 0, 0, 123457, tzinfo=UTC)
    event = Event(
        request_id=request, seq=length + 1, verb="escalate", party="home", happened_at=now, recorded_at=now, note=note,
        details=details, previous="f" * 64,
    )
    told = recording.canonical(details)
    assert told.encode() == rfc8785.dumps(details)
    written = recording.content(Chain(request, "f" * 64, length), "escalate", now, note, told)
    assert hashlib.sha256(written.encode()).hexdigest() == event.compute_digest()


def test_nothing_to_record_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        recording.append([], verb="escalate", now=timezone.now())
