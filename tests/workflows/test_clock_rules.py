"""How a rule is chosen for an act, and on what it runs."""

from datetime import date

import pytest

from tests.workflows.office import beijing, open_office, washington
from workflows.models import ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]


def a_rule(**fields) -> ClockRule:
    first = {
        "code": "TEST", "name_en": "Test", "source_class": "policy", "obligated": "requested", "starts_on": ["remind"],
        "stops_on": ["inform"], "count": 10, "unit": "d", "valid_from": date(2000, 1, 1),
    }
    return ClockRule.objects.create(**{**first, **fields})


@pytest.mark.parametrize(("urgency", "code"), [
    ("routine", "ACK-ROUTINE"), ("priority", "ACK-PRIORITY"), ("urgent", "ACK-URGENT"), ("emergency", "ACK-EMERGENCY"),
])
def test_urgency_selects_the_acknowledgement(settings, urgency, code):
    office = open_office(settings, "US", "in", urgency=urgency)
    office.act("receive", washington("2026-06-01"))
    assert [one for one in office.codes() if one.startswith("ACK")] == [code]


@pytest.mark.parametrize(("urgency", "type_", "code"), [
    ("routine", "search_freeze", "CN24-L45"), ("priority", "search_freeze", "CN24-L30"),
    ("urgent", "records", "CN24-L30U"), ("urgent", "search_freeze", "CN24-L15"),
])
def test_fifteen_days_are_for_urgent_freezing_alone(settings, urgency, type_, code):
    office = open_office(settings, "CN", "in", urgency=urgency, items=[{"type": type_}])
    office.enter("CN-MOJ", beijing("2026-06-01"))
    office.act("receive", beijing("2026-06-01"))
    assert [one for one in office.codes() if one.startswith("CN24")] == [code]


def test_statute_of_one_side_does_not_bind_the_other(settings):
    office = open_office(settings, "US", "in")
    office.enter("US-OIA", washington("2026-06-01"))
    office.act("receive", washington("2026-06-01"))
    assert not [one for one in office.codes() if one.startswith("CN24")]


def test_version_in_force_at_the_trigger_is_pinned(settings):
    a_rule(valid_to=date(2026, 5, 31))
    second = a_rule(version=2, count=5, valid_from=date(2026, 6, 1))
    office = open_office(settings, "US", "in")
    office.act("remind", washington("2026-05-31"), "counterpart")
    assert office.clock("TEST").rule.version == 1
    office.act("inform", washington("2026-06-05"))
    office.act("remind", washington("2026-06-06"), "counterpart")
    assert office.request.clocks.get(rule__code="TEST", status="running").rule == second


def test_day_of_the_version_is_that_of_the_obligated_side(settings):
    a_rule(valid_to=date(2026, 5, 31))
    a_rule(version=2, valid_from=date(2026, 6, 1))
    office = open_office(settings, "US", "out")
    office.act("remind", washington("2026-05-31 18:00"))  # 1 June in Beijing
    assert office.clock("TEST").rule.version == 2


def test_clock_that_still_runs_is_not_started_twice(settings):
    a_rule()
    office = open_office(settings, "US", "in")
    office.act("remind", washington("2026-06-01"), "counterpart")
    office.act("remind", washington("2026-06-03"), "counterpart")
    assert office.clock("TEST").strict == "2026-06-11"


def test_rule_may_continue_at_the_end_of_another_clock(settings):
    kept = {"count": 90, "regime": "RETENTION"}
    a_rule(code="FIRST", starts_on=["inform"], stops_on=["confirm"], **kept)
    a_rule(code="SECOND", starts_on=["confirm"], starts_after="FIRST", stops_on=["report"], **kept)
    office = open_office(settings, "US", "in")
    office.act("confirm", washington("2026-01-05"))
    assert office.codes() == []
    office.act("inform", washington("2026-01-12"))
    office.act("confirm", washington("2026-04-08"))
    assert office.clock("SECOND").strict == "2026-07-11"


def test_item_rule_starts_one_clock_for_each_item_that_matches(settings):
    a_rule(subject="item", selects={"item_type": ["serve"]})
    office = open_office(settings, "US", "in", items=[{"type": "serve"}, {"type": "records"}, {"type": "serve"}])
    office.act("remind", washington("2026-06-01"), "counterpart")
    found = office.request.clocks.filter(rule__code="TEST").order_by("item__seq")
    assert [clock.item.seq for clock in found] == [1, 3]


def test_leg_rule_counts_where_the_authority_is(settings):
    a_rule(subject="leg", obligated="leg")
    office = open_office(settings, "US", "in")
    office.enter("US-EMB-BEIJING", washington("2026-06-01"))
    office.act("remind", washington("2026-06-01 18:00"), "counterpart")
    assert office.clock("TEST").strict == "2026-06-12"
    assert office.clock("TEST").due_at == beijing("2026-06-13 00:00")
