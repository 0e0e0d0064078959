"""The ledger of a clock: extended, waived, cancelled, stayed and resumed, act by act."""

from datetime import timedelta

import pytest

from mla.exceptions import NotPossible
from mla.models import Instrument
from tests.workflows.office import open_office, washington
from tests.workflows.one_rule import begin
from workflows import clocks, ledger
from workflows.models import ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]

REASONS = {"reasons": "The file is large."}


@pytest.fixture
def office(settings):
    """The US office asked on 2 March 2026; it owes an answer by 1 April."""
    return open_office(settings, "US", "in")


def test_extension_adds_its_length_with_reason_and_actor_and_sets_the_next_look(office):
    clock = begin(office)
    office.act("extend", washington("2026-03-10"), clock=clock.pk, length="10d", **REASONS)
    clock = office.clock("TEST")
    assert (clock.status, clock.strict, clock.wake_at) == ("running", "2026-04-11", washington("2026-04-10 00:00"))
    [entry] = clock.entries.all()
    assert (entry.sort, entry.length, entry.reason, entry.event.verb) == (
        "extension", "10d", "The file is large.", "extend",
    )


def test_extensions_add_up_to_what_the_rule_allows_and_no_further(office):
    clock = begin(office)
    office.act("extend", washington("2026-03-10"), clock=clock.pk, length="2wk", **REASONS)
    office.act("extend", washington("2026-03-11"), clock=clock.pk, length="16d", **REASONS)
    assert office.clock("TEST").strict == "2026-05-01"
    with pytest.raises(NotPossible, match=r"“Test of the ledger” \(TEST, version 1\).*30 days at most.*0 days"):
        office.act("extend", washington("2026-03-12"), clock=clock.pk, length="1d", **REASONS)
    assert office.clock("TEST").entries.count() == 2


@pytest.mark.parametrize(("fields", "length", "sentence"), [
    ({"max_extension": ""}, "1d", r"TEST, version 1\) allows no extension"),
    ({"count": -30}, "1d", "counts back from a date"),
    ({}, "0d", "longer than nothing"),
    ({}, "-5d", "longer than nothing"),
    ({}, "8h", "30 days at most: give the extension in that unit"),
    ({}, "1mo", "give the extension in that unit"),
    ({}, "soon", "such as 30d"),
    ({"count": 10, "unit": "wd", "max_extension": "5wd"}, "5d", "5 working days at most"),
    ({"count": 8, "unit": "h", "max_extension": "4h"}, "5h", "of which 4 hours can still be granted"),
])
def test_extension_that_the_rule_does_not_allow_is_refused_naming_it(office, fields, length, sentence):
    clock = begin(office, **fields)
    with pytest.raises(NotPossible, match=sentence):
        office.act("extend", washington("2026-03-10"), clock=clock.pk, length=length, **REASONS)
    assert clock.entries.count() == 0


def test_extension_of_a_paused_clock_leaves_it_paused(office):
    clock = begin(office)
    office.act("ask", washington("2026-03-10"))
    office.act("extend", washington("2026-03-12"), clock=clock.pk, length="10d", **REASONS)
    clock = office.clock("TEST")
    assert (clock.status, clock.strict, clock.wake_at) == ("paused", "2026-04-11", None)
    office.act("answer", washington("2026-03-15"), "counterpart")
    assert (office.clock("TEST").status, office.clock("TEST").strict) == ("running", "2026-04-16")


def test_order_of_pause_and_extension_does_not_matter(office):
    clock = begin(office, count=1, unit="mo", max_extension="2mo")
    office.act("ask", washington("2026-03-10"))
    office.act("answer", washington("2026-03-20"), "counterpart")
    office.act("extend", washington("2026-03-20"), clock=clock.pk, length="1mo", **REASONS)
    first = office.clock("TEST")
    other = open_again(office)
    office.act("extend", washington("2026-03-10"), clock=other.pk, length="1mo", **REASONS)
    office.act("ask", washington("2026-03-10 10:00"))
    office.act("answer", washington("2026-03-20"), "counterpart")
    other.refresh_from_db()
    assert (first.strict, other.strict) == ("2026-05-12", "2026-05-12")


def sweep(office, now):
    """The sweep looks at the clocks; it records what it claims."""
    office.now = now
    clocks.sweep(now=now)
    office.request.refresh_from_db()


def open_again(office):
    """A second clock of the same rule from the same day, the first one being met."""
    office.act("inform", washington("2026-03-20"))
    office.act("remind", washington("2026-03-02"), "counterpart")
    return office.request.clocks.get(rule__code="TEST", status="running")


def test_extension_after_the_end_makes_a_late_clock_run_again(office):
    clock = begin(office)
    sweep(office, washington("2026-04-05"))
    assert office.clock("TEST").is_late
    office.act("extend", office.now, clock=clock.pk, length="3d", **REASONS)
    assert office.clock("TEST").is_late
    office.act("extend", office.now, clock=clock.pk, length="7d", **REASONS)
    clock = office.clock("TEST")
    assert (clock.strict, clock.is_late) == ("2026-04-11", False)
    clocks.sweep(now=washington("2026-04-12"))
    assert office.clock("TEST").is_late


def test_pause_that_began_in_time_is_not_late_though_keyed_in_after_the_end(office):
    begin(office)
    sweep(office, washington("2026-04-05"))
    office.act("ask", washington("2026-03-30"))
    assert (office.clock("TEST").status, office.clock("TEST").is_late) == ("paused", False)


@pytest.mark.parametrize(("word", "status", "sort"), [
    ("waive", "waived", "waiver"), ("cancel", "cancelled", "cancellation"),
])
def test_waiver_and_cancellation_end_the_one_clock_with_an_entry(office, word, status, sort):
    clock = begin(office)
    office.act("receive", washington("2026-03-02"))
    office.act("ask", washington("2026-03-10"))
    office.act(word, washington("2026-03-15"), clock=clock.pk, **REASONS)
    clock = office.clock("TEST")
    assert (clock.status, clock.stopped_by.verb, clock.stops_at, clock.wake_at, clock.is_late) == (
        status, word, washington("2026-03-15"), None, False,
    )
    assert list(clock.entries.order_by("pk").values_list("sort", "ends_at", "reason")) == [
        ("pause", washington("2026-03-15"), ""), (sort, None, "The file is large."),
    ]
    assert clock.strict == "2026-04-06"
    assert office.clock("DECISION").status == "paused"


@pytest.mark.parametrize(("word", "sentence"), [
    ("extend", "is met: it can no longer be extended"), ("waive", "is met: it can no longer be waived"),
    ("cancel", "is met: it can no longer be cancelled"), ("stay", "is met: nothing more"),
])
def test_clock_that_has_ended_is_refused_saying_what_it_is(office, word, sentence):
    clock = begin(office)
    office.act("inform", washington("2026-03-10"))
    with pytest.raises(NotPossible, match=sentence):
        office.act(word, washington("2026-03-12"), clock=clock.pk, length="1d", **REASONS)


@pytest.mark.parametrize("number", [999999, "x", "9" * 30, -1])
def test_clock_that_is_not_of_this_request_is_refused(office, number):
    begin(office)
    with pytest.raises(NotPossible, match="no clock with the number"):
        office.act("cancel", washington("2026-03-12"), clock=number, **REASONS)


def test_act_of_the_ledger_must_name_its_clock(office):
    begin(office)
    with pytest.raises(NotPossible, match="Name the clock"):
        office.act("cancel", washington("2026-03-12"), **REASONS)


def test_date_fixed_by_treaty_is_waived_only_by_agreement(office):
    clock = begin(office, source_class="treaty", instrument=Instrument.objects.get(code="MLAA"), max_extension="")
    with pytest.raises(NotPossible, match=r"TEST, version 1\) fixes this date by treaty"):
        office.act("waive", washington("2026-03-12"), clock=clock.pk, agreement=" ", **REASONS)
    office.act("waive", washington("2026-03-12"), clock=clock.pk, agreement="Their letter of 11 March 2026.", **REASONS)
    assert office.clock("TEST").status == "waived"


def test_act_made_for_another_state_of_the_clock_is_refused(office):
    clock = begin(office)
    shown = ledger.seen(clock, [])
    office.act("extend", washington("2026-03-10"), clock=clock.pk, length="5d", seen=shown, **REASONS)
    with pytest.raises(NotPossible, match="has changed since this page was opened: it is now running, due Mon 6 Apr"):
        office.act("extend", washington("2026-03-10"), clock=clock.pk, length="5d", seen=shown, **REASONS)
    assert office.clock("TEST").strict == "2026-04-06"


def test_final_state_ends_the_pauses_too(office):
    begin(office)
    office.act("ask", washington("2026-03-10"))
    office.act("withdraw", washington("2026-03-12"), "counterpart", state="withdrawn")
    clock = office.clock("TEST")
    assert (clock.status, clock.entries.filter(ends_at=None).count()) == ("cancelled", 0)


def test_correction_of_an_extensions_moment_leaves_its_length(office):
    clock = begin(office)
    office.act("extend", washington("2026-03-10"), clock=clock.pk, length="10d", **REASONS)
    seq = office.request.events.get(verb="extend").seq
    office.act("correct", washington("2026-03-20"), event=seq, moved_to="2026-03-09T09:00:00-04:00")
    clock = office.clock("TEST")
    assert (clock.strict, clock.entries.get().begins_at) == ("2026-04-11", washington("2026-03-09"))


def test_corrected_start_moves_an_extended_and_waived_clock(office):
    clock = begin(office)
    office.act("waive", washington("2026-03-31"), clock=clock.pk, **REASONS)
    office.act("correct", washington("2026-04-02"), event=1, moved_to="2026-02-20T09:00:00-05:00")
    clock = office.clock("TEST")
    assert (clock.status, clock.strict, clock.is_late, clock.wake_at) == ("waived", "2026-03-22", True, None)


def test_what_is_left_counts_weeks_as_days():
    rule = ClockRule(code="TEST", count=30, unit="d", max_extension="6wk")
    assert str(ledger.left(rule, [])) == "42d"
    assert [str(one.value) for one in ledger.units(rule)] == ["d", "wk"]


def test_waived_clock_is_not_swept(office):
    clock = begin(office)
    office.act("waive", washington("2026-03-15"), clock=clock.pk, **REASONS)
    clocks.sweep(now=washington("2026-03-15") + timedelta(days=60))
    assert office.clock("TEST").rungs.count() == 0
