"""The golden cases of formal requests that state a date, each seen from the office of either side."""

from datetime import date

import pytest

from tests.workflows.office import beijing, ends, open_office, seen_from, washington
from workflows import clocks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
either = pytest.mark.parametrize("home", ["US", "CN"])
RECEIVED = beijing("2026-03-07 06:30")


def test_g01_each_authority_of_the_requested_side_has_its_own_clock(settings):
    office = open_office(settings, "CN", "in")
    office.enter("CN-MOJ", RECEIVED)
    office.act("receive", RECEIVED)
    assert office.clock("ACK-ROUTINE").strict == "2026-03-14"
    assert ends(office.clock("CN24-L45")) == (date(2026, 4, 21), date(2026, 4, 21))
    office.enter("CN-SPP", beijing("2026-04-17"))
    office.act("forward", beijing("2026-04-17"))
    assert office.clock("CN24-L45").status == "met"
    assert ends(office.clock("CN24-C45")) == (date(2026, 6, 1), date(2026, 6, 1))
    office.enter("CN-PSB-SHANGHAI", beijing("2026-05-20"))
    office.act("transmit", beijing("2026-05-20"))
    assert office.clock("CN24-C45").status == "met"
    clock = office.clock("CN24-H90")
    assert ends(clock) == (date(2026, 8, 18), date(2026, 8, 18))
    assert clock.authority.code == "CN-PSB-SHANGHAI"
    assert clock.due_at == beijing("2026-08-19 00:00")


def test_g01_results_go_back_over_the_same_authorities_each_with_its_own_clock(settings):
    office = open_office(settings, "CN", "in")
    office.enter("CN-PSB-SHANGHAI", beijing("2026-05-20"))
    office.act("transmit", beijing("2026-05-20"))
    office.enter("CN-SPP", beijing("2026-08-10"))
    office.act("forward", beijing("2026-08-10"), is_return=True)
    assert office.clock("CN24-H90").status == "met"
    assert ends(office.clock("CN24-C45")) == (date(2026, 9, 24), date(2026, 9, 24))
    office.enter("CN-MOJ", beijing("2026-09-20"))
    office.act("report", beijing("2026-09-20"))
    assert office.clock("CN24-C45").status == "met"
    assert office.clock("CN24-L45").strict == "2026-11-04"
    office.act("respond", beijing("2026-11-03"))
    assert office.clock("CN24-L45").status == "met"


def test_g01_the_requesting_side_watches_from_the_moment_it_sent_in_the_other_capital(settings):
    office = open_office(settings, "US", "out")
    office.act("transmit", washington("2026-03-06 17:30"))
    clock = office.clock("ACK-ROUTINE")
    assert (clock.strict, clock.party.code, clock.obligated) == ("2026-03-14", "CN", "counterpart")
    assert clock.due_at == beijing("2026-03-15 00:00")
    office.act("acknowledge", beijing("2026-03-14 23:59"), "counterpart")
    assert office.clock("ACK-ROUTINE").status == "met"


@pytest.mark.parametrize(("received", "status"), [("2026-07-31", "met"), ("2026-08-10", "met_late")])
@either
def test_g03_and_g04_a_hearing_counts_back_for_its_item(settings, home, received, status):
    items = [{"type": "records"}, {"type": "serve", "hearing_on": date(2026, 9, 15)}]
    office = seen_from(settings, home, asks="US", items=items)
    if home == "US":
        office.act("submit", washington(received))
    office.begin(beijing(received))
    clock = office.clock("MLAA-SERVE45")
    assert (clock.item.seq, clock.status, clock.party.code) == (2, status, "US")
    assert ends(clock) == (date(2026, 8, 1), date(2026, 7, 31))


def test_g04_the_requested_side_may_waive_the_period_in_an_urgent_case(settings):
    items = [{"type": "serve", "hearing_on": date(2026, 9, 15)}]
    office = seen_from(settings, "US", asks="US", items=items, urgency="urgent")
    office.act("submit", washington("2026-08-08"))
    late = office.clock("MLAA-SERVE45")
    office.act("waive", washington("2026-08-09"), "counterpart", clock=late.pk, granted_by="counterpart",
               reasons="The hearing was moved.", agreement="Ministry of Justice, by telephone")
    office.begin(washington("2026-08-10"))
    assert office.clock("MLAA-SERVE45").status == "waived"


@either
def test_g06_service_is_decided_within_thirty_days(settings, home):
    office = seen_from(settings, home, asks="CN", items=[{"type": "serve"}])
    office.begin(washington("2026-06-01"))
    assert ends(office.clock("DECISION")) == (date(2026, 7, 1), date(2026, 7, 1))
    office.asked("report", washington("2026-06-22"))
    assert office.clock("DECISION").status == "met"
    assert "MLAA-SERVE45" not in office.codes("running", "met")


@either
def test_g07_the_requesting_side_owes_the_written_confirmation(settings, home):
    office = seen_from(settings, home, asks="CN", urgency="urgent", items=[{"type": "search_freeze"}])
    office.begin(beijing("2026-02-05"))
    clock = office.clock("MLAA-CONF15")
    assert (clock.party.code, clock.obligated) == ("CN", "home" if home == "CN" else "counterpart")
    assert ends(clock) == (date(2026, 2, 20), date(2026, 2, 24))
    office.asking("confirm", beijing("2026-02-13"))
    assert office.clock("MLAA-CONF15").status == "met"


@either
def test_g12_a_question_pauses_the_decision_and_starts_the_supplement(settings, home):
    office = seen_from(settings, home, asks="CN")
    office.begin(washington("2026-03-02"))
    assert office.clock("DECISION").strict == "2026-04-01"
    office.asked("ask", washington("2026-03-20"))
    assert office.clock("DECISION").status == "paused"
    assert ends(office.clock("SUPPLEMENT")) == (date(2026, 5, 19), date(2026, 5, 19))
    assert office.clock("SUPPLEMENT").party.code == "CN"
    assert clocks.nearest(clocks.live(office.request)) is not None
    office.asking("answer", washington("2026-05-05"))
    decision = office.clock("DECISION")
    assert (decision.status, *ends(decision)) == ("running", date(2026, 5, 17), date(2026, 5, 18))
    assert decision.party.code == "US"
    assert office.clock("SUPPLEMENT").status == office.clock("SUPPLEMENT-CLOSE").status == "met"


def test_g15_a_statute_is_not_paused_by_consultation_and_refusal_meets_it(settings):
    office = open_office(settings, "CN", "in", urgency="priority")
    office.enter("CN-MOJ", beijing("2026-04-01"))
    office.act("receive", beijing("2026-04-01"))
    office.act("consult", beijing("2026-04-15"))
    assert office.codes("paused") == ["DECISION"]
    office.act("settle", beijing("2026-05-06 09:00"))
    office.act("refuse", beijing("2026-05-06 17:00"), state="refused")
    clock = office.clock("CN24-L30")
    assert (clock.status, *ends(clock)) == ("met", date(2026, 5, 1), date(2026, 5, 6))
    assert office.codes() == []


def test_g15_from_the_other_side_refusal_by_the_other_party_meets_the_decision(settings):
    office = open_office(settings, "US", "out", urgency="priority")
    office.act("transmit", beijing("2026-04-01"))
    office.act("consult", beijing("2026-04-15"), "counterpart")
    office.act("settle", beijing("2026-05-06 09:00"))
    office.act("report", beijing("2026-05-06 17:00"), "counterpart")
    assert (office.clock("DECISION").status, office.clock("DECISION").strict) == ("met", "2026-05-22")


@either
def test_g18_a_consultation_on_conditions_adds_its_twenty_days(settings, home):
    office = seen_from(settings, home, asks="US")
    office.begin(beijing("2026-03-02"))
    office.asked("consult", beijing("2026-03-10"))
    assert office.codes("paused") == ["DECISION"]
    office.asking("settle", beijing("2026-03-30"))
    assert office.clock("DECISION").strict == "2026-04-21"  # 1 April and twenty days
    office.asked("grant", beijing("2026-04-20"))
    assert office.clock("DECISION").status == "met"


@pytest.mark.parametrize(("law", "code"), [("UNTOC", "UN-SAFE15"), ("MLAA", "SAFE_CONDUCT")])
@either
def test_g22_safe_conduct_ends_after_fifteen_consecutive_days(settings, home, law, code):
    office = seen_from(settings, home, asks="CN", law=law, urgency="priority", items=[{"type": "transfer_custody"}])
    person = office.person("TEST")
    office.asking("discharge", beijing("2026-06-30"), person=person)
    clock = office.clock(code)
    assert (clock.person_id, clock.party.code) == (person, "CN")
    assert ends(clock) == (date(2026, 7, 15), date(2026, 7, 15))
    assert office.codes() == [code]


def test_g24_urgent_freezing_has_fifteen_days_at_the_liaison_organ(settings):
    office = open_office(settings, "CN", "in", urgency="urgent", items=[{"type": "search_freeze"}])
    office.enter("CN-MOJ", beijing("2026-01-31"))
    office.begin(beijing("2026-01-31"))
    assert ends(office.clock("CN24-L15")) == (date(2026, 2, 15), date(2026, 2, 24))
    office.act("transmit", beijing("2026-02-13"))
    assert office.clock("CN24-L15").status == "met"


def test_g24_the_law_of_the_other_side_starts_no_clock_here(settings):
    office = open_office(settings, "US", "out", urgency="urgent", items=[{"type": "search_freeze"}])
    office.begin(beijing("2026-01-31"))
    assert office.codes() == ["ACK-URGENT", "DECISION", "MLAA-CONF15"]


@either
def test_g27_an_expert_evaluation_has_ninety_days_from_the_decision(settings, home):
    office = seen_from(settings, home, asks="CN", items=[{"type": "expert"}])
    office.begin(washington("2026-04-07"))
    assert office.clock("ACK-ROUTINE").strict == "2026-04-14"
    office.asked("grant", washington("2026-05-07"))
    assert office.clock("DECISION").status == "met"
    assert ends(office.clock("EXECUTION")) == (date(2026, 8, 5), date(2026, 8, 5))


@either
def test_g40_the_kill_chain_ends_seventy_two_hours_after_the_wire(settings, home):
    items = [{"type": "search_freeze", "details": {"kill_chain": True}}]
    office = seen_from(settings, home, asks="US", urgency="urgent", items=items)
    office.asking("wire", washington("2026-03-06 16:40"))
    clock = office.clock("FFKC-72H")
    assert (clock.strict, clock.party.code) == ("2026-03-09T17:40-04:00", "US")  # summer time began within
    assert clock.due_at == beijing("2026-03-10 05:40")
    office.asked("seize", washington("2026-03-09"))
    assert office.clock("FFKC-72H").status == "met"


@either
def test_g42_data_of_an_emergency_is_disclosed_within_eight_hours(settings, home):
    items = [{"type": "records", "details": {"data_category": "content"}}]
    office = seen_from(settings, home, asks="CN", urgency="emergency", theme="terrorism", items=items)
    office.begin(washington("2026-07-08 21:00"))
    assert office.clock("EMERGENCY_DATA").due_at == washington("2026-07-09 05:00")
    office.asked("conclude", washington("2026-07-09 02:40"), item=1)
    assert office.clock("EMERGENCY_DATA").status == "met"


@either
def test_g48_withdrawal_cancels_every_clock_with_the_event(settings, home):
    office = seen_from(settings, home, asks="US")
    office.begin(beijing("2026-05-01"))
    office.asked("acknowledge", beijing("2026-05-06"))
    office.asked("grant", beijing("2026-05-20"))
    office.asking("withdraw", beijing("2026-06-18"), state="withdrawn")
    assert office.codes("met") == ["ACK-ROUTINE", "DECISION"]
    stopped = office.request.clocks.exclude(status="met").values_list("status", "stopped_by__verb", "wake_at")
    assert set(stopped) == {("cancelled", "withdraw", None)}
    assert "EXECUTION" in office.codes("cancelled")


@pytest.mark.parametrize(("asks", "received", "acknowledged"), [
    pytest.param("CN", "2026-03-03", "2026-03-10", id="G13"), pytest.param("CN", "2026-02-10", "2026-02-17", id="G16"),
    pytest.param("CN", "2026-06-15", "2026-06-22", id="G19"), pytest.param("US", "2026-06-08", "2026-06-15", id="G21"),
    pytest.param("US", "2026-03-16", "2026-03-23", id="G25"), pytest.param("US", "2026-05-06", "2026-05-13", id="G45"),
    pytest.param("CN", "2026-07-02", "2026-07-09", id="G49"),
])
@either
def test_whatever_is_received_is_acknowledged_within_seven_days(settings, home, asks, received, acknowledged):
    office = seen_from(settings, home, asks=asks)
    office.begin(washington(received) if asks == "CN" else beijing(received))
    assert ends(office.clock("ACK-ROUTINE")) == (date.fromisoformat(acknowledged),) * 2
