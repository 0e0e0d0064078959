"""What holds for every period, whatever its terms. Each test bears the number of its rule in docs/clocks.md."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.calendars import calendar_for
from workflows.periods import Length, Regime, Unit, compute

ZONE = ZoneInfo("Asia/Shanghai")
DAY_UNITS = [Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.WORKDAY]
ROLL_ON, ROLL_BACK = {Regime.EU1182, Regime.USFR, Regime.PRC}, {Regime.USFR, Regime.PRC}
bounded = settings(max_examples=60, deadline=None)
calendars = st.sampled_from(["CN", "US", "DE", "FR"]).map(calendar_for)
regimes = st.sampled_from(Regime)
days = st.dates(date(2018, 1, 1), date(2026, 6, 30))
lengths = st.builds(Length, st.integers(1, 60), st.sampled_from(DAY_UNITS))
any_unit = st.builds(Length, st.integers(1, 60), st.sampled_from(Unit))
more = st.lists(st.builds(Length, st.integers(0, 12), st.sampled_from(DAY_UNITS)), max_size=3)
more_hours = st.lists(st.builds(Length, st.integers(0, 48), st.just(Unit.HOUR)), max_size=3)
hours = st.builds(Length, st.integers(1, 96), st.just(Unit.HOUR))
extended = st.one_of(st.tuples(lengths, more), st.tuples(hours, more_hours))
"""A length with its extensions."""
moments = st.datetimes(datetime(2018, 1, 1), datetime(2026, 6, 30))  # noqa: DTZ001 -- local to the zone of the period
gaps_in_hours = st.lists(st.tuples(moments, moments).map(sorted).map(tuple), max_size=2)
pauses = st.lists(st.tuples(days, days).map(sorted).map(tuple), max_size=4)


def ends(trigger, length, regime, calendar, gaps=(), extensions=()):
    return compute(
        trigger, length, regime=regime, calendar=calendar, zone=ZONE, pauses=gaps, extensions=extensions
    )  # fmt: skip


def by_the_hour(length, regime):
    """Whether the end moves to the same hour of another day, so that it does not rise with the length (R17)."""
    return length.unit is Unit.HOUR and regime is Regime.USFR


def day(point):
    """The local day of an end, which for hours is a moment."""
    return point.date() if hasattr(point, "date") else point


@bounded
@given(days, extended, regimes, calendars, pauses, pauses)
def test_r10_a_pause_never_shortens(trigger, terms, regime, calendar, gaps, further):
    length, extensions = terms
    fewer, paused = (ends(trigger, length, regime, calendar, some, extensions) for some in (gaps, gaps + further))
    assert paused.strict >= fewer.strict
    assert paused.due >= fewer.due or by_the_hour(length, regime)


@bounded
@given(days, extended, regimes, calendars, pauses)
def test_r9_an_extension_never_shortens(trigger, terms, regime, calendar, gaps):
    length, extensions = terms
    fewer, longer = (ends(trigger, length, regime, calendar, gaps, some) for some in (extensions[1:], extensions))
    assert longer.strict >= fewer.strict
    assert longer.due >= fewer.due or by_the_hour(length, regime)


@settings(max_examples=150, deadline=None)
@given(moments, hours, more_hours, calendars, gaps_in_hours)
def test_r17_hours_by_which_a_period_is_longer_never_bring_its_end_forward(trigger, length, extensions, calendar, gaps):
    plain = ends(trigger, length, Regime.USFR, calendar)
    longer = ends(trigger, length, Regime.USFR, calendar, gaps, extensions)
    assert longer.due >= plain.due
    assert longer.due >= longer.strict


@bounded
@given(days, extended, regimes, calendars, pauses, st.randoms())
def test_r9_and_r13_the_order_of_entries_does_not_matter(trigger, terms, regime, calendar, gaps, random):
    length, extensions = terms
    shuffled = random.sample(gaps, len(gaps)), random.sample(extensions, len(extensions))
    assert ends(trigger, length, regime, calendar, *shuffled) == ends(
        trigger, length, regime, calendar, gaps, extensions
    )  # fmt: skip


@bounded
@given(days, lengths, regimes, calendars, st.integers(1, 30), st.integers(1, 30), st.sampled_from(DAY_UNITS), pauses)
def test_r9_an_extension_in_two_parts_is_their_sum(trigger, length, regime, calendar, one, other, unit, gaps):
    parts = ends(trigger, length, regime, calendar, gaps, [Length(one, unit), Length(other, unit)])
    whole = ends(trigger, length, regime, calendar, gaps, [Length(one + other, unit)])
    assert (parts.strict, parts.due) == (whole.strict, whole.due)


@bounded
@given(days, st.integers(1, 30), st.integers(1, 30), st.sampled_from(Unit), regimes, calendars, pauses)
def test_r9_a_period_extended_in_its_unit_is_the_longer_period(trigger, count, added, unit, regime, calendar, gaps):
    longer = ends(trigger, Length(count, unit), regime, calendar, gaps, [Length(added, unit)])
    whole = ends(trigger, Length(count + added, unit), regime, calendar, gaps)
    assert (longer.strict, longer.due) == (whole.strict, whole.due)


@bounded
@given(days, extended, regimes, calendars, pauses)
def test_r12_overlapping_pauses_count_once(trigger, terms, regime, calendar, gaps):
    length, extensions = terms
    once, twice = (ends(trigger, length, regime, calendar, some, extensions) for some in (gaps, gaps * 2))
    assert once == twice


@bounded
@given(days, any_unit, regimes, calendars, st.lists(days, min_size=3, max_size=3).map(sorted))
def test_r12_a_pause_cut_in_two_is_one_pause(trigger, length, regime, calendar, cut):
    begin, between, resume = cut
    whole, parts = [(begin, resume)], [(between, resume), (begin, between)]
    assert ends(trigger, length, regime, calendar, whole) == ends(trigger, length, regime, calendar, parts)


@bounded
@given(days, extended, regimes, calendars, days, pauses)
def test_r11_a_zero_pause_changes_nothing(trigger, terms, regime, calendar, zero, gaps):
    length, extensions = terms
    with_zero, without = ([*gaps, (zero, zero)], gaps)
    assert ends(trigger, length, regime, calendar, with_zero, extensions) == ends(
        trigger, length, regime, calendar, without, extensions
    )  # fmt: skip


@bounded
@given(days, days, days, st.integers(1, 400), regimes, calendars)
def test_r10_and_r13_a_pause_in_time_adds_its_days(trigger, one, other, count, regime, calendar):
    begin, resume = sorted([one, other])
    length = Length(count, Unit.DAY)
    plain = ends(trigger, length, regime, calendar)
    paused = ends(trigger, length, regime, calendar, [(begin, resume)])
    shift = max(resume - max(begin, trigger), timedelta()) if begin <= plain.strict else timedelta()
    assert paused.strict - plain.strict == shift


@bounded
@given(days, st.integers(1, 60), regimes, calendars, st.lists(days, min_size=2, max_size=2).map(sorted))
def test_r10_as_many_working_days_run_outside_a_pause(trigger, count, regime, calendar, pause):
    begin, resume = pause
    strict = ends(trigger, Length(count, Unit.WORKDAY), regime, calendar, [(begin, resume)]).strict
    counted = [trigger + timedelta(n) for n in range(1, (strict - trigger).days + 1)]
    assert sum(calendar.is_working(one) for one in counted if not begin < one <= resume) == count


@bounded
@given(days, st.integers(1, 400), st.sampled_from([Unit.DAY, Unit.WEEK]), regimes, calendars)
def test_r7_days_and_weeks_counted_back_mirror_those_counted_forward(trigger, count, unit, regime, calendar):
    forward = ends(trigger, Length(count, unit), regime, calendar)
    assert ends(forward.strict, Length(-count, unit), regime, calendar).strict == trigger
    backward = ends(trigger, Length(-count, unit), regime, calendar)
    assert ends(backward.strict, Length(count, unit), regime, calendar).strict == trigger


@bounded
@given(days, extended, regimes, calendars, pauses)
def test_r15_the_end_moves_only_forward_and_only_where_the_regime_says_so(trigger, terms, regime, calendar, gaps):
    length, extensions = terms
    period = ends(trigger, length, regime, calendar, gaps, extensions)
    assert period.due >= period.strict
    rolls = regime in ROLL_ON if length.unit is not Unit.HOUR else regime is Regime.USFR
    if not rolls:
        assert period.due == period.strict
        return
    assert calendar.is_working(day(period.due))
    passed = range((day(period.due) - day(period.strict)).days)
    moved_over = [day(period.strict) + timedelta(n) for n in passed]
    least = any(step.rule in ("two_working_days", "not_sooner") for step in period.steps)
    assert least or not any(calendar.is_working(one) for one in moved_over)


@bounded
@given(days, any_unit, regimes, calendars)
def test_r16_a_period_counted_back_moves_only_back(trigger, length, regime, calendar):
    period = ends(trigger, Length(-length.count, length.unit), regime, calendar)
    assert period.due <= period.strict
    rolls = regime in ROLL_BACK and (length.unit is not Unit.HOUR or regime is Regime.USFR)
    assert calendar.is_working(day(period.due)) if rolls else period.due == period.strict


@bounded
@given(days, st.integers(1, 60), regimes, calendars, pauses, more, st.booleans())
def test_r8_a_period_of_working_days_ends_on_a_working_day(trigger, count, regime, calendar, gaps, extensions, back):
    terms = ((), ()) if back else (gaps, extensions)
    period = ends(trigger, Length(-count if back else count, Unit.WORKDAY), regime, calendar, *terms)
    assert calendar.is_working(period.strict)
    assert period.due == period.strict


@bounded
@given(days, lengths, calendars, pauses)
def test_r18_two_days_or_more_hold_two_working_days(trigger, length, calendar, gaps):
    period = ends(trigger, length, Regime.EU1182, calendar, gaps)
    within = [trigger + timedelta(n) for n in range(1, (period.due - trigger).days + 1)]
    is_short = length in (Length(1, Unit.DAY), Length(1, Unit.WORKDAY))
    assert is_short or sum(map(calendar.is_working, within)) >= 2
