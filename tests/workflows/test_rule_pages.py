"""The pages of clock rules: drafted, compared, published, migrated on purpose; the administration edits drafts."""

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.person import Person
from workflows import jobs_reference, rule_versions
from workflows.models import ClockRule


@pytest.fixture
def adm(office) -> Person:
    return Person(office["adm"])


@pytest.fixture
def drafts(office):
    """A draft of a rule."""
    rule_versions.begin("DECISION", today=timezone.localdate())


def test_a_rule_is_drafted_edited_compared_published_and_migrated(adm, a_request):
    clock = a_request("review", "in").clocks.get(rule__code="DECISION")
    adm.open("/rules/").follow(str(clock.rule))
    adm.press("Begin the next version")
    adm.press("Keep the draft", count="45", ladder="-7d: desk\ndue: desk, supervisor")
    assert "30 days" in adm.text()
    assert "45 days" in adm.text()
    adm.follow("Preview and publish")
    assert "1 date would move" in adm.text()
    adm.press("Publish the version", valid_from="2027-01-01")
    assert "Version 2 is published." in adm.text()
    clock.refresh_from_db()
    assert clock.rule.version == 1
    adm.follow("Preview moving them to version 2")
    adm.press("Move the running clocks", status=422, reason="The statute allows more.")
    adm.press("Move the running clocks", reason="The statute allows more.", sure=True)
    jobs_reference.move_by_rule(**ProcrastinateJob.objects.get(task_name="move_by_rule").args)
    clock.refresh_from_db()
    assert (clock.rule.version, clock.changes.get().cause) == (2, "rule")
    adm.open("/rules/DECISION/migrate/")
    assert "No live clock runs by an older version" in adm.text()


def test_a_flawed_draft_is_not_kept_and_nothing_typed_is_lost(adm, drafts):
    adm.open("/rules/DECISION/draft/")
    adm.press("Keep the draft", status=422, stops_on="frobnicate", count="77")
    assert adm.complaints()[0] == "Unknown act: frobnicate."
    assert adm.page.xpath("//*[@name='count']/@value") == ["77"]
    assert rule_versions.draft_of("DECISION").count == 30


def test_versions_that_would_overlap_are_refused_on_the_page(adm, drafts):
    adm.open("/rules/DECISION/publish/").press("Publish the version", status=422, valid_from="1999-01-01")
    assert "must begin later" in adm.text()


def test_the_administration_changes_no_published_rule(office, client):
    client.force_login(office["adm"])
    rule = ClockRule.objects.get(code="DECISION")
    place = reverse("admin:workflows_clockrule_change", args=[rule.pk])
    page = client.get(place)
    assert set(page.context["adminform"].form.fields) == {"verified_by", "verified_on", "valid_to"}
    client.post(place, {"count": 99, "verified_by": "A Reader", "verified_on": "2026-11-22", "valid_to": ""})
    rule.refresh_from_db()
    assert (rule.count, rule.verified_by) == (30, "A Reader")


def test_a_rule_written_in_the_administration_is_a_draft(office, client):
    client.force_login(office["adm"])
    told = {
        "code": "CLOSE-FILE", "version": 1, "name_en": "Closing", "source_class": "policy", "subject": "request",
        "count": 30, "unit": "d", "obligated": "home", "valid_from": "2026-01-01", "selects": "{}",
        "starts_on": '["respond:home"]', "stops_on": '["close:home"]', "pauses_on": "[]", "resumes_on": "[]",
        "cancels_on": "[]", "pause_grounds": "[]", "ladder": "[]",
    }
    client.post(reverse("admin:workflows_clockrule_add"), told)
    assert rule_versions.draft_of("CLOSE-FILE").version == 1
    page = client.get(reverse("rule", args=["CLOSE-FILE"]))
    assert b"This is the first version of the rule." in page.content
    client.post(reverse("rule_publish", args=["CLOSE-FILE"]), {"valid_from": "2026-01-01"})
    assert rule_versions.newest("CLOSE-FILE").version == 1
