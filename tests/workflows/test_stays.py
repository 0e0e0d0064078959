"""Whom an act concerns, and which pauses a stay begins and a lift ends."""

import pytest

from tests.workflows.office import open_office, washington
from tests.workflows.one_rule import a_rule, begin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]


@pytest.fixture
def office(settings):
    """The US office asked on 2 March 2026; it owes an answer by 1 April."""
    return open_office(settings, "US", "in")


def test_act_that_names_a_clock_concerns_that_one_alone(office):
    a_rule(code="OTHER")
    clock = begin(office)
    office.act("stay", washington("2026-03-10"), clock=clock.pk, ground="ST-COURT")
    assert (office.clock("TEST").status, office.clock("OTHER").status) == ("paused", "running")


@pytest.mark.parametrize(("grounds", "ground", "status"), [
    ([], "ST-COURT", "paused"), (["ST-COURT"], "ST-COURT", "paused"), (["ST-COURT"], "ST-FORCE", "running"),
    (["ST-COURT"], None, "running"),
])
def test_stay_pauses_only_on_the_grounds_of_the_rule(office, grounds, ground, status):
    begin(office, pause_grounds=grounds)
    office.act("stay", washington("2026-03-10"), **({"ground": ground} if ground else {}))
    assert office.clock("TEST").status == status


def test_rule_that_a_stay_does_not_pause_goes_on(office):
    begin(office, pauses_on=["ask"], resumes_on=["answer"])
    office.act("stay", washington("2026-03-10"), ground="ST-COURT")
    assert office.clock("TEST").status == "running"


def test_lift_ends_stays_alone_and_only_on_the_ground_it_names(office):
    begin(office)
    office.act("ask", washington("2026-03-05"))
    office.act("stay", washington("2026-03-06"), ground="ST-COURT")
    office.act("stay", washington("2026-03-08"), ground="ST-FORCE")
    office.act("lift", washington("2026-03-10"), ground="ST-FORCE")
    open_ones = office.clock("TEST").entries.filter(ends_at=None)
    assert sorted(open_ones.values_list("event__verb", flat=True)) == ["ask", "stay"]
    office.act("lift", washington("2026-03-12"))
    assert office.clock("TEST").status == "paused"
    office.act("answer", washington("2026-03-15"), "counterpart")
    assert (office.clock("TEST").status, office.clock("TEST").strict) == ("running", "2026-04-11")


def test_act_that_names_a_person_concerns_the_clocks_of_that_person_alone(office):
    first, second = (office.request.persons.create(role="other", surname=name) for name in ("Example", "Beispiel"))
    a_rule(subject="person")
    office.act("remind", washington("2026-03-02"), "counterpart")
    office.act("stay", washington("2026-03-10"), ground="ST-COURT", person=first.pk)
    found = dict(office.request.clocks.filter(rule__code="TEST").values_list("person", "status"))
    assert found == {first.pk: "paused", second.pk: "running"}
    office.act("lift", washington("2026-03-12"), person=second.pk)
    assert office.request.clocks.get(person=first).status == "paused"
    office.act("inform", washington("2026-03-14"), person=second.pk)
    found = dict(office.request.clocks.filter(rule__code="TEST").values_list("person", "status"))
    assert found == {first.pk: "paused", second.pk: "met"}
