"""How is a text cut into tokens, and a question into a query over them? Pure; the index and the page share it.

Chinese, Japanese and Korean text is found by any part: each character with the next one is a token, the last alone.
Other text is found by the start of a word. A code (reference, account, number) is found by any part from three signs
on: each of its ends is a token behind the sign `#`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

PART = 3
"""The fewest signs by which the inside of a code is found."""
_CODE, _WORD, _LAST = 24, 60, 16383
_UNSPACED = "぀-ヿ㐀-鿿豈-﫿가-힯𠀀-𲎯"
_PIECE = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
_TERM = re.compile(r'"([^"]*)"|“([^”]*)”|([^\s"“”、，。；]+)')
_MOST = 12
FOLLOWED_BY = " <-> "
"""Between two words of a query that must follow each other."""


class _Folding(dict[int, str]):
    """One sign to how it is compared: without case, width or accent."""

    def __missing__(self, sign: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(sign).casefold())
        kept = "".join(one for one in apart if not unicodedata.combining(one))
        self[sign] = unicodedata.normalize("NFKC", kept)
        return self[sign]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text as it is compared: “ＺＨĀNG” and “zhang” are the same."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def folded_sign(sign: str) -> str:
    """One sign as it is compared; it may become none or several."""
    return _FOLDING[ord(sign)]


def pieces(text: str) -> list[str]:
    """The words of a folded text, and its runs of unspaced script."""
    return _PIECE.findall(text)


def is_unspaced(piece: str) -> bool:
    """Whether the piece is of a script that puts no spaces between words."""
    return _UNSPACED_SIGN.match(piece) is not None


def vector(texts: Iterable[str], codes: Iterable[str] = ()) -> str:
    """The tsvector, as PostgreSQL reads it, of these texts and codes. Texts keep apart: no phrase runs over two."""
    places: dict[str, list[int]] = defaultdict(list)
    place = 0
    for text in texts:
        for token in _tokens(fold(text)):
            place += 1
            places[token].append(min(place, _LAST))
        place += 1
    ends = {end for code in codes for end in _ends(code)}
    lines = [f"{_quoted(token)}:{','.join(map(str, found[:255]))}" for token, found in places.items()]
    return " ".join([*lines, *map(_quoted, sorted(ends))])


def query(question: str) -> str:
    """The tsquery, as PostgreSQL reads it, in which every term of the question must be met; empty where it has none."""
    found = [_asked(term, is_exact=is_exact) for term, is_exact in terms(question)]
    return " & ".join(one for one in found if one)


def terms(question: str) -> list[tuple[str, bool]]:
    """The folded terms of a question, a dozen at most, each with whether it stood in quotation marks."""
    found = []
    for quoted, curled, plain in _TERM.findall(question):
        term = fold(quoted or curled or plain)
        if pieces(term):
            found.append((term, not plain))
    return found[:_MOST]


def code_of(text: str) -> str:
    """The letters and digits of a folded text, without what stands between them."""
    return "".join(pieces(text))


_UNSPACED_SIGN = re.compile(rf"[{_UNSPACED}]")


def _tokens(text: str) -> Iterable[str]:
    for piece in pieces(text):
        if is_unspaced(piece):
            for at in range(len(piece)):
                yield piece[at : at + 2]
        else:
            yield piece[:_WORD]


def _ends(code: str) -> Iterable[str]:
    bare = code_of(fold(code))
    for at in range(max(len(bare) - PART + 1, 0)):
        yield f"#{bare[at : at + _CODE]}"


def _asked(term: str, *, is_exact: bool) -> str:
    parts = pieces(term)
    words: list[str] = []
    for nth, piece in enumerate(parts):
        words += _phrase(piece, is_last=nth == len(parts) - 1, is_exact=is_exact)
    said = FOLLOWED_BY.join(words)
    bare = "".join(parts)
    if is_exact or len(bare) < PART or not bare.isascii():
        return f"({said})"
    inside = " & ".join(f"{_quoted('#' + one)}:*" for one in _chunks(bare))
    return f"({said} | {inside})" if len(words) == 1 else f"(({said}) | {inside})"


def _phrase(piece: str, *, is_last: bool, is_exact: bool) -> list[str]:
    """The tokens of a piece that follow each other; the last one of the question may go on."""
    if not is_unspaced(piece):
        return [_quoted(piece[:_WORD]) + ("" if is_exact or not is_last else ":*")]
    if len(piece) == 1 and is_last:
        return [f"{_quoted(piece)}:*"]
    tokens = [piece[at : at + 2] for at in range(len(piece))]
    return [_quoted(one) for one in (tokens[:-1] if is_last else tokens)]


def _chunks(bare: str) -> list[str]:
    """A long code in parts as long as the index keeps them, the last one whole."""
    if len(bare) <= _CODE:
        return [bare]
    return [*(bare[at : at + _CODE] for at in range(0, len(bare) - _CODE, _CODE)), bare[-_CODE:]]


def _quoted(token: str) -> str:
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
