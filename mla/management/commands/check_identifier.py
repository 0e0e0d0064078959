"""`manage.py check_identifier SCHEME VALUE`: is this identifier well written? With --batch, each line of a file."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from mla import identifiers

Answer = dict[str, Any]


class Command(BaseCommand):
    help = (
        "Says whether structure and check digit of an identifier are right, its normal form, and what is wrong with "
        "it. Exit 0: valid; 1: not, or a line of the batch was not; 2: a line of the batch could not be read. "
        f"Schemes: {', '.join(identifiers.SCHEMES)}."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", nargs="?", metavar="SCHEME")
        parser.add_argument("value", nargs="?", metavar="VALUE")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--batch", metavar="FILE.jsonl", help='lines of {"id", "scheme", "value"}; - reads stdin')

    def handle(self, *_: Any, **options: Any) -> None:
        scheme, value = options["scheme"], options["value"]
        if options["batch"] is not None:
            if scheme is not None:
                raise CommandError("--batch takes its schemes and values from the file.")
            raise SystemExit(self._run(options["batch"]))
        if scheme is None or value is None:
            raise CommandError("SCHEME and VALUE are needed, or --batch FILE.jsonl.")
        if scheme not in identifiers.SCHEMES:
            raise CommandError(_unknown(scheme))
        answer = _answer(scheme, value)
        self.stdout.write(_line(answer) if options["json"] else _words(answer))
        raise SystemExit(0 if answer["valid"] else 1)

    def _run(self, path: str) -> int:
        """The worst of the lines' exit codes."""
        worst = 0
        with _opened(path) as lines:
            for answer in answers(lines):
                self.stdout.write(_line(answer))
                worst = max(worst, 2 if "line" in answer else int(not answer["valid"]))
        return worst


def answers(lines: Iterable[bytes]) -> Iterator[Answer]:
    """One answer for each line that is not blank; a line that cannot be read is named by its number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield _bad(number, None, f"This is no JSON: {error}")
            continue
        if not isinstance(given, dict):
            yield _bad(number, None, 'A JSON object with "id", "scheme" and "value" is needed.')
            continue
        yield _of(number, given)


def _of(number: int, given: dict[str, Any]) -> Answer:
    ident, scheme, value = given.get("id"), given.get("scheme"), given.get("value")
    if "id" not in given:
        return _bad(number, None, 'The member "id" is missing.')
    if not isinstance(scheme, str) or not isinstance(value, str):
        return _bad(number, ident, 'The members "scheme" and "value" must be strings.')
    if scheme not in identifiers.SCHEMES:
        return _bad(number, ident, _unknown(scheme))
    return {"id": ident, **_answer(scheme, value)}


def _answer(scheme: str, value: str) -> Answer:
    verdict = identifiers.check(scheme, value)
    said: Answer = {"valid": verdict.valid, "normalized": verdict.normalized, "message": verdict.told}
    return said | ({"suggestion": verdict.suggestion} if verdict.suggestion else {})


def _bad(number: int, ident: Any, message: str) -> Answer:
    return {"id": ident, "valid": False, "normalized": "", "message": f"Line {number}: {message}", "line": number}


def _unknown(scheme: str) -> str:
    return f"There is no scheme “{scheme}”. Schemes: {', '.join(identifiers.SCHEMES)}."


def _words(answer: Answer) -> str:
    words = ["valid" if answer["valid"] else "not valid", answer["normalized"], answer["message"]]
    words += [f"Did you mean {answer['suggestion']}?"] if "suggestion" in answer else []
    return "\n".join(word for word in words if word).encode(errors="replace").decode()


def _line(answer: Answer) -> str:
    """ASCII alone, so that no terminal or surrogate breaks the line."""
    return json.dumps(answer)


@contextmanager
def _opened(path: str) -> Iterator[Iterable[bytes]]:
    if path == "-":
        stream: TextIO = sys.stdin
        yield stream.buffer
        return
    try:
        with Path(path).open("rb") as file:
            yield file
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
