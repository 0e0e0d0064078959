"""Where in a text was it found? The words around the place, in parts of which some are what was looked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workflows.searching import tokens
from workflows.searching.sources import Field

BEFORE, AFTER = 50, 130
UNSPACED = 2
"""A sign of an unspaced script takes the place of so many others."""
_APART = r"[\W_]*"

Part = tuple[str, bool]
"""A piece of text, and whether it is what was looked for. The template escapes both."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A place where something was found: what the text is called, and its parts."""

    label: str
    parts: list[Part]


def snippets(fields: Iterable[Field], question: str, most: int = 2) -> list[Snippet]:
    """The first texts in which a term of the question stands, cut to what is around it."""
    found = []
    for field in fields:
        places = _places(field.text, question, is_code=field.is_code)
        if places:
            begin, end = _around(field.text, places[0])
            found.append(Snippet(field.label, _parts(field.text, places, begin, end)))
        if len(found) == most:
            break
    return found


def marked(text: str, question: str, *, is_code: bool = False) -> list[Part]:
    """The whole text, with what was looked for apart."""
    return _parts(text, _places(text, question, is_code=is_code), 0, len(text))


def _places(text: str, question: str, *, is_code: bool) -> list[tuple[int, int]]:
    """Where the terms stand, from first to last, none within another."""
    folded, origin = _folded(text)
    found = sorted(
        (origin[match.start()], origin[match.end() - 1] + 1)
        for term, _is_exact in tokens.terms(question)
        for match in _pattern(term, is_code=is_code).finditer(folded)
    )
    apart: list[tuple[int, int]] = []
    for begin, end in found:
        if not apart or begin >= apart[-1][1]:
            apart.append((begin, end))
    return apart


def _pattern(term: str, *, is_code: bool) -> re.Pattern[str]:
    parts = tokens.pieces(term)
    bare = "".join(parts)
    if is_code and len(bare) >= tokens.PART:
        return re.compile(_APART.join(map(re.escape, bare)))
    start = "" if tokens.is_unspaced(parts[0]) else r"(?<![^\W_])"
    return re.compile(start + _APART.join(map(re.escape, parts)))


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its signs the place in the text that it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    signs, origin = [], []
    for place, sign in enumerate(text):
        folded = tokens.folded_sign(sign)
        signs.append(folded)
        origin += [place] * len(folded)
    return "".join(signs), origin


def _around(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """A stretch around the place that begins and ends between words, where the script has spaces."""
    share = UNSPACED if any(map(tokens.is_unspaced, text[max(place[0] - 3, 0) : place[1] + 3])) else 1
    begin, end = max(place[0] - BEFORE // share, 0), min(place[1] + AFTER // share, len(text))
    if begin and (space := text.find(" ", begin, place[0])) != -1:
        begin = space + 1
    if end < len(text) and (space := text.rfind(" ", place[1], end)) != -1:
        end = space
    return begin, end


def _parts(text: str, places: list[tuple[int, int]], begin: int, end: int) -> list[Part]:
    parts: list[Part] = [("…", False)] if begin else []
    at = begin
    for first, last in places:
        if first < begin or last > end:
            continue
        parts += [(text[at:first], False), (text[first:last], True)]
        at = last
    parts += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [part for part in parts if part[0]]
