"""A corrected calendar moves exactly the right clocks: previewed, journaled, once, whatever comes between."""

from datetime import date, datetime, timedelta

import pytest

from mla.models import Request
from tests.workflows.office import Office, beijing, ends, open_office, washington
from workflows import calendar_moves, calendar_versions, clocks, derivation, jobs_reference, reprojection
from workflows.calendar_store import CALENDARS
from workflows.models import Clock, ClockChange, ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
NOW = beijing("2026-02-11")
CLOSED = date(2026, 2, 24)  # the first working day after the Spring Festival of 2026, until the correction


def publish(code, *days, until=2026):
    """The next version, with these days off."""
    draft = calendar_versions.begin(code, reason="A correction.", by=None, now=NOW)
    for day in days:
        calendar_versions.set_day(draft, day, (False, "Spring Festival", "春节"))
    return calendar_versions.publish(draft, published_until=until, reason="A correction.", now=NOW)


@pytest.fixture
def first(settings) -> Office:
    """An office in Beijing with version 1 of the calendars, and a request received fifteen days before the festival's
    end."""
    publish("CN")
    publish("US", until=None)
    office = open_office(settings, "CN", "in")
    office.act("receive", beijing("2026-02-09"))
    return office


def another(office: Office) -> Office:
    """A second request of the same office."""
    old = office.request
    request = Request.objects.create(
        kind=old.kind, direction=old.direction, state=old.state, title="Another", counterpart=old.counterpart,
        instrument=old.instrument, created_by=old.created_by, created_at=old.created_at, entered_at=old.entered_at,
    )  # fmt: skip
    request.items.create(seq=1, type="records")
    return Office(request)


def fresh(office: Office) -> Office:
    """The office as the next HTTP request finds it."""
    office.request = Request.objects.get(pk=office.request.pk)
    return office


def test_the_clock_names_the_version_it_counts_by(first):
    assert set(Clock.objects.values_list("calendar_version", flat=True)) == {"CN 1"}


def test_a_corrected_festival_moves_exactly_the_clocks_that_end_on_it(first):
    met = another(first)
    met.act("receive", beijing("2026-02-09"))
    met.act("admit", beijing("2026-02-12"))
    assert ends(first.clock("FORM_REVIEW")) == ends(met.clock("FORM_REVIEW")) == (CLOSED, CLOSED)
    before = {clock.pk: clock.due for clock in Clock.objects.all()}
    draft = calendar_versions.begin("CN", reason="A correction.", by=None, now=NOW)
    calendar_versions.set_day(draft, CLOSED, (False, "Spring Festival", "春节"))
    previewed = [(move.clock.pk, move.clock.due, move.after.due) for move in calendar_moves.preview(draft)]
    clock = first.clock("FORM_REVIEW")
    assert previewed == [(clock.pk, "2026-02-24", "2026-02-25")]
    assert {clock.pk: clock.due for clock in Clock.objects.all()} == before  # a preview saves nothing
    version = calendar_versions.publish(draft, published_until=2026, reason="A correction.", now=NOW)
    assert calendar_moves.move(version, by=first.request.created_by, now=NOW) == 1
    assert {one.pk: one.due for one in Clock.objects.all()} == {**before, clock.pk: "2026-02-25"}
    assert (met.clock("FORM_REVIEW").due, met.clock("FORM_REVIEW").calendar_version) == ("2026-02-24", "CN 1")
    entry = ClockChange.objects.get()
    assert (entry.clock, entry.cause, entry.told) == (clock, "calendar", "CN 2: A correction.")
    assert (entry.before, entry.after, entry.old_due, entry.new_due) == ("CN 1", "CN 2", "2026-02-24", "2026-02-25")
    assert (entry.old_strict, entry.new_strict, entry.changed_at) == ("2026-02-24", "2026-02-24", NOW)
    assert entry.actor == first.request.created_by


def test_a_moved_clock_wakes_for_its_new_end(first):
    clock = first.clock("FORM_REVIEW")
    clocks.sweep(now=clock.due_at)
    assert Clock.objects.get(pk=clock.pk).is_late
    calendar_moves.move(publish("CN", CLOSED), by=None, now=clock.due_at)
    moved = first.clock("FORM_REVIEW")
    assert (moved.is_late, moved.due_at) == (False, clock.due_at + timedelta(days=1))
    clocks.sweep(now=moved.due_at)
    moved.refresh_from_db()
    assert moved.is_late


def test_what_keeps_its_date_takes_the_version_without_a_word(first):
    calendar_moves.move(publish("CN", date(2026, 2, 10)), by=None, now=NOW)
    assert set(reprojection.live().values_list("calendar_version", flat=True)) == {"CN 2"}
    assert ClockChange.objects.count() == 0


def test_run_again_it_changes_nothing(first):
    version = publish("CN", CLOSED)
    assert [calendar_moves.move(version, by=None, now=NOW) for _ in range(3)] == [1, 0, 0]
    assert ClockChange.objects.count() == 1
    assert calendar_moves.unfinished() == []


def test_killed_in_between_it_is_finished_by_running_again(first, monkeypatch):
    second = another(first)
    second.act("receive", beijing("2026-02-09"))
    version = publish("CN", CLOSED)
    monkeypatch.setattr(reprojection, "BATCH", 1)

    def dying():
        for number, move in enumerate(reprojection.moves(calendar_moves.left(version))):
            if number == 3:
                raise KeyboardInterrupt
            yield move

    with pytest.raises(KeyboardInterrupt):
        reprojection.apply(dying(), cause="calendar", told="x", by=None, now=NOW)
    half = calendar_moves.progress(version)
    assert 0 < half.done < half.total
    assert calendar_moves.unfinished() == [version]
    jobs_reference.repair_calendars(0)
    assert calendar_moves.progress(version).is_finished
    assert {one.clock("FORM_REVIEW").due for one in (first, second)} == {"2026-02-25"}
    assert ClockChange.objects.count() == 2


def test_a_superseded_version_moves_nothing(first):
    version = publish("CN", CLOSED)
    publish("CN", date(2026, 2, 25))
    assert calendar_moves.move(version, by=None, now=NOW) == 0
    assert [str(one) for one in calendar_moves.unfinished()] == ["CN 3"]


def test_a_paused_clock_moves_and_resumes_to_the_right_day(first):
    office = another(first)
    office.act("receive", beijing("2026-01-25"))
    office.act("ask", beijing("2026-02-13"))
    assert (office.clock("DECISION").status, office.clock("DECISION").due) == ("paused", "2026-02-24")
    calendar_moves.move(publish("CN", CLOSED), by=None, now=beijing("2026-03-01"))
    clock = office.clock("DECISION")
    assert (clock.status, clock.due, clock.wake_at, clock.is_late) == ("paused", "2026-02-25", None, False)
    fresh(office).act("answer", beijing("2026-02-24"), "counterpart")
    clock = office.clock("DECISION")
    assert (clock.status, *ends(clock)) == ("running", date(2026, 3, 7), date(2026, 3, 9))


@pytest.fixture
def in_working_days(first) -> Clock:
    """Ten working days from 2 February, paused from the 6th to the 25th: over the festival and the corrected day."""
    shipped = ClockRule.objects.get(code="DECISION")
    shipped.pk, shipped.code, shipped.count, shipped.unit = None, "IN-WORKDAYS", 10, "wd"
    ClockRule.objects.bulk_create([shipped])
    office = another(fresh(first))
    office.act("receive", beijing("2026-02-02"))
    office.act("ask", beijing("2026-02-06"))
    office.act("answer", beijing("2026-02-25"), "counterpart")
    return office.clock("IN-WORKDAYS")


def test_a_pause_in_working_days_is_counted_anew_with_the_corrected_day_in_it(in_working_days):
    """Four days were used before the pause, six follow it. Whoever stored the eight working days of the pause as a
    number would now be a day late, for only seven of them are working days any more."""
    assert in_working_days.due == "2026-03-04"
    version = publish("CN", CLOSED)
    calendar_moves.move(version, by=None, now=NOW)
    in_working_days.refresh_from_db()
    assert (in_working_days.due, in_working_days.calendar_version) == ("2026-03-04", "CN 2")
    paused = [step for step in clocks.explain(in_working_days).steps if step.rule == "pause"]
    assert [step.days for step in paused] == [7]
    calendar_moves.move(publish("CN", date(2026, 3, 2)), by=None, now=NOW)
    in_working_days.refresh_from_db()
    assert in_working_days.due == "2026-03-05"


def test_only_the_obligated_side_s_calendar_counts(first, settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-02-09"))
    assert {one.party.code for one in reprojection.counting_by("CN")} == {"CN"}
    calendar_moves.move(publish("CN", CLOSED), by=None, now=NOW)
    assert office.clock("FORM_REVIEW").calendar_version == "US 1"
    calendar_moves.move(publish("US", CLOSED, until=None), by=None, now=NOW)
    assert office.clock("FORM_REVIEW").due == "2026-02-25"


def test_an_authority_with_its_own_calendar_counts_by_it(first):
    office = another(first)
    office.enter("CN-MOJ", beijing("2026-02-09"))
    office.act("receive", beijing("2026-02-09"))
    clock = office.clock("CN24-L45")
    clock.authority.calendar = "FR"
    clock.authority.save()
    assert clock not in reprojection.counting_by("CN")
    assert list(reprojection.counting_by("FR")) == [clock]


def test_a_published_year_ends_what_is_provisional_and_tells_of_it(first):
    office = another(first)
    office.act("receive", beijing("2026-12-10"))
    assert office.clock("DECISION").is_provisional
    assert calendar_moves.move(publish("CN", until=2027), by=None, now=NOW) > 0
    clock = office.clock("DECISION")
    assert (clock.is_provisional, clock.changes.get().after) == (False, "CN 2")


def test_the_explanation_keeps_to_the_version_of_the_stored_date(first):
    first.act("admit", beijing("2026-02-12"))
    publish("CN", CLOSED)
    met = first.clock("FORM_REVIEW")
    assert (met.due, clocks.explain(met).due) == ("2026-02-24", CLOSED)
    assert derivation.calendar_of(met).version == "CN 1"


def test_the_explanation_says_when_its_calendar_is_gone(first):
    clock = first.clock("FORM_REVIEW")
    clock.calendar_version = "CN holidays 0.1"
    assert clocks.explain(clock).steps[0].rule == "trigger"  # the present calendar gives the same end
    publish("CN", CLOSED)
    step = clocks.explain(clock).steps[0]
    assert (step.rule, step.note) == ("other_calendar", "CN holidays 0.1")


def test_a_clock_that_cannot_be_derived_stays_and_is_named(first):
    Clock.objects.filter(rule__code="FORM_REVIEW").update(starts_at=datetime(9999, 12, 30, tzinfo=NOW.tzinfo))
    version = publish("CN", CLOSED)
    found = list(reprojection.moves(reprojection.counting_by("CN"), calendars=CALENDARS.now()))
    assert [move.clock.rule.code for move in found if move.flaw] == ["FORM_REVIEW"]
    calendar_moves.move(version, by=None, now=NOW)
    assert first.clock("FORM_REVIEW").calendar_version == "CN 1"


def test_cost_does_not_grow_with_the_clocks(first, django_assert_num_queries):
    """Numbers, ledgers, stamp and clocks to read; then locks, the saved rows, the journal and the tasks."""
    for _ in range(3):
        another(first).act("receive", beijing("2026-02-09"))
    version = publish("CN", CLOSED)
    calendars = CALENDARS.now()
    assert list(reprojection.moves(calendar_moves.left(version)))  # reference data are read into memory
    with django_assert_num_queries(4):
        found = list(reprojection.moves(calendar_moves.left(version), calendars=calendars))
    with django_assert_num_queries(9):  # a savepoint and its end among them
        assert reprojection.apply(found, cause="calendar", told="x", by=None, now=NOW) == 4
