"""Reference data kept in memory: never older than the transaction that asks, whatever was rolled back."""

import pytest
from django.db import transaction

from mla import reference
from mla.models import Party
from mla.reference import PARTIES
from workflows.locking import locked

pytestmark = pytest.mark.django_db


def names():
    return {one.code: one.name_en for one in PARTIES.now().values()}


def test_a_change_is_seen_at_once(office):
    before = names()
    Party.objects.filter(code="CN").update(name_en="Test Party")
    assert before["CN"] != "Test Party"
    assert names()["CN"] == "Test Party"


def test_what_was_rolled_back_is_forgotten(office):
    before = names()
    with transaction.atomic():
        Party.objects.filter(code="CN").update(name_en="Never")
        assert names()["CN"] == "Never"
        transaction.set_rollback(True)
    assert names() == before
    Party.objects.filter(code="CN").update(name_en="Another")
    assert names()["CN"] == "Another"


def test_nothing_is_read_again_while_nothing_changed(office, django_assert_num_queries):
    PARTIES.now()
    with django_assert_num_queries(1):  # the stamp
        PARTIES.now()


def test_a_locked_request_brings_the_stamp(a_request, office, django_assert_num_queries):
    request = a_request("intake")
    PARTIES.now()
    reference.INSTRUMENTS.now()
    with transaction.atomic(), locked(request.pk, office["ben"]) as found, django_assert_num_queries(0):
        assert reference.stamp_of(found)
        assert found.counterpart.code == request.counterpart.code
