"""From a finding to its answer: ticked, printed in both languages, answered by changing exactly what was asked."""

import pytest
from django.urls import reverse

from documents import pages
from mla.models import Offence, Request
from workflows import points
from workflows.forms import form_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_intake(a_request):
    """A request as it came, without the highest penalty of its offence."""
    request = a_request(in_state="intake", direction="in")
    Offence.objects.filter(request=request).update(max_penalty="")
    return Request.objects.get(pk=request.pk)


def test_findings_are_offered_and_own_checks_are_not(at_intake):
    offered = points.offered(at_intake)
    assert "CK-06|offences|offences-0-max_penalty" in offered
    assert not [key for key in offered if key.startswith(("CK-26", "CK-27", "CK-28", "CK-30", "CK-21"))]


def test_a_ticked_finding_becomes_a_point_of_the_letter_in_both_languages(at_intake, walker, office):
    key = "CK-06|offences|offences-0-max_penalty"
    form = form_for("ask", at_intake, office["ben"], now=walker.now, data={"findings": [key], "rows": "1"})
    assert form.is_valid(), form.errors
    request = walker.act(at_intake, "ask", points=form.facts()["points"])
    [point] = request.points.all()
    assert (point.code, point.section, point.field) == ("CK-06", "offences", "offences-0-max_penalty")
    letter = request.letters.filter(code="L07").get()
    page = pages.page(letter.template, letter.snapshot)
    assert "Enter the maximum penalty" in page
    assert "最高" in page


def test_the_admission_form_tells_what_the_checks_found(at_intake, walker, office):
    form = form_for("admit", at_intake, office["ben"], now=walker.now)
    assert "maximum penalty" in form.fields["check_CK-06"].help_text
    assert form.fields["check_CK-18"].help_text == ""


@pytest.fixture
def asked(a_request, walker):
    """Our agency is asked for one answer of its own request."""
    request = a_request(in_state="intake")
    asked = [{"code": "CK-07", "text": "Say what for.", "section": "facts", "field": "purpose"}]
    return walker.act(request, "ask", points=asked)


def test_only_the_answer_asked_for_can_be_changed(asked, office, client):
    client.force_login(office["ada"])
    address = reverse("writer_section", args=[asked.pk, "facts"])
    page = client.get(address).content.decode()
    assert page.count("disabled") >= 2
    before = asked.facts
    client.post(address, {"revision": asked.draft_revision, "purpose": "Evidence at the trial.", "facts": "Other."})
    fresh = Request.objects.get(pk=asked.pk)
    assert (fresh.purpose, fresh.facts) == ("Evidence at the trial.", before)


def test_the_answer_suggests_what_was_changed_and_leads_to_the_page(asked, office, walker, client):
    Request.objects.filter(pk=asked.pk).update(purpose="Evidence at the trial.")
    fresh = Request.objects.get(pk=asked.pk)
    form = form_for("answer", fresh, office["ada"], now=walker.now)
    [point] = fresh.points.all()
    field = form.fields[f"answer_{point.pk}"]
    assert field.initial == "Purpose: now “Evidence at the trial.”."
    assert reverse("writer_section", args=[fresh.pk, "facts"]) in field.help_text


def test_what_an_officer_typed_is_no_markup(a_request, walker, office):
    request = walker.act(a_request(in_state="intake"), "ask", points=[{"code": "CK-05", "text": "<b>Who?</b>"}])
    form = form_for("answer", request, office["ada"], now=walker.now)
    [point] = request.points.all()
    assert "&lt;b&gt;Who?&lt;/b&gt;" in form.fields[f"answer_{point.pk}"].help_text


def test_a_point_of_an_officer_opens_every_answer_of_its_check(a_request, walker, office, client):
    request = walker.act(a_request(in_state="intake"), "ask", points=[{"code": "CK-18", "text": "Why?"}])
    client.force_login(office["ada"])
    client.post(reverse("writer_section", args=[request.pk, "handling"]),
                {"revision": request.draft_revision, "confidentiality": "none"})
    assert Request.objects.get(pk=request.pk).confidentiality == "none"


def test_an_answer_keeps_a_version(asked, walker):
    request = walker.act(asked, "answer")
    assert [one.word for one in request.versions.all()] == ["submit", "answer"]


def g(direction_case, a_request, **changes):
    request = a_request(in_state="intake", direction="in", **direction_case)
    Request.objects.filter(pk=request.pk).update(**changes)
    return Request.objects.get(pk=request.pk)


def test_g12_content_without_facts_is_asked_for_them(a_request, walker):
    request = g({}, a_request)
    request.items.update(type="records", details={"record_class": "telecom", "data_category": "content", "holder": "X"})
    keys = set(points.offered(Request.objects.get(pk=request.pk)))
    assert {"CK-12|item:1|threshold", "CK-12|item:1|latest_fact_on"} <= keys


def test_g49_a_request_without_translation_is_asked_for_it(a_request):
    request = g({}, a_request, language="zh-hans")
    assert "CK-17|receipt|translation_came" in points.offered(request)
    request.details = {**request.details, "translation_came": "yes"}
    request.save()
    assert "CK-17|receipt|translation_came" not in points.offered(request)
