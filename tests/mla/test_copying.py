"""A draft that begins with other answers: persons stay those the items name, and nothing decided comes along."""

import pytest
from django.urls import reverse

from mla import copying
from mla.models import AssistanceItem, Party, Request, RequestTemplate


@pytest.fixture
def source(complete):
    person = complete.persons.get()
    AssistanceItem.objects.create(
        request=complete, seq=2, type="testimony", description="Hear the witness", purpose="Control",
        details={"person": person.pk, "manner": "video"}, disposition="refused", reasons="No.", outcome="refused",
    )
    Request.objects.filter(pk=complete.pk).update(own_reference="US-CN-2026-0001", details={"costs": "ordinary"})
    return Request.objects.get(pk=complete.pk)


def a_new_request(browser, **changes):
    given = {"kind": "mla", "direction": "out", "title": "The next one", "counterpart": Party.objects.get(code="CN").pk}
    return browser.post(reverse("request_new"), {**given, **changes})


def test_answers_persons_and_items_come_along_and_decisions_stay(as_user, source):
    a_new_request(as_user("ada"), earlier="us-cn-2026-0001")
    new = Request.objects.get(title="The next one")
    assert (new.facts, new.purpose, new.details["costs"]) == (source.facts, source.purpose, "ordinary")
    assert [str(one) for one in new.persons.all()] == [str(one) for one in source.persons.all()]
    hearing = new.items.get(seq=2)
    assert (hearing.details["person"], hearing.disposition, hearing.outcome) == (new.persons.get().pk, "pending", "")
    assert new.events.get().details == {"copied_from": "US-CN-2026-0001"}


def test_what_one_may_not_see_is_no_source(as_user, source):
    Request.objects.filter(pk=source.pk).update(classification=3, created_by=source.created_by)
    answer = a_new_request(as_user("ian"), earlier="US-CN-2026-0001")
    assert answer.status_code == 422
    assert "No request that you may see has this reference." in answer.content.decode()


def test_a_source_of_another_kind_is_refused(as_user, source):
    answer = a_new_request(as_user("ada"), earlier="US-CN-2026-0001", kind="information")
    assert "This is of another kind or direction" in answer.content.decode()
    assert not Request.objects.filter(title="The next one").exists()


def test_the_supervisor_keeps_a_template_without_persons(as_user, source):
    sam = as_user("sam")
    sam.post(reverse("office_template_add", args=[source.pk]), {"name": "Bank records", "help": "Fraud"})
    template = RequestTemplate.objects.get()
    assert "persons" not in template.material
    a_new_request(as_user("ada"), template=template.pk)
    new = Request.objects.get(title="The next one")
    assert (new.facts, new.persons.count(), new.offences.count(), new.items.count()) == (source.facts, 0, 1, 2)
    assert new.items.get(seq=2).details["person"] is None


def test_a_template_that_is_no_longer_offered_is_no_choice(as_user, source):
    as_user("sam").post(reverse("office_template_add", args=[source.pk]), {"name": "Bank records"})
    as_user("sam").post(reverse("office_template_offer", args=[RequestTemplate.objects.get().pk]))
    assert "Bank records" not in as_user("ada").get(reverse("request_new")).content.decode()


def test_nobody_else_keeps_templates(as_user, source):
    for name in ("ada", "ben"):
        assert as_user(name).get(reverse("office_template_add", args=[source.pk])).status_code == 403
        assert as_user(name).get(reverse("office_templates")).status_code == 403


def test_for_another_party_authority_and_law_stay_behind(source):
    material = copying.material_of(source)
    new = Request.objects.create(kind="mla", direction="out", title="x", counterpart=Party.objects.get(code="DE"),
                                 created_by=source.created_by, created_at=source.created_at,
                                 entered_at=source.entered_at)
    copying.pour(material, new)
    assert (new.instrument, new.requested_authority, new.facts) == (None, None, source.facts)
