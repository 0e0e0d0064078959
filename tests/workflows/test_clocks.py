"""What acts do to clocks: start, pause, resume, stop, correct, reclassify; what it costs."""

from datetime import date, timedelta

import pytest

from tests.workflows.office import beijing, open_office, washington
from workflows import clocks
from workflows.calendar_store import CALENDARS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]


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
    end = office.clock("SUPPLEMENT-CLOSE").due_at
    assert not clocks.has_lapsed(office.request, now=end - timedelta(seconds=1))
    assert clocks.has_lapsed(office.request, now=end)
    assert not clocks.has_lapsed(office.request)
    clocks.sweep(now=end)
    assert clocks.has_lapsed(office.request)


def test_follow_costs_few_queries(settings, django_assert_num_queries):
    office = open_office(settings, "CN", "in", items=[{"type": "serve", "hearing_on": date(2026, 9, 15)}])
    office.enter("CN-MOJ", beijing("2026-06-01"))
    first = office.record("receive", beijing("2026-06-01"))
    clocks.live(office.request)
    CALENDARS.now()  # from here on rules, parties and calendars are in memory
    with django_assert_num_queries(4):  # live clocks, items, leg, new clocks
        clocks.follow(first, office.request, now=office.now)
    second = office.record("ask", beijing("2026-06-10"))
    with django_assert_num_queries(4):  # live clocks, the pauses, the changed and the new clocks
        clocks.follow(second, office.request, now=office.now)
    third = office.record("opine", beijing("2026-06-10"))
    with django_assert_num_queries(1):  # live clocks
        clocks.follow(third, office.request, now=office.now)
