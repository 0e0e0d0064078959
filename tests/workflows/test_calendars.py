"""Calendars against an independent oracle (chinesecalendar), the statute book, and corrections."""

import re
from datetime import date, timedelta

import chinese_calendar
import pytest

from workflows.calendars import calendar_for

YEARS = range(2018, 2027)
US_2026 = {
    "01-01": "New Year's Day",
    "01-19": "Martin Luther King Jr. Day",
    "02-16": "Washington's Birthday",
    "05-25": "Memorial Day",
    "06-19": "Juneteenth National Independence Day",
    "07-03": "Independence Day (observed)",
    "07-04": "Independence Day",
    "09-07": "Labor Day",
    "10-12": "Columbus Day",
    "11-11": "Veterans Day",
    "11-26": "Thanksgiving Day",
    "12-25": "Christmas Day",
}


def year_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize("year", YEARS)
def test_china_agrees_with_the_oracle(year):
    china = calendar_for("CN")
    assert [china.is_working(day) for day in year_of(year)] == list(map(chinese_calendar.is_workday, year_of(year)))


@pytest.mark.parametrize("year", YEARS)
def test_a_published_year_of_china_has_make_up_days(year):
    china = calendar_for("CN")
    made_up = [day for day in year_of(year) if day.weekday() >= 5 and china.is_working(day)]
    assert made_up
    assert {china.name_of(day) for day in made_up} == {"Make-up working day"}


def test_china_is_published_until_the_last_notice():
    china = calendar_for("CN")
    until = china.published_until
    swapped = [day for day in year_of(until) if day.weekday() >= 5 and china.is_working(day)]
    beyond = [day for day in year_of(until + 1) if day.weekday() >= 5 and china.is_working(day)]
    assert (until >= 2026, bool(swapped), beyond) == (True, True, [])


def test_the_united_states_keeps_its_statutory_days():
    states = calendar_for("US")
    named = {f"{day:%m-%d}": states.name_of(day) for day in year_of(2026) if states.name_of(day)}
    assert named == US_2026
    assert [day for day in named if states.is_working(date.fromisoformat(f"2026-{day}"))] == []


@pytest.mark.parametrize(
    ("code", "day", "is_working"),
    [
        ("US", "2021-12-31", False),  # New Year's Day 2022 observed in the year before
        ("US", "2026-11-27", True),  # the day after Thanksgiving
        ("US", "2010-12-31", False),
        ("DE", "2025-04-18", False),
        ("FR", "2025-04-18", True),  # Good Friday is no holiday in France but in Alsace-Moselle
        ("FR", "2026-07-14", False),
        ("DE", "2026-10-31", False),  # a Saturday
        ("CN", "2018-12-29", True),  # made up for a bridge published for 2019
        ("NONE", "2026-01-01", True),
        ("NONE", "2026-01-03", True),
    ],
)
def test_working_day(code, day, is_working):
    assert calendar_for(code).is_working(date.fromisoformat(day)) == is_working


@pytest.mark.parametrize("code", ["US", "DE", "FR", "NONE"])
def test_days_fixed_by_law_need_no_notice(code):
    assert calendar_for(code).published_until is None


def test_names_come_in_both_languages():
    china = calendar_for("CN")
    days = (date(2026, 10, 1), date(2026, 2, 28), date(2026, 2, 20), date(2026, 3, 2), date(2026, 3, 1))
    assert [china.name_of(day) for day in days] == [
        "National Day", "Make-up working day", "Day off (substituted from 2026-02-14)", "", "",
    ]  # fmt: skip
    assert [china.name_of(day, "zh") for day in days[:3]] == ["国庆节", "调休上班日", "休息日（由 2026-02-14 调休）"]
    assert calendar_for("US").name_of(date(2026, 12, 25), "zh") == "Christmas Day"


def test_corrections_overrule_the_library():
    mourning, saturday, monday = date(2025, 1, 9), date(2027, 2, 20), date(2027, 2, 22)
    states = calendar_for("US", [(mourning, False, "National Day of Mourning")])
    china = calendar_for("CN", [(saturday, True, ""), (monday, False, "")], published_until=2027)
    assert calendar_for("US").is_working(mourning)
    assert (states.is_working(mourning), states.name_of(mourning)) == (False, "National Day of Mourning")
    assert (china.is_working(saturday), china.name_of(saturday)) == (True, "Make-up working day")
    assert (china.is_working(monday), china.name_of(monday, "zh")) == (False, "放假")
    assert (china.published_until, calendar_for("CN").published_until) == (2027, 2026)


def test_a_calendar_says_which_it_is():
    assert re.fullmatch(r"CN holidays \d+\.\d+(\.\d+)?", calendar_for("CN").version)
    assert calendar_for("NONE").version == "NONE"


def test_one_calendar_serves_the_whole_process():
    assert calendar_for("CN") is calendar_for("CN")
    assert calendar_for("CN") is not calendar_for("CN", [(date(2027, 1, 1), False, "New Year")])


@pytest.mark.parametrize("code", ["", "XX", "cn", "CHN", "EU"])
def test_an_unknown_code_is_refused(code):
    with pytest.raises(ValueError, match=f"There is no calendar {code!r}"):
        calendar_for(code)
