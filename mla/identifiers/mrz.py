"""The machine-readable zone of travel documents (ICAO 9303): whole, its second line, or one field with its digit."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from mla.identifiers.verdict import Misread, Wrong

_ALLOWED = re.compile(r"[A-Z0-9<]+")
_FIELD_LENGTHS = frozenset({7, 10, 15})  # a date, a document number, optional data; each with its check digit
Check = tuple[str, str]  # what is checked, and the check digit that stands there


def mrz(value: str) -> str:
    """Upper case, one line of the document to a line. Every check digit of its form is computed (7, 3, 1)."""
    signs = re.sub(r"\s", "", value).upper().replace("«", "<<")
    if not _ALLOWED.fullmatch(signs):
        raise Wrong(_("A machine-readable zone has capital letters, digits and the sign “<” only."))
    lines = _lines(signs)
    if lines is None:
        raise Wrong(_("Enter the whole zone (two lines of 44 or 36 signs, or three of 30), or one field with its check "
                      "digit."))
    normal = "\n".join(lines)
    checks = list(_checks(lines))
    if any(not re.fullmatch(r"[0-9<]", given) for _data, given in checks):
        raise Wrong(_("Where a check digit belongs there stands a letter."))
    if any(not _agrees(data, given) for data, given in checks):
        raise Misread(normal)
    return normal


def check_digit(data: str) -> str:
    """The check digit of a field: letters from A = 10, the filler 0, weights 7, 3, 1, modulo 10."""
    values = (0 if one == "<" else int(one, 36) for one in data)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def _agrees(data: str, given: str) -> bool:
    """A field left empty may have the filler for its check digit."""
    return check_digit(data) == given or (given == "<" and not data.strip("<"))


def _lines(signs: str) -> list[str] | None:
    width = {88: 44, 72: 36, 90: 30, 44: 44, 36: 36}.get(len(signs))
    if width is None:
        return [signs] if len(signs) in _FIELD_LENGTHS and signs[-1].isdigit() else None
    return [signs[at:at + width] for at in range(0, len(signs), width)]


def _checks(lines: list[str]) -> Iterator[Check]:
    if len(lines[0]) in _FIELD_LENGTHS:
        yield lines[0][:-1], lines[0][-1]
    elif len(lines) == 3:
        yield from _three_lines(*lines)
    else:
        yield from _last_line(lines[-1], is_visa=len(lines) == 2 and lines[0].startswith("V"))


def _three_lines(first: str, second: str, _names: str) -> Iterator[Check]:
    """TD1. A number longer than nine signs goes on in the optional data, with its check digit behind it."""
    yield _document(first[5:14], first[14], first[15:30])
    yield second[:6], second[6]
    yield second[8:14], second[14]
    yield first[5:30] + second[:7] + second[8:15] + second[18:29], second[29]


def _last_line(line: str, *, is_visa: bool) -> Iterator[Check]:
    """The second line of TD2, TD3 and of visas, which have no digit over all."""
    is_passport = len(line) == 44 and not is_visa
    yield (line[:9], line[9]) if is_passport else _document(line[:9], line[9], line[28:35])
    yield line[13:19], line[19]
    yield line[21:27], line[27]
    if is_passport:
        yield line[28:42], line[42]
    if not is_visa:
        yield line[:10] + line[13:20] + line[21:-1], line[-1]


def _document(number: str, given: str, optional: str) -> Check:
    rest = optional.partition("<")[0]
    if given == "<" and rest:
        return number + rest[:-1], rest[-1]
    return number, given
