"""When must somebody be told, and who? The rungs of a clock's escalation, from its rule and its end."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, cast

from workflows import derivation
from workflows.calendar_store import Calendars
from workflows.calendars import Versioned
from workflows.models import Clock
from workflows.periods import Regime

LEVELS = ("desk", "supervisor", "working", "leadership")
"""Who may be told: the desk whose turn it is, its supervisors, and those who deal with the other side's contacts."""
_OFFSET = re.compile(r"([+-])([0-9]{1,4})(h|d|wk)")
_SHARE = re.compile(r"([1-9][0-9]?)%")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "wk": timedelta(weeks=1)}
_DAY, _NONE = timedelta(days=1), timedelta()
_AT = attrgetter("at")
Rungs = list[tuple[str, tuple[tuple[str, ...], str]]]
"""The rungs of a rule as (at, (whom, letter))."""


class Ending(derivation.Obligation, Protocol):
    """What a ladder is made of: a clock, or as much of it as the sweep reads."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def due(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def calendar_version(self) -> str: ...


class Step(NamedTuple):
    """One rung as planned: its name, when it comes, whom it tells, and the letter it sends by itself."""

    name: str
    at: datetime
    to: tuple[str, ...] = ()
    letter: str = ""


def ladder(clock: Ending, calendars: Calendars | None = None, rungs: Rungs | None = None) -> list[Step]:
    """The rungs: every warning, the moment of expiry, and what follows it, in order of time.

    "-48h" is that many hours before the end. "-14d" and "-1wk" are the beginning of that day at the obligated side,
    counted back from the due day (from the due moment where hours are owed). "50%" is half the way from start to end
    as derived, pauses included. "+1wk" is that long after the end, by the calendar of the obligated side.

    A rung's name carries the end it warns of, so that after a pause the new end is warned of anew. Warnings that lie
    before an act that started the period are left out; a period from a date keeps them, for they are already owed.
    The last warning before the end of a retention comes on a working day at the latest, as that is when a renewal
    can still be sent. `calendars` spares looking them up, `rungs` reading the rule's ladder again. Raises ValueError
    for a ladder that cannot be read.
    """
    end, stamp = clock.due_at, _stamp(clock.due_at)
    listed = read(clock.rule.ladder) if rungs is None else rungs
    steps = [Step(f"{at} {stamp}", _moment(at, clock), to, letter) for at, (to, letter) in listed]
    if derivation.regime_of(clock) == Regime.RETENTION:
        steps = _on_working_days(steps, clock, calendars)
    if not clock.rule.starts_field:  # it runs from an act
        begun = clock.starts_at
        steps = [one for one in steps if one.at >= end or one.at > begun]
    return sorted(steps, key=_AT)


def first_look(clock: Clock) -> datetime:
    """When the sweep must first look at a running clock; it passes rungs already claimed without effect.

    At a clock whose ladder cannot be read it looks at once, and reports it.
    """
    try:
        return ladder(clock)[0].at
    except ValueError:
        return clock.starts_at


def read(listed: Any) -> Rungs:
    """The rungs of a rule as (at, (whom, letter)); expiry is always one.

    `flaws` refuses what cannot be read when a rule is edited; a rule changed by hand raises ValueError here.
    """
    if not isinstance(listed, list):
        raise ValueError(f"A ladder is a list, not {listed!r}.")
    rungs: dict[str, tuple[tuple[str, ...], str]] = {}
    for one in listed:
        _check(one)
        to, letter = rungs.get(one["at"], ((), ""))
        rungs[one["at"]] = (tuple(dict.fromkeys((*to, *one["to"]))), one.get("letter") or letter)
    rungs.setdefault("due", ((), ""))
    return list(rungs.items())


def _check(one: Any) -> None:
    if not isinstance(one, dict):
        raise ValueError(f"A rung names when (at) and whom (to), not {one!r}.")
    at, to, letter = one.get("at"), one.get("to"), one.get("letter", "")
    if not isinstance(at, str) or not (at == "due" or _OFFSET.fullmatch(at) or _SHARE.fullmatch(at)):
        raise ValueError(f"A rung is due, or at -48h, -14d, +1wk or 50%, not {at!r}.")
    if not isinstance(to, list) or not _are_levels(to):
        raise ValueError(f"The rung {at} may tell {', '.join(LEVELS)}, not {to!r}.")
    if letter not in ("", "L24"):
        raise ValueError(f"The rung {at} can send the reminder L24 alone, not {letter!r}.")


def _are_levels(to: Iterable[Any]) -> bool:
    return all(isinstance(level, str) and level in LEVELS for level in to)


def _stamp(moment: datetime) -> str:
    """The minute in UTC, as ten digits."""
    utc = moment.astimezone(UTC)
    return f"{utc.year % 100:02}{utc.month:02}{utc.day:02}{utc.hour:02}{utc.minute:02}"


@lru_cache(maxsize=512)
def _parsed(at: str) -> tuple[timedelta, int, str]:
    """How far from the end, the share of the way in per cent, and the unit; `due` is no hours after the end."""
    if at == "due":
        return timedelta(), 0, "h"
    if share := _SHARE.fullmatch(at):
        return timedelta(), int(share[1]), "%"
    match = _OFFSET.fullmatch(at)
    assert match  # `read` has looked
    return int(match[1] + match[2]) * _UNITS[match[3]], 0, match[3]


def _moment(at: str, clock: Ending) -> datetime:
    span, share, unit = _parsed(at)
    if unit == "h":
        return clock.due_at + span
    if unit == "%":
        if clock.due_at <= clock.starts_at:
            raise ValueError(f"The rung {at} needs a period that counts forward.")
        return clock.starts_at + (clock.due_at - clock.starts_at) * share / 100
    zone = derivation.zone_of(clock)
    if span < _NONE and "T" not in clock.due:
        day = date.fromisoformat(clock.due) + span
        return datetime.combine(day, time.min, zone).astimezone(UTC)
    return (clock.due_at.astimezone(zone) + span).astimezone(UTC)


def _on_working_days(steps: list[Step], clock: Ending, calendars: Calendars | None) -> list[Step]:
    """The same rungs, the last warning moved back to the obligated side's last working day."""
    warnings = [one for one in steps if one.at < clock.due_at]
    if not warnings:
        return steps
    last, calendar = max(warnings, key=lambda one: one.at), _calendar(clock, calendars)
    moment = last.at.astimezone(derivation.zone_of(clock))
    while not calendar.is_working(moment.date()):
        moment -= _DAY
    return [one._replace(at=moment.astimezone(UTC)) if one is last else one for one in steps]


def _calendar(clock: Ending, calendars: Calendars | None) -> Versioned:
    """As `derivation.calendar_of`, which asks the database for the stamp of the reference data where it has to."""
    if calendars is None:
        return derivation.calendar_of(cast("Clock", clock))
    return calendars.named(clock.calendar_version) or calendars.of(derivation.calendar_code(clock))
