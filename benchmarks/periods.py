"""How many due dates are worked out a second, each with its derivation? Beside the `holidays` package's counting."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import holidays

from benchmarks import Row
from workflows.calendars import calendar_for
from workflows.periods import Length, Regime, compute

ROUNDS, STARTS = 5, [date(2025, 1, 1) + timedelta(days=n) for n in range(365)] * 10
DAYS = (("PRC", "CN", "Asia/Shanghai"), ("USFR", "US", "America/New_York"))


def run() -> list[Row]:
    """One core, in memory; the first round fills the calendars and is not counted."""
    volume = f"{len(STARTS):,} starts in 2025, one core"
    rows = [
        Row(f"periods: 30d by {regime}", _speed(_ours(regime, code, zone, "30d")), "1/s", volume, target=">= 20000")
        for regime, code, zone in DAYS
    ]
    ours, peer = _speed(_ours(*DAYS[0], "20wd")), _speed(_peer("CN", 20))
    return [
        *rows, Row("periods: 20wd by PRC", ours, "1/s", volume, "get_nth_working_day of holidays", ours / peer),
    ]


def _ours(regime: str, code: str, zone: str, length: str) -> Callable[[date], object]:
    calendar, at, span = calendar_for(code), ZoneInfo(zone), Length.parse(length)
    return lambda start: compute(start, span, regime=Regime(regime), calendar=calendar, zone=at)


def _peer(code: str, days: int) -> Callable[[date], object]:
    days_off = holidays.country_holidays(code, years=[2024, 2025, 2026])
    return lambda start: days_off.get_nth_working_day(start, days)


def _speed(due: Callable[[date], object]) -> float:
    for start in STARTS:
        due(start)
    return median(len(STARTS) / _timed(due) for _ in range(ROUNDS))


def _timed(due: Callable[[date], object]) -> float:
    begun = time.perf_counter()
    for start in STARTS:
        due(start)
    return time.perf_counter() - begun
