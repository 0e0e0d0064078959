"""Which passages of a letter may be written anew, and what was written so far? One row an act and letter, saved by
whoever writes, and never over what somebody else saved meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy

from documents import languages, pages, placeholders
from documents.models import Letter, Passages
from documents.trials import Typed
from mla.models import Request, User

LABELS: dict[str, Promise] = {
    "opening": gettext_lazy("Opening"), "remarks": gettext_lazy("Remarks"), "closing": gettext_lazy("Closing"),
    "courtesy": gettext_lazy("Courtesy formula"),
}


class Conflict(Exception):
    """Somebody else saved these passages first; `saved` is what stands."""

    def __init__(self, saved: Passages) -> None:
        super().__init__(str(saved))
        self.saved = saved


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a letter: its name, what it is called, and the wording it has unless somebody writes another."""

    name: str
    label: str
    standard: Mapping[str, str]


def passages_of(letter: Letter) -> list[Passage]:
    """The passages that this letter has, in their order, with the standard wording in the letter's languages.

    Where that wording holds a date or reference that may still change, it has the placeholder.
    """
    found: dict[str, dict[str, str]] = {}
    pages.page(letter.template, {**letter.snapshot, "passages": {}, "defaults": found})
    return [
        Passage(name, str(LABELS.get(name) or name.replace("_", " ").capitalize()), {
            key: placeholders.loosened(_plain(text), placeholders.values(letter.snapshot, key))
            for key, text in texts.items()
        })
        for name, texts in found.items()
    ]


def keys_of(letter: Letter) -> list[tuple[str, str]]:
    """The letter's languages as the snapshot names them, each with its mark for a page."""
    marks = {"en": "en", "zh": "zh-Hans"}
    return [(languages.KEYS[one], marks[languages.KEYS[one]]) for one in letter.languages]


def saved(request: Request, word: str, code: str) -> Passages | None:
    """What was written for this letter of this act."""
    return Passages.objects.filter(request=request, word=word, code=code).select_related("edited_by").first()


def save(
    request: Request, word: str, code: str, texts: Typed, *, revision: int, by: User, now: datetime
) -> Passages:
    """Keep the texts if nobody saved since `revision` (0: nothing was saved yet); raises Conflict with what stands."""
    rows = Passages.objects.filter(request=request, word=word, code=code)
    fields = {"texts": texts, "edited_by": by, "edited_at": now, "revision": revision + 1}
    if not revision:
        try:
            with transaction.atomic():
                return Passages.objects.create(request=request, word=word, code=code, **fields)
        except IntegrityError:
            raise Conflict(rows.select_related("edited_by").get()) from None
    if rows.filter(revision=revision).update(**fields):
        return rows.get()
    standing = rows.select_related("edited_by").first()
    if standing is None:  # the act was done meanwhile and has used them
        return save(request, word, code, texts, revision=0, by=by, now=now)
    raise Conflict(standing)


def own(typed: Typed, passages: list[Passage]) -> dict[str, dict[str, str]]:
    """What differs from the standard wording: only that is kept, so that the rest follows the letter's own text."""
    found = {}
    for one in passages:
        texts = {key: _lines(typed.get(one.name, {}).get(key, "")) for key in one.standard}
        if any(texts.values()) and texts != one.standard:
            found[one.name] = texts
    return found


def _plain(text: str) -> str:
    return " ".join(unescape(strip_tags(text)).split())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()  # the database knows no NUL
