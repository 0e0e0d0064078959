"""A new draft from an earlier request: its answers, and nothing of what became of it."""

import pytest
from django.urls import reverse

from mla.links import keys
from mla.models import Request
from workflows import copies

ROWS = ("persons", "organisations", "offences", "identifiers", "items")


def test_the_answers_are_copied_and_the_results_are_not(a_request, walker):
    source = a_request("execution")
    source.items.update(disposition="granted", outcome="full", steps_taken="All done.")
    draft = copies.copy_of(source, by=walker.cast["ada"], now=walker.now)
    for name in copies.ANSWERS:
        assert getattr(draft, name) == getattr(source, name)
    assert [getattr(draft, name).count() for name in ROWS] == [getattr(source, name).count() for name in ROWS]
    assert (draft.state, draft.own_reference, draft.foreign_reference, draft.sent_at) == ("draft", "", "", None)
    assert {(one.disposition, one.outcome, one.steps_taken) for one in draft.items.all()} == {("pending", "", "")}
    assert keys.of_request(draft) == {(one.sort, one.key): one.said for one in draft.link_keys.all()}


def test_an_item_names_the_copy_of_its_person(a_request, walker):
    source = a_request("draft")
    source.items.all().delete()
    person = source.persons.create(role="witness", surname="QUILL")
    source.items.create(seq=1, type="testimony", details={"person": person.pk})
    copy = copies.copy_of(source, by=walker.cast["ada"], now=walker.now)
    named = copy.items.get().details["person"]
    assert named != person.pk
    assert copy.persons.get(pk=named).surname == "QUILL"


def test_by_the_page(a_request, client, office):
    source = a_request("intake")
    client.force_login(office["ada"])
    address = reverse("request_copy", args=[source.pk])
    assert address in client.get(reverse("request", args=[source.pk])).content.decode()
    assert client.get(address).status_code == 200
    assert Request.objects.count() == 1
    answer = client.post(address)
    assert answer.headers["Location"] == reverse("writer", args=[Request.objects.latest("pk").pk])


@pytest.mark.parametrize(("who", "status"), [("ben", 403), ("xia", 403), ("eve", 404), ("ruth", 403), ("cleo", 403)])
def test_only_who_writes_for_its_agency(a_request, client, office, who, status):
    address = reverse("request_copy", args=[a_request("intake").pk])
    client.force_login(office[who])
    assert (client.get(address).status_code, client.post(address).status_code) == (status, status)
    assert Request.objects.count() == 1
