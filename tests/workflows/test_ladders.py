"""The ladder of a clock: when each rung comes, whom it tells, and what makes it unreadable."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mla.models import Party
from tests.workflows.office import WASHINGTON, washington
from workflows import ladders
from workflows.models import Clock, ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]

DESK = ["desk"]


def a_clock(*ats, due="2026-04-12", starts="2026-01-12 09:00", party="US", **rule) -> Clock:
    """A clock of whole days, not stored, whose ladder has these rungs."""
    side = Party.objects.get(code=party)
    listed = [{"at": at, "to": DESK} for at in ats]
    fields = {"regime": "PLAIN", "count": 90, "unit": "d", "starts_on": ["receive"], **rule}
    end = datetime.combine(date.fromisoformat(due[:10]) + timedelta(days=1), datetime.min.time(), side.tz)
    if "T" in due:
        end = datetime.fromisoformat(due)
    return Clock(
        rule=ClockRule(code="TEST", ladder=listed, **fields), party=side, obligated="home", due=due, strict=due,
        due_at=end, starts_at=washington(starts), calendar_version="",
    )


def days(clock: Clock) -> list[str]:
    zone = clock.party.tz
    return [one.at.astimezone(zone).date().isoformat() for one in ladders.ladder(clock) if one.at < clock.due_at]


def moment(clock: Clock, at: str) -> datetime:
    return next(one.at for one in ladders.ladder(clock) if one.name.startswith(f"{at} "))


def test_a_retention_warns_last_on_a_working_day():  # T54b
    assert days(a_clock("-14d", "-7d", "-2d", regime="RETENTION")) == ["2026-03-29", "2026-04-05", "2026-04-10"]


def test_the_last_warning_of_a_retention_moves_back_over_the_weekend():
    clock = a_clock("-14d", "-1d", regime="RETENTION", due="2026-04-13")
    assert days(clock) == ["2026-03-30", "2026-04-10"]
    assert days(a_clock("-14d", "-1d", due="2026-04-13")) == ["2026-03-30", "2026-04-12"]


def test_the_working_days_are_those_of_the_obligated_side():
    golden_week = {"regime": "RETENTION", "due": "2026-10-08"}
    assert days(a_clock("-2d", **golden_week)) == ["2026-10-06"]
    assert days(a_clock("-2d", party="CN", **golden_week)) == ["2026-09-30"]


def test_days_and_weeks_before_begin_their_day_at_the_obligated_side():
    clock = a_clock("-14d", "-1wk", party="CN")
    beijing = ZoneInfo("Asia/Shanghai")
    assert [moment(clock, at) for at in ("-14d", "-1wk")] == [
        datetime(2026, 3, 29, tzinfo=beijing), datetime(2026, 4, 5, tzinfo=beijing),
    ]


def test_hours_are_elapsed_and_days_are_local_over_a_change_of_clocks():
    clock = a_clock("-48h", "-2d", "+1wk", due="2026-03-09T09:00-04:00", starts="2026-03-01 09:00")
    assert moment(clock, "-48h") == datetime(2026, 3, 7, 8, tzinfo=WASHINGTON)
    assert moment(clock, "-2d") == datetime(2026, 3, 7, 9, tzinfo=WASHINGTON)
    assert moment(clock, "+1wk") == datetime(2026, 3, 16, 9, tzinfo=WASHINGTON)


def test_a_share_is_of_the_way_from_start_to_end():
    clock = a_clock("50%", "90%")
    span = clock.due_at - clock.starts_at
    assert [moment(clock, at) for at in ("50%", "90%")] == [clock.starts_at + span / 2, clock.starts_at + span * 9 / 10]


def test_a_share_needs_a_period_that_counts_forward():
    with pytest.raises(ValueError, match="50% needs a period that counts forward"):
        ladders.ladder(a_clock("50%", starts="2026-06-01 09:00", starts_field="hearing_on"))


def test_rungs_after_the_end_count_from_it():
    clock = a_clock("+1wk", "+36h", "due")
    assert [one.at - clock.due_at for one in ladders.ladder(clock)] == [
        timedelta(), timedelta(hours=36), timedelta(weeks=1),
    ]


def test_expiry_is_always_a_rung_and_each_tells_its_levels_once():
    clock = a_clock()
    assert [(one.at, one.to) for one in ladders.ladder(clock)] == [(clock.due_at, ())]
    clock.rule.ladder = [{"at": "due", "to": ["desk"]}, {"at": "due", "to": ["supervisor", "desk"], "letter": "L24"}]
    assert [(one.to, one.letter) for one in ladders.ladder(clock)] == [(("desk", "supervisor"), "L24")]


def test_names_carry_the_end_and_fit():
    names = [one.name for one in ladders.ladder(a_clock("-9999h", "-14d", starts="2020-01-01 09:00"))]
    assert names == ["-9999h 2604130400", "-14d 2604130400", "due 2604130400"]


def test_warnings_before_the_act_are_left_out_and_from_a_date_are_kept():
    late = "2026-04-01 09:00"
    assert days(a_clock("-14d", "-7d", starts=late)) == ["2026-04-05"]
    assert days(a_clock("-14d", "-7d", starts=late, starts_field="hearing_on")) == ["2026-03-29", "2026-04-05"]


@pytest.mark.parametrize(("listed", "flaw"), [
    (["soon"], "A rung names when (at) and whom (to), not 'soon'."),
    ([{"at": "soon", "to": DESK}], "A rung is due, or at -48h, -14d, +1wk or 50%, not 'soon'."),
    ([{"at": "100%", "to": DESK}], "A rung is due, or at -48h, -14d, +1wk or 50%, not '100%'."),
    ([{"to": DESK}], "A rung is due, or at -48h, -14d, +1wk or 50%, not None."),
    ([{"at": "due", "to": "desk"}], "The rung due may tell desk, supervisor, working, leadership, not 'desk'."),
    ([{"at": "due", "to": ["everybody"]}],
     "The rung due may tell desk, supervisor, working, leadership, not ['everybody']."),
    ([{"at": "due", "to": [], "letter": "L01"}], "The rung due can send the reminder L24 alone, not 'L01'."),
    ({"at": "due"}, "A ladder is a list, not {'at': 'due'}."),
])
def test_a_ladder_that_cannot_be_read_says_why(listed, flaw):
    with pytest.raises(ValueError, match=re.escape(flaw)):
        ladders.read(listed)


def test_shipped_ladders_can_be_read():
    assert all(ladders.read(rule.ladder) for rule in ClockRule.objects.all())


def test_a_clock_whose_ladder_cannot_be_read_is_looked_at_at_once():
    clock = a_clock("-7d")
    clock.rule.ladder = ["soon"]
    assert ladders.first_look(clock) == clock.starts_at
