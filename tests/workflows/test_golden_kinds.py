"""The golden cases of the Dialogue's topics and of the neutral pair, each seen from the office of either side."""

from datetime import date

import pytest

from tests.workflows.office import beijing, berlin, ends, seen_from, warnings, washington
from workflows import clocks
from workflows.periods import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
either = pytest.mark.parametrize("home", ["US", "CN"])
of_the_pair = pytest.mark.parametrize("home", ["FR", "DE"])


def preservation(settings, home):
    items = [{"type": "other", "details": {"data_category": "content"}}]
    office = seen_from(settings, home, asks="CN", kind="preservation", law="LECD-2017", urgency="urgent", items=items)
    office.asked("preserve", washington("2026-01-12"), item=1)
    return office


def repatriation(settings, home, **case):
    case = {"kind": "repatriation", "law": "LECD-2017", "items": [{"type": "other"}], **case}
    office = seen_from(settings, home, asks="US", **case)
    return office, office.person("TEST")


@either
def test_g09_a_preservation_is_renewed_once_from_the_end_of_the_first_period(settings, home):
    office = preservation(settings, home)
    clock = office.clock("USC-2703F")
    assert (clock.party.code, *ends(clock)) == ("US", date(2026, 4, 12), date(2026, 4, 12))
    office.asking("renew", beijing("2026-04-08"), item=1)
    assert office.clock("USC-2703F").status == "met"
    renewed = office.clock("USC-2703F-RENEWED")
    assert (renewed.status, *ends(renewed)) == ("running", date(2026, 7, 11), date(2026, 7, 11))
    office.asking("renew", beijing("2026-07-06"), item=1)
    assert office.codes() == ["USC-2703F-RENEWED"]  # the statute knows no second renewal


@either
def test_t54b_the_last_warning_is_the_last_day_on_which_a_renewal_can_be_sent(settings, home):
    assert warnings(preservation(settings, home).clock("USC-2703F")) == ["2026-03-29", "2026-04-05", "2026-04-10"]


@either
def test_g10_a_preservation_not_renewed_lapses_on_a_sunday(settings, home):
    office = preservation(settings, home)
    assert not clocks.has_lapsed(office.request, now=washington("2026-04-12 23:59"))
    assert clocks.has_lapsed(office.request, now=washington("2026-04-13 00:00"))
    clocks.sweep(now=washington("2026-04-13 00:00"))
    assert (office.clock("USC-2703F").status, office.clock("USC-2703F").is_late) == ("running", True)


@either
def test_g28_a_parcel_is_answered_within_ten_working_days_of_china(settings, home):
    office = seen_from(settings, home, asks="US", kind="parcel", law="LECD-2017", urgency="priority")
    office.begin(beijing("2026-03-10"))
    assert office.codes() == ["ACK-PRIORITY", *(["FORM_REVIEW"] if home == "CN" else []), "PARCEL"]
    assert ends(office.clock("PARCEL")) == (date(2026, 3, 24), date(2026, 3, 24))
    office.asked("report", beijing("2026-03-24"))
    assert office.clock("PARCEL").status == "met"


@either
def test_g30_a_parcel_is_answered_within_ten_working_days_of_the_united_states(settings, home):
    office = seen_from(settings, home, asks="CN", kind="parcel", law="LECD-2017", urgency="priority")
    office.begin(washington("2026-09-28"))
    assert office.clock("PARCEL").due == "2026-10-13"  # Columbus Day is skipped


@either
def test_g31_a_notice_is_acknowledged_and_owes_no_reply(settings, home):
    office = seen_from(settings, home, asks="CN", kind="substance", law="LECD-2017", items=[{"type": "notice"}])
    office.begin(washington("2026-05-04"))
    assert office.codes() == ["ACK-ROUTINE"]


@pytest.mark.parametrize(("verified", "issued", "strict", "due", "status"), [
    pytest.param("2018-01-25", "2018-02-23", date(2018, 2, 24), date(2018, 2, 24), "met", id="G33"),
    pytest.param("2018-01-18", "2018-02-26", date(2018, 2, 17), date(2018, 2, 22), "met_late", id="G34"),
])
@either
def test_a_travel_document_is_issued_within_thirty_days(settings, home, verified, issued, strict, due, status):
    office, person = repatriation(settings, home)
    office.asked("verify", beijing(verified), person=person)
    clock = office.clock("LECD-TD30")
    assert (clock.party.code, clock.person_id, *ends(clock)) == ("CN", person, strict, due)
    office.asked("issue_document", beijing(issued), person=person)
    assert office.clock("LECD-TD30").status == status


@either
def test_g33_each_person_has_a_clock(settings, home):
    office, first = repatriation(settings, home)
    second = office.person("SAMPLE")
    office.begin(beijing("2018-01-10"))
    assert office.request.clocks.filter(rule__code="LECD-VERIFY").count() == 2
    office.asked("verify", beijing("2018-01-25"), person=first)
    assert office.clock("LECD-VERIFY", person=first).status == "met"
    assert office.clock("LECD-VERIFY", person=second).status == "running"
    assert office.clock("LECD-TD30").person_id == first


@either
def test_g36_a_stay_of_removal_pauses_for_forty_days(settings, home):
    office, person = repatriation(settings, home)
    office.asked("verify", beijing("2026-09-02"), person=person)
    assert ends(office.clock("LECD-TD30")) == (date(2026, 10, 2), date(2026, 10, 8))
    office.asking("stay", beijing("2026-09-10"), person=person, ground="ST-COURT")
    assert office.clock("LECD-TD30").status == "paused"
    office.asking("lift", beijing("2026-10-20"), person=person)
    clock = office.clock("LECD-TD30")
    assert (clock.status, *ends(clock)) == ("running", date(2026, 11, 11), date(2026, 11, 11))
    office.asked("issue_document", beijing("2026-11-11"), person=person)
    assert office.clock("LECD-TD30").status == "met"


@either
def test_g36_a_stay_on_another_ground_does_not_pause(settings, home):
    office, person = repatriation(settings, home)
    office.asked("verify", beijing("2026-09-02"), person=person)
    office.asking("stay", beijing("2026-09-10"), person=person, ground="PP-COST")
    assert office.clock("LECD-TD30").status == "running"


@either
def test_g37_a_travel_document_is_renewed_within_fourteen_days(settings, home):
    office, person = repatriation(settings, home, urgency="priority")
    office.asked("issue_document", beijing("2026-05-11"), person=person, expires_on="2026-08-09")
    assert ends(office.clock("TD_VALID")) == (date(2026, 8, 9), date(2026, 8, 9))
    office.asking("renew", beijing("2026-08-03"), person=person)
    assert ends(office.clock("TD_RENEW")) == (date(2026, 8, 17), date(2026, 8, 17))
    office.asked("issue_document", beijing("2026-08-12"), person=person, expires_on="2026-11-10")
    assert office.clock("TD_RENEW").status == "met"
    running = office.request.clocks.get(rule__code="TD_VALID", status="running")
    assert running.strict == "2026-11-10"


@either
def test_g39_shared_information_owes_feedback_and_no_reply(settings, home):
    office = seen_from(settings, home, asks="CN", kind="lead", law="LECD-2017", theme="network")
    office.begin(washington("2026-08-05"))
    assert office.codes() == ["ACK-ROUTINE", "LEAD_FEEDBACK"]
    assert ends(office.clock("LEAD_FEEDBACK")) == (date(2026, 9, 4), date(2026, 9, 4))
    office.asked("feedback", washington("2026-09-01"))
    assert office.clock("LEAD_FEEDBACK").status == "met"


@either
def test_g43_a_priority_case_is_reviewed_every_ninety_days(settings, home):
    office = seen_from(settings, home, asks="CN", kind="fugitive", law="LECD-2017")
    office.asking("nominate", washington("2026-02-02"))
    assert ends(office.clock("PRIORITY_CASE_REVIEW")) == (date(2026, 5, 3), date(2026, 5, 3))
    office.act("review", washington("2026-04-30"))
    assert office.clock("PRIORITY_CASE_REVIEW", run=1).status == "met"
    assert office.clock("PRIORITY_CASE_REVIEW", run=2).strict == "2026-07-29"
    office.act("review", beijing("2026-08-10"))
    assert office.clock("PRIORITY_CASE_REVIEW", run=2).status == "met_late"
    assert office.clock("PRIORITY_CASE_REVIEW", run=3).status == "running"


@either
def test_g46_a_redirected_request_owes_no_more_and_the_new_one_begins_anew(settings, home):
    case = {"asks": "CN", "items": [{"type": "records"}]}
    office = seen_from(settings, home, kind="information", law="POLICE", theme="cybercrime", **case)
    office.begin(washington("2026-04-22"))
    assert "LECD-CYBER" in office.codes()
    office.asked("redirect", washington("2026-04-24"))
    assert office.codes() == []
    formal = seen_from(settings, home, **case)
    formal.begin(washington("2026-04-24"))
    assert formal.clock("ACK-ROUTINE").strict == "2026-05-01"


@pytest.mark.parametrize(("hours", "status"), [(1, "met"), (25, "met_late")])
@either
def test_a_hotline_not_answered_in_a_day_goes_to_leadership_level(settings, home, hours, status):
    office = seen_from(settings, home, asks="CN", kind="hotline", law="LECD-2017", urgency="emergency")
    office.asking("call", washington("2026-07-01 13:00"))
    assert office.clock("ACK-HOTLINE").due_at == washington("2026-07-01 15:00")
    clock = office.clock("HOTLINE_ESCALATE")
    assert clock.due_at == washington("2026-07-02 13:00")
    assert [rung["to"] for rung in clock.rule.ladder if rung["at"] == "due"] == [["supervisor", "leadership"]]
    office.asked("answer_call", washington(f"2026-07-0{1 + hours // 24} {13 + hours % 24}:00"))
    assert office.clock("HOTLINE_ESCALATE").status == status


@of_the_pair
def test_g51_an_investigation_order_counts_by_the_law_of_the_union(settings, home):
    office = seen_from(settings, home, asks="DE", law="EIO")
    office.begin(berlin("2025-04-11"))
    assert office.codes() == ["EIO-ACK", "EIO-DEC"]
    assert ends(office.clock("EIO-ACK")) == (date(2025, 4, 18), date(2025, 4, 18))  # no holiday in France
    assert ends(office.clock("EIO-DEC")) == (date(2025, 5, 11), date(2025, 5, 12))


@of_the_pair
def test_g51_good_friday_and_easter_monday_are_holidays_in_germany(settings, home):  # T70
    office = seen_from(settings, home, asks="FR", law="EIO")
    office.begin(berlin("2025-04-11"))
    assert ends(office.clock("EIO-ACK")) == (date(2025, 4, 18), date(2025, 4, 22))


@of_the_pair
def test_g51_the_decision_is_extended_from_the_unrolled_end(settings, home):  # T73
    office = seen_from(settings, home, asks="DE", law="EIO")
    office.begin(berlin("2025-04-11"))
    number = office.clock("EIO-DEC").pk
    office.asked("extend", berlin("2025-05-09"), clock=number, length="30d", reasons="Banks are slow.")
    assert ends(office.clock("EIO-DEC")) == (date(2025, 6, 10), date(2025, 6, 10))


@of_the_pair
def test_g52_an_emergency_order_shows_the_end_by_regulation_and_the_elapsed_one(settings, home):
    office = seen_from(settings, home, asks="FR", law="EPOC", urgency="emergency")
    office.begin(berlin("2026-09-01 10:20"))
    clock = office.clock("EPOC-8H")
    assert (clock.strict, clock.due) == ("2026-09-01T19:00+02:00", "2026-09-01T19:00+02:00")
    elapsed = clocks.explain(clock).elapsed
    assert elapsed
    assert written(elapsed) == "2026-09-01T18:20+02:00"
    assert office.codes() == ["EPOC-8H"]
