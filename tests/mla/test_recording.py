"""Many events written at once are the same as those written one by one."""

import pytest
from django.utils import timezone

from mla import recording
from mla.models import Event
from mla.recording import Chain
from mla.verification import breaks

ODD = 'quoted "so", 时限\u2028\x07\x7f\\ 😀\n'


@pytest.fixture
def chain(draft) -> Chain:
    draft.record("draft", by=draft.created_by, now=draft.created_at)
    draft.save(update_fields=["record_head", "record_length"])
    return Chain(draft.pk, draft.record_head, draft.record_length)


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
    assert (draft.record_head, draft.record_length) == (chain.head, chain.length) == (events[2].digest, 3)
    assert list(breaks()) == []


def test_nothing_to_record_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        recording.append([], verb="escalate", now=timezone.now())
