"""Periods in days, weeks, working days and months: the vectors of domain.md 3.3, extensions, refusals."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.workflows.vectors import DATES, PAUSED, ZONES
from workflows.calendars import calendar_for
from workflows.periods import Length, Period, Regime, compute, end_moment


def ends(trigger, length, regime, calendar, pauses=(), extensions=()) -> Period:
    return compute(
        trigger if isinstance(trigger, date) else date.fromisoformat(trigger),
        Length.parse(length),
        regime=Regime(regime),
        calendar=calendar_for(calendar),
        zone=ZoneInfo(ZONES[calendar]),
        pauses=[(date.fromisoformat(begin), date.fromisoformat(resume)) for begin, resume in pauses],
        extensions=[Length.parse(extension) for extension in extensions],
    )


def shown(period: Period) -> tuple[str, str]:
    return str(period.strict), str(period.due)


@pytest.mark.parametrize("vector", DATES, ids=lambda vector: vector[0])
def test_vector(vector):
    _, regime, calendar, trigger, length, strict, due = vector
    period = ends(trigger, length, regime, calendar)
    assert (*shown(period), period.elapsed, period.provisional) == (strict, due, None, False)


@pytest.mark.parametrize("vector", PAUSED, ids=lambda vector: vector[0])
def test_paused_case(vector):
    _, regime, calendar, trigger, length, pauses, strict, due = vector
    assert shown(ends(trigger, length, regime, calendar, pauses)) == (strict, due)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        # T73: from the unrolled Sunday 11 May, not from Monday 12 May
        pytest.param(("2025-04-11", "30d", "EU1182", "FR", (), ["30d"]), ("2025-06-10",) * 2, id="T73"),
        pytest.param(("2026-09-01", "60d", "PLAIN", "NONE", (), ["30d"]), ("2026-11-30",) * 2, id="T78"),
        pytest.param(
            ("2026-03-02", "10d", "PLAIN", "NONE", [["2026-03-20", "2026-03-25"]], ["10d"]),
            ("2026-03-27",) * 2,
            id="a pause within the extension counts",
        ),
        pytest.param(
            ("2026-03-02", "10d", "PLAIN", "NONE", [["2026-03-20", "2026-03-25"]]),
            ("2026-03-12",) * 2,
            id="the same pause after the end does not",
        ),
    ],
)
def test_extension(case, expected):
    assert shown(ends(*case)) == expected


@pytest.mark.parametrize(
    ("trigger", "length", "regime", "calendar", "strict", "due"),
    [
        ("2026-03-10", "10wd", "PLAIN", "CN", "2026-03-24", "2026-03-24"),  # G28
        ("2026-09-28", "10wd", "PLAIN", "US", "2026-10-13", "2026-10-13"),  # G30: over Columbus Day
        ("2026-02-13", "2wd", "PRC", "CN", "2026-02-24", "2026-02-24"),  # make-up Saturday 14 Feb counts
        ("2026-10-08", "-1wd", "PRC", "CN", "2026-09-30", "2026-09-30"),
        ("2024-02-29", "12mo", "PLAIN", "NONE", "2025-02-28", "2025-02-28"),
        ("2026-02-28", "1mo", "PRC", "NONE", "2026-03-31", "2026-03-31"),  # last day to last day
        ("2026-02-28", "1mo", "USFR", "NONE", "2026-03-28", "2026-03-28"),
        ("2024-05-01", "36mo", "PLAIN", "NONE", "2027-05-01", "2027-05-01"),  # T56
        ("2026-07-03", "1d", "RETENTION", "US", "2026-07-04", "2026-07-04"),
        # Art 3(5): Saturday to Sunday rolls to Monday, and Tuesday is the second working day
        ("2026-09-04", "2d", "EU1182", "DE", "2026-09-06", "2026-09-08"),
        ("2026-09-03", "2d", "EU1182", "DE", "2026-09-05", "2026-09-07"),
        ("2026-09-04", "1d", "EU1182", "DE", "2026-09-05", "2026-09-07"),
        ("2026-09-14", "-2d", "EU1182", "DE", "2026-09-12", "2026-09-12"),
        ("2026-09-05", "0d", "PRC", "CN", "2026-09-05", "2026-09-07"),
    ],
)
def test_counting(trigger, length, regime, calendar, strict, due):
    assert shown(ends(trigger, length, regime, calendar)) == (strict, due)


def test_a_moment_counts_as_its_local_date():
    late = datetime(2026, 12, 31, 23, 59, 59, tzinfo=ZoneInfo("America/New_York"))
    assert shown(ends(late, "1d", "PLAIN", "CN")) == ("2027-01-02",) * 2


def test_a_workday_pause_adds_its_working_days():
    paused = ends("2026-03-02", "5wd", "PLAIN", "CN", [["2026-03-04", "2026-03-09"]])
    assert shown(paused) == ("2026-03-12",) * 2


def test_a_long_pause_before_and_after_the_trigger_counts_only_after():
    paused = ends("2026-03-02", "5d", "PLAIN", "NONE", [["2025-01-01", "2026-03-12"]])
    assert shown(paused) == ("2026-03-17",) * 2


@pytest.mark.parametrize(
    ("trigger", "length", "regime", "is_provisional"),
    [
        ("2026-12-20", "30d", "PRC", True),
        ("2026-12-20", "11d", "PRC", False),
        ("2027-01-20", "-30d", "PRC", False),
        ("2027-01-10", "-5d", "PRC", True),
        ("2026-12-20", "30d", "PLAIN", False),  # no calendar can move it
        ("2026-12-20", "30wd", "PLAIN", True),
    ],
)
def test_an_end_in_an_unpublished_year_is_provisional(trigger, length, regime, is_provisional):
    period = ends(trigger, length, regime, "CN")
    assert period.provisional == is_provisional
    assert [step.note for step in period.steps if step.rule == "provisional"] == ["2026"] * is_provisional


def test_the_derivation_names_what_moved_the_end():
    steps = ends("2026-09-02", "30d", "PRC", "CN").steps
    assert [(step.rule, step.note, step.days) for step in steps] == [
        ("trigger", "", 0), ("day_not_counted", "", 0), ("length", "30d", 0), ("strict", "", 0),
        ("holiday", "National Day", 2), ("weekend", "", 1), ("holiday", "National Day (observed)", 1),
        ("holiday", "Day off (substituted from 2026-09-20)", 1),
        ("holiday", "Day off (substituted from 2026-10-10)", 1), ("due", "", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (("2026-03-02", "5wd", "PLAIN", "NONE"), "NONE knows no days off"),
        (("2026-03-02", "-5d", "PRC", "CN", [["2026-03-01", "2026-03-02"]]), "no pauses"),
        (("2026-03-02", "-5d", "PRC", "CN", (), ["1d"]), "no extensions"),
        (("2026-03-02", "5d", "PRC", "CN", [["2026-03-04", "2026-03-03"]]), "before it begins"),
        (("2026-03-02", "5d", "PRC", "CN", (), ["-1d"]), "cannot be extended by -1d"),
        (("2026-03-02", "5d", "PRC", "CN", (), ["8h"]), "cannot be extended by 8h"),
    ],
)
def test_contradictory_terms_are_refused(case, sentence):
    with pytest.raises(ValueError, match=sentence):
        ends(*case)


@pytest.mark.parametrize("text", ["", "30", "d", "30 d", "30D", "1.5h", "--1d", "+1d", "123456d", "1y", "٣d"])
def test_an_unreadable_length_is_refused(text):
    with pytest.raises(ValueError, match="A length is a number"):
        Length.parse(text)


@pytest.mark.parametrize("text", ["30d", "10wd", "3mo", "1wk", "8h", "-45d", "0d"])
def test_a_length_writes_what_it_reads(text):
    assert str(Length.parse(text)) == text


def test_a_day_ends_when_the_next_begins():
    new_york, beirut = ZoneInfo("America/New_York"), ZoneInfo("Asia/Beirut")
    assert end_moment(date(2026, 3, 7), new_york).isoformat() == "2026-03-08T00:00:00-05:00"
    # In Beirut the clock springs from midnight to one.
    assert end_moment(date(2026, 3, 28), beirut).isoformat() == "2026-03-29T01:00:00+03:00"
