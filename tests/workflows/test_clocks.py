"""Golden cases of the clocks, seen from the office of either side."""

from datetime import date, timedelta

import pytest

from tests.workflows.office import beijing, ends, open_office, washington
from workflows import clocks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]

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


def test_g01_the_requesting_side_watches_from_the_moment_it_sent_in_the_other_capital(settings):
    office = open_office(settings, "US", "out")
    office.act("transmit", washington("2026-03-06 17:30"))
    clock = office.clock("ACK-ROUTINE")
    assert (clock.strict, clock.party.code, clock.obligated) == ("2026-03-14", "CN", "counterpart")
    assert clock.due_at == beijing("2026-03-15 00:00")
    office.act("acknowledge", beijing("2026-03-14 23:59"), "counterpart")
    assert office.clock("ACK-ROUTINE").status == "met"


@pytest.mark.parametrize(("home", "direction", "word", "them"), [
    ("US", "in", "receive", "counterpart"), ("CN", "out", "transmit", "home"),
])
def test_g07_the_requesting_side_owes_the_written_confirmation(settings, home, direction, word, them):
    office = open_office(settings, home, direction, urgency="urgent", items=[{"type": "search_freeze"}])
    office.act(word, beijing("2026-02-05"))
    clock = office.clock("MLAA-CONF15")
    assert (clock.party.code, clock.obligated) == ("CN", them)
    assert ends(clock) == (date(2026, 2, 20), date(2026, 2, 24))
    office.act("confirm", beijing("2026-02-13"), them)
    assert office.clock("MLAA-CONF15").status == "met"


@pytest.mark.parametrize(("home", "direction", "word", "us", "them"), [
    ("US", "in", "receive", "home", "counterpart"), ("CN", "out", "transmit", "counterpart", "home"),
])
def test_g12_a_question_pauses_the_decision_and_starts_the_supplement(settings, home, direction, word, us, them):
    office = open_office(settings, home, direction)
    office.act(word, washington("2026-03-02"))
    assert office.clock("DECISION").strict == "2026-04-01"
    office.act("ask", washington("2026-03-20"), us)
    assert office.clock("DECISION").status == "paused"
    assert ends(office.clock("SUPPLEMENT")) == (date(2026, 5, 19), date(2026, 5, 19))
    assert office.clock("SUPPLEMENT").party.code == "CN"
    assert clocks.nearest(clocks.live(office.request)) is not None
    office.act("answer", washington("2026-05-05"), them)
    decision = office.clock("DECISION")
    assert (decision.status, *ends(decision)) == ("running", date(2026, 5, 17), date(2026, 5, 18))
    assert decision.party.code == "US"
    assert office.clock("SUPPLEMENT").status == "met"


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


@pytest.mark.parametrize(("received", "status"), [("2026-07-31", "met"), ("2026-08-10", "met_late")])
def test_g03_and_g04_a_hearing_counts_back_for_its_item(settings, received, status):
    items = [{"type": "records"}, {"type": "serve", "hearing_on": date(2026, 9, 15)}]
    office = open_office(settings, "CN", "in", items=items)
    office.act("receive", beijing(received))
    clock = office.clock("MLAA-SERVE45")
    assert (clock.item.seq, clock.status, clock.party.code) == (2, status, "US")
    assert ends(clock) == (date(2026, 8, 1), date(2026, 7, 31))


def test_g48_withdrawal_cancels_every_clock_with_the_event(settings):
    office = open_office(settings, "CN", "in")
    office.act("receive", beijing("2026-05-01"))
    office.act("withdraw", beijing("2026-06-18"), "counterpart", state="withdrawn")
    stopped = office.request.clocks.values_list("status", "stopped_by__verb", "wake_at")
    assert set(stopped) == {("cancelled", "withdraw", None)}


def test_act_keyed_in_later_counts_from_when_it_happened(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-03-02"))
    office.act("acknowledge", washington("2026-03-09 23:59"))
    assert office.clock("ACK-ROUTINE").status == "met"


def test_act_on_the_following_midnight_is_late(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-03-02"))
    office.act("acknowledge", washington("2026-03-10 00:00"))
    assert (office.clock("ACK-ROUTINE").status, office.clock("ACK-ROUTINE").is_late) == ("met_late", True)


def test_pauses_that_overlap_count_once_and_each_ends_by_its_own_word(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    office.act("stay", washington("2026-06-10"))
    office.act("ask", washington("2026-06-12"))
    office.act("answer", washington("2026-06-20"), "counterpart")
    assert office.clock("DECISION").status == "paused"
    office.act("lift", washington("2026-06-15"))
    clock = office.clock("DECISION")
    assert (clock.status, clock.strict) == ("running", "2026-07-11")
    assert clock.entries.count() == 2


def test_end_of_a_paused_clock_stays_but_nobody_wakes_it(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    before = office.clock("DECISION")
    office.act("ask", washington("2026-06-12"))
    after = office.clock("DECISION")
    assert (after.due_at, after.wake_at) == (before.due_at, None)


def test_postponement_runs_to_its_review_date(settings):
    office = open_office(settings, "US", "in", review_on=date(2026, 9, 1))
    office.act("postpone", washington("2026-06-12"))
    assert office.clock("REVIEW-DATE").due_at == washington("2026-09-02 00:00")
    office.act("resume", washington("2026-08-30"))
    assert office.clock("REVIEW-DATE").status == "met"


def test_item_concluded_stops_the_clock_of_that_item_alone(settings):
    items = [{"type": "records", "details": {"data_category": one}} for one in ("subscriber", "traffic")]
    office = open_office(settings, "US", "in", items=items)
    office.act("receive", washington("2026-06-01"))
    office.act("conclude", washington("2026-06-12"), item=1)
    assert office.clock("SUBSCRIBER_INFO").status == "met"
    assert office.clock("TRAFFIC").status == "running"


def test_reclassification_cancels_and_selects_anew_from_that_moment(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    office.request.urgency = "urgent"
    office.act("reclassify", washington("2026-06-03 09:00"))
    assert office.codes() == ["ACK-URGENT", "DECISION", "FORM_REVIEW"]
    assert office.clock("ACK-URGENT").due_at == washington("2026-06-04 09:00")
    assert office.clock("ACK-ROUTINE").stopped_by.verb == "reclassify"


def test_correction_derives_again_what_the_event_started_and_stopped(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-02"))
    office.act("acknowledge", washington("2026-06-09"))
    office.act("correct", washington("2026-06-10"), event=1, moved_to="2026-06-01T09:00:00-04:00")
    assert office.clock("DECISION").strict == "2026-07-01"
    assert (office.clock("ACK-ROUTINE").strict, office.clock("ACK-ROUTINE").status) == ("2026-06-08", "met_late")
    office.act("correct", washington("2026-06-10"), event=2, moved_to="2026-06-08T09:00:00-04:00")
    assert office.clock("ACK-ROUTINE").status == "met"


def test_correction_moves_both_ends_of_a_pause(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    office.act("ask", washington("2026-06-10"))
    office.act("answer", washington("2026-06-20"), "counterpart")
    assert office.clock("DECISION").strict == "2026-07-11"
    office.act("correct", washington("2026-06-21"), event=2, moved_to="2026-06-12T09:00:00-04:00")
    office.act("correct", washington("2026-06-21"), event=3, moved_to="2026-06-18T09:00:00-04:00")
    assert office.clock("DECISION").strict == "2026-07-07"


def test_explanation_gives_the_stored_dates_again(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    clock = office.clock("DECISION")
    period = clocks.explain(clock)
    assert (str(period.strict), str(period.due)) == (clock.strict, clock.due)
    assert [step.rule for step in period.steps][:1] == ["trigger"]


def test_facts_for_letters_name_an_article_only_once_verified(settings):
    office = open_office(settings, "CN", "in", urgency="urgent")
    office.enter("CN-MOJ", beijing("2026-06-01"))
    office.act("receive", beijing("2026-06-01"))
    articles = {fact["code"]: fact["article"] for fact in clocks.as_facts(office.request)}
    assert (articles["MLAA-CONF15"], articles["CN24-L30U"]) == ("", "Article 7(1)")


def test_request_lapses_only_where_the_rule_says_so(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    office.act("ask", washington("2026-06-10"))
    end = office.clock("SUPPLEMENT").due_at
    assert not clocks.has_lapsed(office.request, now=end - timedelta(seconds=1))
    assert clocks.has_lapsed(office.request, now=end)
    assert not clocks.has_lapsed(office.request)
    clocks.sweep(now=end)
    assert clocks.has_lapsed(office.request)


def test_follow_costs_few_queries(settings, django_assert_num_queries):
    office = open_office(settings, "CN", "in", items=[{"type": "serve", "hearing_on": date(2026, 9, 15)}])
    office.enter("CN-MOJ", beijing("2026-06-01"))
    first = office.record("receive", beijing("2026-06-01"))
    clocks.live(office.request)  # from here on rules and parties are in memory
    with django_assert_num_queries(4):  # live clocks, items, leg, new clocks
        clocks.follow(first, office.request, now=office.now)
    second = office.record("ask", beijing("2026-06-10"))
    with django_assert_num_queries(4):  # live clocks, the pauses, the changed and the new clocks
        clocks.follow(second, office.request, now=office.now)
    third = office.record("opine", beijing("2026-06-10"))
    with django_assert_num_queries(1):  # live clocks
        clocks.follow(third, office.request, now=office.now)
