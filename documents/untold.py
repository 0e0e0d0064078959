"""Which texts of a letter stand in one of its languages alone, and what was written for the other one?

What an officer types in an act is in one language. Before the letter is issued the same may be written in the other;
it is kept among the passages of the letter, under the digest of the text, so that another text leaves it behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from documents import languages, pages, passages, trials
from documents.models import Letter
from mla.texts import digest, is_han

_MARK = "said:"
_OTHER = {"en": "zh", "zh": "en"}


@dataclass(frozen=True, slots=True)
class Untold:
    """One text, the language it is in (`en` or `zh`), and its name among what is written for the letter."""

    text: str
    key: str

    @property
    def name(self) -> str:
        """The same for the same text, in whichever letter it stands."""
        return f"{_MARK}{digest(self.text)[:24]}"

    @property
    def other(self) -> str:
        """The language it is not in."""
        return _OTHER[self.key]


def texts_of(letter: Letter, typed: trials.Typed) -> list[Untold]:
    """The texts that the letter prints in one of its languages alone, and those for which `typed` has the other one.

    In their order, each once; none where the letter has one language.
    """
    if len(letter.languages) < 2:
        return []
    spoken: list[Mapping[str, str]] = []
    pages.page(letter.template, {**letter.snapshot, "spoken": spoken})
    found = [Untold(text[key], key) for text in spoken for key in _OTHER if text[key]]
    alone = [text[key] for text in spoken for key in _OTHER if text[key] and not text[_OTHER[key]]]
    return list(dict.fromkeys(one for one in found if one.text in alone or one.name in typed))


def filled(code: str, snapshot: dict[str, Any], typed: trials.Typed) -> dict[str, Any]:
    """The letter's data with what was written for the other language. Raises NotPossible naming each flawed text."""
    given = {name: texts for name, texts in typed.items() if name.startswith(_MARK)}
    if not given or len(snapshot["languages"]) < 2:
        return snapshot
    flawed = [(text, flaw) for texts in given.values() for key, text in texts.items() for flaw in flaws(text, key)]
    trials.refuse(*(_("%(letter)s, “%(text)s”: %(flaw)s.") % {
        "letter": code, "text": Truncator(text).chars(60), "flaw": flaw} for text, flaw in flawed))
    return {name: _filled(value, given) for name, value in snapshot.items()}


def flaws(text: str, key: str) -> list[str]:
    """Why a text cannot stand in the column of that language; empty where it can."""
    if key == "zh" and not is_han(text):
        return [_("the text is not in Chinese")]
    if key == "en" and not any(one.isascii() and one.isalpha() for one in text):
        return [_("the text is not in English")]
    return passages.unprintable(text)


def own(typed: trials.Typed, letter: Letter) -> dict[str, dict[str, str]]:
    """What was written for texts of this letter, without what is empty."""
    found = {}
    for one in texts_of(letter, typed):
        if text := typed.get(one.name, {}).get(one.other, "").replace("\r\n", "\n").replace("\0", "").strip():
            found[one.name] = {one.other: text}
    return found


def _filled(value: Any, given: trials.Typed) -> Any:
    if isinstance(value, list):
        return [_filled(one, given) for one in value]
    if not isinstance(value, dict):
        return value
    keys = [key for key in languages.KEYS.values() if isinstance(value.get(key), str) and value[key]]
    if len(keys) == 1 and isinstance(value.get(_OTHER[keys[0]]), str):
        one = Untold(value[keys[0]], keys[0])
        return {**value, one.other: given.get(one.name, {}).get(one.other, "")}
    return {name: _filled(one, given) for name, one in value.items()}
