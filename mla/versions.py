"""What did a request say when, and what changed since? Versions are whole; differences are told field by field."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from typing import Literal

from django.utils.translation import override

from mla import kinds
from mla.models import Party, Request, User, Version
from mla.tongues import LANGUAGES, tongue

Line = list[str]
"""Page, field, label, words."""
HANDED_IN = ("submit", "receive", "answer")
PAUSE = timedelta(minutes=30)
_TOKEN = re.compile(r"[\u3400-\u9fff]|\s+|[^\s\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: the same in both, gone, or new."""

    sort: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that is not what it was."""

    page: str
    field: str
    label: str
    pieces: tuple[Piece, ...]


def keep(request: Request, word: str, *, by: User, now: datetime) -> Version:
    """Store what the request says now. The caller holds its lock."""
    last = request.versions.order_by("-number").first()
    return Version.objects.create(
        request=request, number=last.number + 1 if last else 1, word=word, by=by, at=now,
        content_digest=request.content_digest, lines=_both(request, Party.home().day(now)),
    )


def keep_draft(request: Request, *, by: User, now: datetime) -> Version | None:
    """Store a version between: where somebody else wrote the last one, or half an hour has passed, and it changed."""
    last = request.versions.order_by("-number").first()
    if last and last.content_digest == request.content_digest:
        return None
    if last and last.by_id == by.pk and now - last.at < PAUSE:
        return None
    return keep(request, "draft", by=by, now=now)


def present(request: Request, today: date) -> list[Line]:
    """What the request says now, in the reader's language."""
    kind, found = kinds.get(request.kind), []
    for page in [*kind.sections(request.direction), *kind.item_sections(request)]:
        if not page.has_items:
            lines = page.resume(request, today).lines()
            found += [[str(page.title), f"{page.key}/{name}", label, words] for name, label, words in lines]
    return found


def lines_of(version: Version) -> list[Line]:
    """What the request said at a version, in the reader's language."""
    return version.lines[tongue()]


def differences(before: list[Line], after: list[Line]) -> list[Difference]:
    """Every answer that was added, changed or taken away, in the order of the pages."""
    old = {field: (page, label, words) for page, field, label, words in before}
    new = {field: (page, label, words) for page, field, label, words in after}
    found = []
    for field in {**new, **old}:
        page, label, _words = new.get(field) or old[field]
        was, now = old.get(field, ("", "", ""))[2], new.get(field, ("", "", ""))[2]
        if was != now:
            found.append(Difference(page, field, label, compared(was, now)))
    return found


def since_handed_in(request: Request, today: date) -> list[Difference]:
    """What changed since the request was last handed in; nothing where it never was."""
    last = request.versions.filter(word__in=HANDED_IN).order_by("-number").first()
    return differences(lines_of(last), present(request, today)) if last else []


def compared(was: str, now: str) -> tuple[Piece, ...]:
    """Two texts as stretches: word by word, Chinese character by character."""
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    pieces = []
    for sort, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        for name, text in (("gone", "".join(old[i1:i2])), ("new", "".join(new[j1:j2]))):
            if text:
                pieces.append(Piece(name, text))  # type: ignore[arg-type]
    return tuple(pieces)


def _both(request: Request, today: date) -> dict[str, list[Line]]:
    found = {}
    for key, language in LANGUAGES.items():
        with override(language):
            found[key] = present(request, today)
    return found
