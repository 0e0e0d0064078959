"""A request that goes back to another begins with what its officer chose of it, and with nothing that was decided."""

import pytest
from django.urls import reverse

from mla.models import AssistanceItem, Compartment, Party, Request

pytestmark = pytest.mark.django_db
WHY = "The bank named a second account."


@pytest.fixture
def earlier(a_request):
    """A formal request under way: its first item is executed, a second one is not."""
    request = a_request("intake")
    request.items.update(outcome="partial")
    AssistanceItem.objects.create(request=request, seq=2, type="serve", description="Serve the summons", purpose="x")
    return request


@pytest.fixture
def begin(client, office):
    """Ada begins a request that follows up another."""

    def do(request, **changes):
        client.force_login(office["ada"])
        given = {
            "kind": "mla", "direction": "out", "title": "The next one", "counterpart": Party.objects.get(code="CN").pk,
            "follows": request.own_reference, "connection": "follow_up", "reasons": WHY, **changes,
        }
        return client.post(reverse("request_new"), given)

    return do


def the_new():
    return Request.objects.get(title="The next one")


def test_only_what_was_chosen_is_carried_over(begin, earlier):
    begin(earlier, carried=["persons", "items"])
    new = the_new()
    assert [str(one) for one in new.persons.all()] == [str(one) for one in earlier.persons.all()]
    assert (new.facts, new.offences.count(), new.identifiers.count()) == ("", 0, 0)
    assert [(one.seq, one.description, one.outcome) for one in new.items.all()] == [(1, "Serve the summons", "")]
    assert new.events.get(verb="draft").details == {"copied_from": earlier.own_reference}
    assert new.links_back.get().earlier == earlier


def test_nothing_is_carried_over_unless_it_is_chosen(begin, earlier, client, office):
    begin(earlier)
    new = the_new()
    assert (new.facts, new.persons.count(), new.items.count(), new.events.get(verb="draft").details) == ("", 0, 0, {})
    page = client.get(reverse("request_new"), {"follows": earlier.own_reference}).context["form"]
    assert page["carried"].value() == ["law", "facts", "offences", "persons", "identifiers"]
    assert client.get(reverse("request_new")).context["form"]["carried"].value() is None


def test_a_formal_request_takes_from_a_preservation_what_it_asks_as_well(begin, a_request):
    preservation = a_request("execution", kind="preservation")
    begin(preservation, carried=["law", "facts", "offences", "persons", "identifiers"])
    new = the_new()
    assert (new.kind, new.facts) == ("mla", preservation.facts)
    assert [one.value for one in new.identifiers.all()] == [one.value for one in preservation.identifiers.all()]
    assert not set(new.details) & set(preservation.details)
    assert (new.instrument.code, new.items.count()) == ("MLAA", 0)


def test_the_words_of_a_request_stay_in_its_circle(begin, earlier, office):
    circle = Compartment.objects.get()
    Request.objects.filter(pk=earlier.pk).update(classification=2, compartment=circle)
    begin(earlier, carried=["facts"])
    new = the_new()
    assert (new.facts, new.classification, new.compartment) == (earlier.facts, 2, circle)


@pytest.mark.parametrize(("changes", "field", "why"), [
    ({"kind": "information", "carried": ["items"]}, "carried", "to a request of the same kind"),
    ({"carried": ["facts"], "earlier": "US-CN-2026-0001"}, "carried", "not both"),
    ({"carried": ["results"]}, "carried", "choose one of the listed answers"),
    ({"carried": ["facts"], "follows": ""}, "follows", "Enter the reference"),
])
def test_what_cannot_be_carried_over_names_the_field_and_keeps_what_was_typed(begin, earlier, changes, field, why):
    answer = begin(earlier, **changes)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert any(why in text for text in form.errors[field]), form.errors
    assert form["reasons"].value() == WHY
    assert not Request.objects.filter(title="The next one").exists()


def test_what_came_for_one_purpose_is_not_carried_into_a_request_of_ours(begin, a_request):
    incoming = a_request("intake", direction="in")
    incoming.agency = a_request("draft").agency
    incoming.save(update_fields=["agency"])
    answer = begin(incoming, carried=["persons"])
    assert any("went the other way" in text for text in answer.context["form"].errors["carried"])


def test_what_is_closed_by_its_marking_is_not_carried_into_another_kind(begin, earlier):
    Request.objects.filter(pk=earlier.pk).update(kind="lead", tlp="red")
    answer = begin(earlier, carried=["facts"])
    assert any("nothing of it is carried over" in text for text in answer.context["form"].errors["carried"])
