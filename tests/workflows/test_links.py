"""The page of the links, and two requests for one matter: linked on both records, counted once (CK-26)."""

import pytest
from django.urls import reverse

from mla.exceptions import NotPossible, PermissionDenied
from mla.links import telling
from mla.models import Request
from mla.verification import breaks
from workflows import engine

PERSON = {
    "role": "suspect", "surname": "QUILLFEATHER", "given_names": "Ono", "native_name": "", "aliases": "", "sex": "",
    "born_on": "1980-01-01", "birth_place": "", "nationality": "", "document": "", "address": "", "language": "",
}
ACCOUNT = {"scheme": "iban", "value": "GB82WEST12345698765432", "provider": "", "seen_at": "", "port": None}
SHARED = {"persons": [PERSON], "identifiers": [ACCOUNT]}


@pytest.fixture
def pair(a_request):
    """G45: the same incoming request by the direct channel and by INTERPOL."""
    first = a_request("intake", direction="in", title="Ledger of the quay", channel="ca_direct", **SHARED)
    second = a_request("intake", direction="in", title="Ledger via bureau", channel="interpol",
                       foreign_reference="TEST-NCB-77", **SHARED)
    return first, second


def link(request, other, who, walker, lead="other"):
    facts = {"other": other.pk, "lead": lead, "reasons": "The same letter came twice."}
    return engine.mark(request, "link", by=walker.cast[who], now=walker.now, facts=facts)


def fresh(request):
    return Request.objects.get(pk=request.pk)


@pytest.fixture
def page(client, office):
    def open_(who, request):
        client.force_login(office[who])
        return client.get(reverse("request_links", args=[request.pk]))

    return open_


def test_the_page_names_what_is_shared_and_with_which(pair, page):
    first, second = pair
    text = page("ben", second).content.decode()
    for word in (first.own_reference, "Ledger of the quay", "GB82WEST12345698765432", "QUILLFEATHER Ono", "<svg"):
        assert word in text
    assert "may be the same matter on another channel: it shares" in text
    assert reverse("request_milestone", args=[second.pk, "link"]) in text


def test_whom_to_ask_is_named_and_nothing_else(pair, page, office):
    first, second = pair
    office["ben"].clearance = 1
    office["ben"].save()
    Request.objects.filter(pk=first.pk).update(classification=3)
    text = page("ben", second).content.decode()
    assert "Something here also stands in a request that you may not see. Ask the supervisor at" in text
    assert [word for word in (first.own_reference, "Ledger of the quay") if word in text] == []
    assert "CK-26" not in text


def test_without_links_the_page_says_what_would_be_here(a_request, page):
    request = a_request("intake", direction="in", persons=[], identifiers=[], organisations=[], foreign_reference="")
    assert "Nothing of this request stands in another one" in page("ben", request).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_at_1_and_30_requests(a_request, client, office, number, django_assert_num_queries):
    request = a_request("intake", direction="in", **SHARED)
    for _n in range(number):
        a_request("draft", direction="in", **SHARED)
    client.force_login(office["ben"])
    address = reverse("request_links", args=[request.pk])
    client.get(address)
    with django_assert_num_queries(19):
        assert client.get(address).content.decode().count('scope="row"') == number


@pytest.mark.parametrize(("lead", "duplicate"), [("other", 1), ("this", 0)])
def test_two_requests_for_one_matter_count_once_and_both_records_say_so(pair, walker, lead, duplicate):
    first, second = pair
    link(second, first, "ben", walker, lead=lead)
    [counted] = Request.objects.counted()
    assert counted == pair[1 - duplicate]
    assert fresh(pair[duplicate]).duplicate_of == pair[1 - duplicate]
    assert [one.events.filter(verb="link").count() for one in pair] == [1, 1]
    assert list(breaks(None)) == []


def test_what_is_linked_is_no_longer_in_question(pair, walker):
    first, second = pair
    assert telling.told(second, walker.cast["ben"]).doubles == [first]
    link(second, first, "ben", walker)
    assert telling.told(fresh(second), walker.cast["ben"]).doubles == []
    assert telling.told(fresh(first), walker.cast["ben"]).doubles == []


def test_a_link_is_undone(pair, walker):
    first, second = pair
    link(second, first, "ben", walker)
    engine.mark(second, "unlink", by=walker.cast["ben"], now=walker.now, facts={"reasons": "Another account."})
    assert Request.objects.counted().count() == 2
    assert [one.events.filter(verb="unlink").count() for one in pair] == [1, 1]


@pytest.mark.parametrize(("change", "lead"), [
    ("self", "other"), ("twice", "other"), ("chain", "this"), ("direction", "other"), ("nonsense", "both"),
])
def test_what_cannot_be_linked(pair, walker, a_request, change, lead):
    first, second = pair
    if change in ("twice", "chain"):
        link(second, first, "ben", walker)
    if change == "direction":
        first = a_request("intake", **SHARED)
    other = {"self": second, "chain": a_request("intake", direction="in", **SHARED)}.get(change, first)
    with pytest.raises(NotPossible):
        link(second, other, "ben", walker, lead=lead)


def test_what_may_not_be_seen_cannot_be_linked(pair, walker):
    first, second = pair
    walker.cast["ben"].recusals.create(request=first, reason="A relative is concerned.")
    with pytest.raises(PermissionDenied):
        link(second, first, "ben", walker)
    assert fresh(second).duplicate_of is None


def test_the_form_links_by_the_list_or_by_a_reference(pair, client, office):
    first, second = pair
    client.force_login(office["ben"])
    address = reverse("request_milestone", args=[second.pk, "link"])
    assert first.own_reference in client.get(address).content.decode()
    wrong = client.post(address, {"reference": "US-CN-1999-0001", "lead": "other", "reasons": "x"})
    assert (wrong.status_code, fresh(second).duplicate_of) == (422, None)
    assert "There is no request with this reference that you may see." in wrong.content.decode()
    assert client.post(address, {"other": first.pk, "lead": "other", "reasons": "Twice."}).status_code == 302
    assert fresh(second).duplicate_of == first


def test_a_reference_that_is_hidden_is_said_not_to_exist(pair, client, office):
    first, second = pair
    office["ben"].recusals.create(request=first, reason="A relative is concerned.")
    client.force_login(office["ben"])
    address = reverse("request_milestone", args=[second.pk, "link"])
    wrong = client.post(address, {"reference": first.own_reference, "lead": "other", "reasons": "x"}).content.decode()
    assert "There is no request with this reference that you may see." in wrong
    assert "Ledger of the quay" not in wrong


def test_at_intake_the_registry_is_asked_whether_it_is_the_same(pair, client, office, walker):
    first, second = pair
    task = second.tasks.open().get()
    engine.claim(task, by=office["ben"], now=walker.now)
    client.force_login(office["ben"])
    text = client.get(reverse("task", args=[task.pk]), {"word": "admit"}).content.decode()
    assert "CK-26" in text
    assert first.own_reference in text
    link(second, first, "ben", walker)
    assert "check_CK-26" not in client.get(reverse("task", args=[task.pk]), {"word": "admit"}).content.decode()


def test_the_writer_shows_what_stands_elsewhere(a_request, client, office):
    draft, other = a_request("draft", **SHARED), a_request("intake", channel="interpol", **SHARED)
    client.force_login(office["ada"])
    for name, args in (("writer_check", []), ("writer_section", ["persons"])):
        text = client.get(reverse(name, args=[draft.pk, *args])).content.decode()
        assert "Also in other requests" in text
        assert other.own_reference in text
    assert "(CK-26)" in client.get(reverse("writer_check", args=[draft.pk])).content.decode()


def test_what_is_typed_is_found_when_it_is_saved(a_request, client, office):
    a_request("intake", **SHARED)
    draft = a_request("draft", persons=[], identifiers=[], organisations=[])
    client.force_login(office["ada"])
    typed = {"identifiers-TOTAL_FORMS": 1, "identifiers-INITIAL_FORMS": 0, "identifiers-0-scheme": "iban",
             "identifiers-0-value": "gb82 west 1234 5698 7654 32", "revision": draft.draft_revision, "then": "later"}
    client.post(reverse("writer_section", args=[draft.pk, "persons"]), typed)
    assert "gb82 west 1234 5698 7654 32" in [hit.said for hit in telling.told(fresh(draft), office["ada"]).hits]
    client.post(reverse("writer_section", args=[draft.pk, "persons"]), {
        **typed, "identifiers-0-DELETE": "on", "revision": draft.draft_revision + 1})
    assert "gb82 west 1234 5698 7654 32" not in [hit.said for hit in telling.told(fresh(draft), office["ada"]).hits]


def test_a_split_off_item_is_no_link(a_request, office):
    request = a_request("draft", **SHARED)
    twin = a_request("draft", **SHARED)
    Request.objects.filter(pk=twin.pk).update(split_from=request)
    assert telling.told(request, office["sam"]).hits == []
