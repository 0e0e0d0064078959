"""What does a file of days say? Each bad line is named with its number and the reason; then nothing is taken."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from workflows.calendar_store import is_ordinarily_worked

COLUMNS = ("day", "is_working", "name_en", "name_zh")
_ANSWERS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file."""

    number: int
    day: date
    is_working: bool
    name_en: str
    name_zh: str


class BadLines(ValueError):
    """Lines that cannot be taken; `reasons` holds a sentence for each, with its number."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises BadLines for another encoding."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise BadLines([bad(number, _("the file is not in UTF-8"))]) from error


def read(text: str, years: range) -> list[Line]:
    """The days of a CSV text with the columns day, is_working, name_en, name_zh; `years` are those it gives whole.

    Raises BadLines, which names every bad line. Empty lines are passed over.
    """
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines(), skipinitialspace=True)
    if missing := [name for name in COLUMNS[:2] if name not in (rows.fieldnames or ())]:
        raise BadLines([bad(1, _("the columns are missing: %(names)s") % {"names": ", ".join(missing)})])
    found: dict[date, Line] = {}
    flaws: list[str] = []
    for row in rows:
        try:
            line = _line(rows.line_num, row, years)
            if line.day in found:
                raise ValueError(_("%(day)s stands in line %(n)d already") % {
                    "day": line.day, "n": found[line.day].number
                })
            found[line.day] = line
        except ValueError as flaw:
            flaws.append(bad(rows.line_num, str(flaw)))
    if not found and not flaws:
        flaws.append(bad(1, _("the file names no day")))
    if flaws:
        raise BadLines(flaws)
    return list(found.values())


def write(rows: Iterable[tuple[date, bool, str, str]]) -> Iterator[list[str]]:
    """The rows of a file that `read` takes, its head first."""
    yield list(COLUMNS)
    for day, is_working, name_en, name_zh in rows:
        yield [day.isoformat(), str(int(is_working)), name_en, name_zh]


def bad(number: int, reason: str) -> str:
    """The sentence about a bad line."""
    return _("Line %(n)d: %(reason)s.") % {"n": number, "reason": reason}


def _line(number: int, row: dict[str, str], years: range) -> Line:
    """Raises ValueError with the reason."""
    if None in row:
        raise ValueError(_("there are more values than columns"))
    told = {name: (row.get(name) or "").strip() for name in COLUMNS}
    try:
        day = date.fromisoformat(told["day"])
    except ValueError:
        raise ValueError(_("“%(text)s” is not a day such as 2027-02-08") % {"text": told["day"]}) from None
    is_working = _ANSWERS.get(told["is_working"].casefold())
    if is_working is None:
        raise ValueError(_("is_working must be 1 or 0, not “%(text)s”") % {"text": told["is_working"]})
    if is_working and day.year in years and is_ordinarily_worked(day):
        raise ValueError(_("%(day)s is a weekday and is worked in any case") % {"day": day})
    if any(len(told[name]) > _NAME_LENGTH for name in ("name_en", "name_zh")):
        raise ValueError(_("a name is longer than %(n)d characters") % {"n": _NAME_LENGTH})
    return Line(number, day, is_working, told["name_en"], told["name_zh"])
