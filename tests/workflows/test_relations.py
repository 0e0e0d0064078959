"""Requests that people link: on both records, on both pages to those who may see both, and undone again."""

import pytest
from django.urls import reverse

from mla import completeness
from mla.exceptions import NotPossible, PermissionDenied
from mla.links import relations, telling
from mla.models import Party, Request, RequestLink
from mla.verification import breaks
from workflows import engine, network
from workflows.forms import form_for

WHY = "The data preserved are now asked for."
NOBODY = {"persons": [], "organisations": [], "identifiers": [], "foreign_reference": ""}
NEW = {"kind": "mla", "direction": "out", "title": "Ledger of the quay"}


@pytest.fixture
def pair(a_request):
    """A preservation that is under way, and a formal request."""
    return a_request("execution", kind="preservation"), a_request("intake", title="Ledger of the quay")


def relate(request, other, walker, who="ben", **changes):
    facts = {"other": other.pk, "sort": "follow_up", "place": "later", "reasons": WHY, **changes}
    return engine.mark(request, "relate", by=walker.cast[who], now=walker.now, facts=facts)


def labels(request, user):
    return [(one.label, one.other.pk) for one in relations.of(request, user).known]


def test_a_link_stands_on_both_records_and_is_undone_from_either_side(pair, walker, office):
    earlier, later = pair
    relate(later, earlier, walker)
    [link] = RequestLink.objects.all()
    assert (link.later, link.earlier, link.made_by, link.reasons) == (later, earlier, office["ben"], WHY)
    assert labels(later, office["ben"]) == [("It follows up", earlier.pk)]
    assert labels(earlier, office["ben"]) == [("It is followed up by", later.pk)]
    assert [one.events.get(verb="relate").details["place"] for one in pair] == ["earlier", "later"]
    facts = {"other": later.pk, "reasons": "Another mailbox."}
    engine.mark(earlier, "sever", by=office["ben"], now=walker.now, facts=facts)
    assert not RequestLink.objects.exists()
    assert [one.events.get(verb="sever").details["sort"] for one in pair] == ["follow_up"] * 2
    assert list(breaks(None)) == []
    with pytest.raises(NotPossible, match="not linked"):
        engine.mark(earlier, "sever", by=office["ben"], now=walker.now, facts=facts)


def test_what_cannot_be_linked_so(pair, walker, a_request):
    earlier, later = pair
    incoming = a_request("intake", direction="in")
    for other, sort, why in (
        (later, "related", "with itself"), (earlier, "part", "no priority case"), (earlier, "twin", "how the two"),
        (incoming, "confirmation", "go the same way"), (earlier, "supplement", "is still open"),
    ):
        with pytest.raises(NotPossible, match=why):
            relate(later, other, walker, sort=sort)
    with pytest.raises(NotPossible, match="how the two"):
        relate(later, earlier, walker, place="beside")
    Request.objects.filter(pk=earlier.pk).update(urgency="routine", channel="ca_direct")
    with pytest.raises(NotPossible, match="neither urgent"):
        relate(later, earlier, walker, sort="confirmation")
    relate(later, earlier, walker)
    with pytest.raises(NotPossible, match="linked already"):
        relate(earlier, later, walker, sort="related")
    later.recusals.create(user=walker.cast["lin"], reason="A relative is concerned.")
    with pytest.raises(PermissionDenied):
        relate(earlier, later, walker, who="lin")


def test_a_closed_request_is_supplemented_and_a_priority_case_has_parts(pair, walker, a_request, office):
    _earlier, later = pair
    closed, case = a_request("closed"), a_request("intake", kind="fugitive")
    relate(later, closed, walker, sort="supplement")
    relate(case, later, walker, sort="part", place="earlier")
    assert {label for label, _pk in labels(later, office["sam"])} == {
        "It supplements the closed request", "It is part of the priority case",
    }


def test_both_pages_and_the_picture_show_it_to_those_who_may_see_both(pair, walker, client, office):
    earlier, later = pair
    relate(later, earlier, walker)
    client.force_login(office["ben"])
    for request, other in (pair, pair[::-1]):
        for address in (reverse("request", args=[request.pk]), reverse("request_links", args=[request.pk])):
            text = client.get(address).content.decode()
            assert other.own_reference in text
            assert WHY in text
    told = telling.told(later, office["ben"])
    picture = network.drawing(later, told, relations.of(later, office["ben"])).svg("network")
    assert earlier.own_reference in picture
    assert reverse("request_milestone", args=[later.pk, "sever"]) in text


def test_who_may_not_see_the_other_learns_that_there_is_one_and_who_is_recused_nothing(pair, walker, client, office):
    earlier, later = pair
    relate(later, earlier, walker)
    Request.objects.filter(pk=earlier.pk).update(classification=3)
    office["ben"].clearance = 1
    office["ben"].save()
    client.force_login(office["ben"])
    address = reverse("request", args=[later.pk])
    text = client.get(address).content.decode()
    assert "linked with a request that you may not see" in text
    assert earlier.own_reference not in text
    office["ben"].recusals.create(request=earlier, reason="A relative is concerned.")
    assert "linked with" not in client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_links_cost_the_same_at_1_and_30(a_request, walker, office, number, django_assert_num_queries):
    first = a_request("draft", **NOBODY)
    for _n in range(number):
        other = a_request("draft", **NOBODY)
        RequestLink.objects.create(later=other, earlier=first, sort="related", reasons=WHY, made_by=office["ada"],
                                   made_at=walker.now)
    user = type(office["ada"]).objects.get(pk=office["ada"].pk)
    with django_assert_num_queries(3):  # the links, the memberships, the requests
        assert len(relations.of(first, user).known) == number


def test_the_form_names_the_field_that_is_wrong(pair, walker, office):
    earlier, later = pair
    given = {"reference": earlier.own_reference, "connection": "part:later", "reasons": WHY}
    form = form_for("relate", later, office["ben"], now=walker.now, data=given, is_milestone=True)
    assert list(form.errors) == ["connection"]
    form = form_for("relate", later, office["ben"], now=walker.now, is_milestone=True,
                    data={**given, "connection": "follow_up:later"})
    assert form.is_valid(), form.errors
    assert form.facts() == {"other": earlier.pk, "sort": "follow_up", "place": "later", "reasons": WHY}


def test_what_is_linked_by_hand_is_no_duplicate_in_question(a_request, walker):
    same = {"identifiers": [{"scheme": "iban", "value": "GB82WEST12345698765432", "provider": "", "seen_at": "",
                             "port": None}]}
    first, second = (a_request("intake", channel=channel, **{**NOBODY, **same}) for channel in ("police", "interpol"))
    assert telling.told(second, walker.cast["ben"]).doubles == [first]
    relate(second, first, walker, sort="related")
    assert telling.told(second, walker.cast["ben"]).doubles == []


def test_a_new_request_begins_as_the_follow_up_of_another(a_request, client, office):
    preservation = a_request("execution", kind="preservation")
    client.force_login(office["ada"])
    page = client.get(reverse("request", args=[preservation.pk])).content.decode()
    address = f"{reverse('request_new')}?follows={preservation.own_reference}&amp;connection=follow_up"
    assert address in page
    given = {**NEW, "counterpart": Party.objects.get(code="CN").pk, "follows": preservation.own_reference}
    wrong = client.post(reverse("request_new"), {**given, "connection": "part"})
    assert (wrong.status_code, Request.objects.filter(title=NEW["title"]).exists()) == (422, False)
    assert {"connection", "reasons"} == set(wrong.context["form"].errors)
    client.post(reverse("request_new"), {**given, "connection": "follow_up", "reasons": WHY})
    draft = Request.objects.get(title=NEW["title"])
    assert labels(draft, office["ada"]) == [("It follows up", preservation.pk)]
    assert [one.events.filter(verb="relate").count() for one in (draft, preservation)] == [1, 1]


def test_a_reference_that_is_hidden_begins_nothing(a_request, client, office):
    hidden = a_request("intake")
    office["ada"].recusals.create(request=hidden, reason="A relative is concerned.")
    client.force_login(office["ada"])
    given = {**NEW, "counterpart": Party.objects.get(code="CN").pk, "follows": hidden.own_reference,
             "connection": "related", "reasons": WHY}
    wrong = client.post(reverse("request_new"), given)
    assert wrong.context["form"].errors["follows"] == ["No request that you may see has this reference."]
    assert not RequestLink.objects.exists()


def test_ck13_the_follow_up_says_that_a_formal_request_was_intended(a_request, walker, office):
    item = {"type": "preservation", "description": "x", "purpose": "x", "details": {"custodian": "Sample Mail Inc."}}
    draft, formal = a_request("draft", kind="preservation", items=[item]), a_request("draft", **NOBODY)

    def is_missing():
        fresh = Request.objects.get(pk=draft.pk)
        return "intends_request" in {one.field for one in completeness.check(fresh)}

    assert is_missing()
    relate(formal, draft, walker, who="ada", sort="related")
    assert is_missing()
    RequestLink.objects.update(sort="follow_up")
    assert not is_missing()
