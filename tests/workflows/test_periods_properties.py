"""What holds for every period, whatever its terms."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from workflows.calendars import calendar_for
from workflows.periods import Length, Regime, Unit, compute

ZONE = ZoneInfo("Asia/Shanghai")
DAY_UNITS = [Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.WORKDAY]
calendars = st.sampled_from(["CN", "US", "DE", "FR"]).map(calendar_for)
regimes = st.sampled_from(Regime)
days = st.dates(date(2018, 1, 1), date(2026, 6, 30))
lengths = st.builds(Length, st.integers(1, 60), st.sampled_from(DAY_UNITS))
any_unit = st.builds(Length, st.integers(1, 60), st.sampled_from(Unit))
pauses = st.lists(st.tuples(days, days).map(sorted).map(tuple), max_size=4)


def ends(trigger, length, regime, calendar, gaps=(), extensions=()):
    return compute(
        trigger, length, regime=regime, calendar=calendar, zone=ZONE, pauses=gaps, extensions=extensions
    )  # fmt: skip


@given(days, any_unit, regimes, calendars, pauses)
def test_a_pause_never_shortens(trigger, length, regime, calendar, gaps):
    plain, paused = (ends(trigger, length, regime, calendar, some) for some in ((), gaps))
    assert paused.strict >= plain.strict
    assert paused.due >= plain.due


@given(days, any_unit, regimes, calendars, pauses, st.randoms())
def test_the_order_of_pauses_does_not_matter(trigger, length, regime, calendar, gaps, random):
    shuffled = random.sample(gaps, len(gaps))
    assert ends(trigger, length, regime, calendar, shuffled) == ends(trigger, length, regime, calendar, gaps)


@given(days, lengths, regimes, calendars, pauses)
def test_a_repeated_pause_counts_once(trigger, length, regime, calendar, gaps):
    once, twice = (ends(trigger, length, regime, calendar, some) for some in (gaps, gaps * 2))
    assert once == twice


@given(days, any_unit, regimes, calendars, days)
def test_a_pause_of_zero_days_changes_nothing(trigger, length, regime, calendar, day):
    assert ends(trigger, length, regime, calendar, [(day, day)]) == ends(trigger, length, regime, calendar)


@given(days, days, days, st.integers(1, 400), regimes, calendars)
def test_a_pause_in_time_adds_its_days(trigger, one, other, count, regime, calendar):
    begin, resume = sorted([one, other])
    length = Length(count, Unit.DAY)
    plain = ends(trigger, length, regime, calendar)
    paused = ends(trigger, length, regime, calendar, [(begin, resume)])
    shift = max(resume - max(begin, trigger), timedelta()) if begin <= plain.strict else timedelta()
    assert paused.strict - plain.strict == shift


@given(days, st.integers(1, 400), st.sampled_from([Unit.DAY, Unit.WEEK]), regimes, calendars)
def test_days_and_weeks_counted_back_mirror_those_counted_forward(trigger, count, unit, regime, calendar):
    forward = ends(trigger, Length(count, unit), regime, calendar)
    assert ends(forward.strict, Length(-count, unit), regime, calendar).strict == trigger


@given(days, any_unit, regimes, calendars, st.booleans())
def test_the_due_end_lies_past_the_strict_one(trigger, length, regime, calendar, is_back):
    if is_back:
        period = ends(trigger, Length(-length.count, length.unit), regime, calendar)
        assert period.due <= period.strict
    else:
        period = ends(trigger, length, regime, calendar)
        assert period.due >= period.strict


@given(days, lengths, st.sampled_from([Regime.EU1182, Regime.USFR, Regime.PRC]), calendars, pauses)
def test_a_rolled_due_date_is_a_working_day(trigger, length, regime, calendar, gaps):
    assert calendar.is_working(ends(trigger, length, regime, calendar, gaps).due)


@given(days, st.integers(1, 60), regimes, calendars, st.sampled_from([1, -1]))
def test_working_days_end_on_a_working_day(trigger, count, regime, calendar, sign):
    period = ends(trigger, Length(sign * count, Unit.WORKDAY), regime, calendar)
    assert period.strict == period.due
    assert calendar.is_working(period.due)


@given(days, lengths, calendars)
def test_eu_periods_of_two_days_include_two_working_days(trigger, length, calendar):
    due = ends(trigger, length, Regime.EU1182, calendar).due
    inside = [trigger + timedelta(n) for n in range(1, (due - trigger).days + 1)]
    needed = 1 if length in (Length(1, Unit.DAY), Length(1, Unit.WORKDAY)) else 2
    assert sum(map(calendar.is_working, inside)) >= needed


@given(days, lengths, calendars)
def test_retention_counts_like_plain_and_never_rolls(trigger, length, calendar):
    kept = ends(trigger, length, Regime.RETENTION, calendar)
    assert kept == ends(trigger, length, Regime.PLAIN, calendar)
    assert kept.due == kept.strict


@given(days, st.integers(1, 90), st.integers(1, 90), regimes, calendars, pauses)
def test_an_extension_is_added_to_the_unrolled_end(trigger, count, more, regime, calendar, gaps):
    extended = ends(trigger, Length(count, Unit.DAY), regime, calendar, gaps, [Length(more, Unit.DAY)])
    whole = ends(trigger, Length(count + more, Unit.DAY), regime, calendar, gaps)
    assert (extended.strict, extended.due) == (whole.strict, whole.due)
