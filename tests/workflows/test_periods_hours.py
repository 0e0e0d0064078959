"""Periods in hours: the vectors of domain.md 3.3b, changes of clocks, pauses, counting back."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.workflows.vectors import HOURS, ZONES
from workflows.calendars import calendar_for
from workflows.periods import Length, Period, Regime, compute, written


def ends(trigger, length, regime, calendar, pauses=(), extensions=(), zone=None) -> Period:
    read = datetime.fromisoformat
    return compute(
        trigger if isinstance(trigger, date) else read(trigger),
        Length.parse(length),
        regime=Regime(regime),
        calendar=calendar_for(calendar),
        zone=ZoneInfo(zone or ZONES[calendar]),
        pauses=[(read(begin), read(resume)) for begin, resume in pauses],
        extensions=[Length.parse(extension) for extension in extensions],
    )


@pytest.mark.parametrize("vector", HOURS, ids=lambda vector: vector[0])
def test_vector(vector):
    _, regime, calendar, zone, trigger, length, *expected = vector
    period = ends(trigger, length, regime, calendar, zone=zone)
    assert [written(period.strict), written(period.due), written(period.elapsed)] == expected


def test_the_two_capitals_see_one_moment():
    period = ends("2026-03-06T16:40", "72h", "PLAIN", "US")
    assert written(period.due.astimezone(ZoneInfo("Asia/Shanghai"))) == "2026-03-10T05:40+08:00"


@pytest.mark.parametrize(
    ("trigger", "length", "regime", "calendar", "due"),
    [
        ("2026-09-07T10:20", "-8h", "EU1182", "DE", "2026-09-07T02:00+02:00"),
        ("2026-09-08T09:17", "-24h", "USFR", "US", "2026-09-04T09:17-04:00"),  # back over Labor Day
        ("2026-09-01T10:00", "8h", "EU1182", "DE", "2026-09-01T19:00+02:00"),
        ("2026-10-25T02:30+02:00", "1h", "EU1182", "DE", "2026-10-25T03:00+01:00"),  # the hour runs twice
        (date(2026, 9, 1), "8h", "PLAIN", "DE", "2026-09-01T08:00+02:00"),
    ],
)
def test_counting(trigger, length, regime, calendar, due):
    assert written(ends(trigger, length, regime, calendar).due) == due


def test_a_pause_lengthens_by_the_elapsed_time():
    # The second pause begins within the first, the third after the end.
    pauses = [
        ("2026-09-01T12:00", "2026-09-01T13:30"),
        ("2026-09-01T13:00", "2026-09-01T14:00"),
        ("2026-09-02T12:00", "2026-09-02T13:00"),
    ]
    period = ends("2026-09-01T10:20", "8h", "EU1182", "DE", pauses)
    assert written(period.due) == "2026-09-01T21:00+02:00"
    assert written(period.elapsed) == "2026-09-01T20:20+02:00"


def test_an_extension_adds_hours():
    assert written(ends("2026-09-01T10:20", "8h", "PLAIN", "DE", (), ["4h"]).due) == "2026-09-01T22:20+02:00"


def test_an_extension_in_hours_does_not_bring_the_end_forward():
    # Labor Day at 09:17 moves to Tuesday 09:17; a day less one hour more would be Tuesday 08:17.
    plain, longer = (ends("2026-09-04T09:17", "72h", "USFR", "US", (), some) for some in ((), ["23h"]))
    assert written(plain.due) == written(longer.due) == "2026-09-08T09:17-04:00"
    assert (written(longer.strict), longer.steps[-2].rule) == ("2026-09-08T08:17-04:00", "not_sooner")


def test_only_an_end_that_rolls_is_provisional():
    assert not ends("2027-02-01T10:00", "8h", "PRC", "CN").provisional
    assert ends("2027-02-01T10:00", "8h", "USFR", "CN").provisional


def test_seconds_are_kept():
    assert written(ends("2026-09-01T10:20:30", "1h", "PLAIN", "DE").due) == "2026-09-01T11:20:30+02:00"
