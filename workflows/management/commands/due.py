"""Answers from the command line when a legal period ends, for one period or a file of them."""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from workflows import clock_data, tracing
from workflows.calendars import calendar_for
from workflows.models import Clock
from workflows.periods import Length, Period, Regime, Step, compute, written

_REQUIRED = ("regime", "calendar", "zone", "trigger", "length")
_KEYS = ("id", *_REQUIRED, "pauses", "extensions")
"""What a line of a batch may hold."""


class Command(BaseCommand):
    help = "Compute when a period ends, and why. Needs no database, unless it explains a stored clock (--clock)."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--regime", help=", ".join(Regime))
        parser.add_argument("--calendar", help="CN, US, DE, FR or another ISO 3166 code; or NONE")
        parser.add_argument("--zone", help="the obligated party's zone, such as Asia/Shanghai")
        parser.add_argument("--trigger", help="a date, or a moment (local to the zone without an offset)")
        parser.add_argument("--length", help="30d, 10wd, 3mo, 1wk, 8h; --length=-45d counts back")
        parser.add_argument("--pause", action="append", default=[], metavar="FROM..TO", help="repeatable")
        parser.add_argument(
            "--extend", "--extension", action="append", default=[], metavar="LENGTH", dest="extend",
            help="30d; repeatable, the order does not matter",
        )
        parser.add_argument("--clock", type=int, metavar="NUMBER", help="explain a stored clock; needs the database")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--batch", metavar="FILE.jsonl", help="a period a line; prints a result a line")

    def handle(self, *args: object, **options: Any) -> None:
        if options["batch"]:
            self._batch(Path(options["batch"]))
            return
        if options["clock"] is not None:
            self._clock(options)
            return
        case = {key: options[key] for key in _REQUIRED if options[key] is not None}
        case["pauses"] = [pause.split("..") for pause in options["pause"]]
        case["extensions"] = options["extend"]
        try:
            period = _period(case)
        except (ValueError, OverflowError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(_as_data(period)) if options["json"] else "\n".join(_as_text(period)))

    def _clock(self, options: dict[str, Any]) -> None:
        terms = [f"--{key}" for key in (*_REQUIRED, "pause", "extend") if options[key]]
        if terms:
            raise CommandError(f"--clock explains a stored clock and takes no {', '.join(terms)}.")
        try:
            trace = tracing.trace(tracing.with_related(options["clock"]))
        except Clock.DoesNotExist as error:
            raise CommandError(f"--clock: there is no clock {options['clock']}.") from error
        if options["json"]:
            self.stdout.write(json.dumps(clock_data.as_data(trace), ensure_ascii=False))
            return
        self.stdout.write(f"{trace.clock} ({trace.clock.status})")
        for reason in trace.reasons:
            acts = ", ".join(f"event {one.seq} {one.verb}:{one.party}" for one in reason.events)
            self.stdout.write(f"{_line(reason.step)}  [{acts}]" if acts else _line(reason.step))

    def _batch(self, path: Path) -> None:
        failed = total = 0
        try:
            lines = path.open(encoding="utf-8", errors="replace")
        except OSError as error:
            raise CommandError(f"--batch: {path} cannot be read: {error}") from error
        with lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                result = _result(number, line)
                total += 1
                failed += "error" in result
                self.stdout.write(json.dumps(result, ensure_ascii=False))
        if failed:
            raise CommandError(f"{failed} of {total} lines are in error; each result says why.")


def _result(number: int, line: str) -> dict[str, Any]:
    """The result of one line, or its error with the number of the line: a bad line does not stop the others."""
    case: Any = None
    try:
        case = json.loads(line)
        if not isinstance(case, dict):
            raise ValueError("not a JSON object.")
        if unknown := [key for key in case if key not in _KEYS]:
            raise ValueError(f"unknown key {', '.join(map(repr, unknown))}; known are {', '.join(_KEYS)}.")
        return {"id": case.get("id"), **_as_data(_period(case))}
    except (ValueError, OverflowError, RecursionError) as error:
        return {"id": case.get("id") if isinstance(case, dict) else None, "error": f"line {number}: {error}"}


def _period(case: dict[str, Any]) -> Period:
    """Compute one period from its texts; the error of a text that cannot be read names its argument."""
    read = {key: _read(key, case.get(key)) for key in _REQUIRED}
    return compute(
        read["trigger"],
        read["length"],
        regime=read["regime"],
        calendar=read["calendar"],
        zone=read["zone"],
        pauses=[_pause(pause) for pause in _list(case, "pauses")],
        extensions=[_read("extension", extension) for extension in _list(case, "extensions")],
    )


def _list(case: dict[str, Any], key: str) -> list[Any]:
    value = case.get(key) or []
    if not isinstance(value, list):
        raise ValueError(f"{key}: must be a list (given {value!r}).")
    return value


def _read(key: str, text: Any) -> Any:
    if text is None:
        raise ValueError(f"{key}: is missing.")
    if not isinstance(text, str):
        raise ValueError(f"{key}: {text!r} is not a text.")
    try:
        return _READERS[key](text)
    except (ValueError, KeyError, OSError) as error:
        raise ValueError(f"{key}: {_EXPECTED.get(key, error)} (given {text!r})") from error


def _moment(text: str) -> date | datetime:
    return date.fromisoformat(text) if len(text) == len("2018-01-25") else datetime.fromisoformat(text)


def _pause(pair: Any) -> tuple[Any, Any]:
    if not isinstance(pair, list) or len(pair) != len(("from", "to")):
        raise ValueError(f"pause: must be two dates or moments, FROM..TO (given {pair!r}).")
    return _read("pause", pair[0]), _read("pause", pair[1])


_READERS: dict[str, Callable[[str], Any]] = {
    "regime": Regime,
    "calendar": calendar_for,
    "zone": ZoneInfo,
    "trigger": _moment,
    "length": Length.parse,
    "extension": Length.parse,
    "pause": _moment,
}
_EXPECTED = {
    "regime": f"must be one of {', '.join(Regime)}",
    "zone": "must be a time zone such as Asia/Shanghai",
    "trigger": "must be an ISO date or moment",
    "pause": "must be an ISO date or moment",
}


def _as_data(period: Period) -> dict[str, Any]:
    data: dict[str, Any] = {"strict": written(period.strict), "due": written(period.due)}
    if period.elapsed is not None:
        data["elapsed"] = written(period.elapsed)
    return {**data, "provisional": period.provisional, "steps": [asdict(step) for step in period.steps]}


def _as_text(period: Period) -> Iterator[str]:
    """The derivation, a step a line: where it stands, the rule, how many days, and the reason."""
    yield from map(_line, period.steps)
    if period.elapsed is not None:
        yield f"{written(period.elapsed):<25} elapsed"


def _line(step: Step) -> str:
    days = f"{step.days} d" if step.days else ""
    return f"{step.at:<25} {step.rule:<17} {days:>6}  {step.note}".rstrip()
