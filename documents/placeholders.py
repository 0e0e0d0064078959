"""What may stand in braces in a passage? Names of our own values, read from the letter's snapshot; nothing else."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Values = dict[str, str]
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def _at(*path: str) -> Callable[[dict[str, Any], str], str]:
    """Reads the value at the path; a pair gives the text of the language."""

    def read(snapshot: dict[str, Any], language: str) -> str:
        found: Any = snapshot
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        return str((found.get(language) if isinstance(found, dict) else found) or "")

    return read


_NAMES: dict[str, tuple[Callable[[dict[str, Any], str], str], str | Promise]] = {
    "our_ref": (_at("references", "ours"), gettext_lazy("our reference")),
    "their_ref": (_at("references", "theirs"), gettext_lazy("their reference")),
    "letter_number": (_at("number"), gettext_lazy("the number of this letter")),
    "date": (_at("date"), gettext_lazy("the date of this letter")),
    "reply_by": (_at("reply_by"), gettext_lazy("the date by which a reply is asked for")),
    "addressee": (_at("addressee", "name"), gettext_lazy("the authority that the letter goes to")),
    "sender": (_at("sender", "name"), gettext_lazy("the authority that writes")),
    "subject": (_at("subject"), gettext_lazy("the subject of the request")),
    "instrument": (_at("instrument", "name"), gettext_lazy("the treaty or agreement")),
    "requesting": (_at("requesting"), gettext_lazy("the requesting Party")),
    "requested": (_at("requested"), gettext_lazy("the requested Party")),
}
_CHANGING = ("our_ref", "their_ref", "date", "reply_by")  # what may differ between writing a passage and issuing it
_SHORTEST = 6  # a shorter value may stand in a text by chance


def explained(snapshot: dict[str, Any]) -> list[dict[str, str]]:
    """The placeholders with their meaning and what they stand for in this letter."""
    found = []
    for name, (read, meaning) in _NAMES.items():
        values = dict.fromkeys(one for one in (read(snapshot, "en"), read(snapshot, "zh")) if one)
        found.append({"name": f"{{{name}}}", "meaning": str(meaning), "value": " / ".join(values)})
    return found


def values(snapshot: dict[str, Any], language: str) -> Values:
    """Each placeholder's name and what it stands for; empty where the letter has no such value."""
    return {name: read(snapshot, language) for name, (read, _meaning) in _NAMES.items()}


def filled(text: str, known: Values) -> tuple[str, list[str]]:
    """The text with its placeholders replaced, and what is wrong with them. What stood in for one is not read again."""
    flaws: list[str] = []

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            flaws.append(_("the brace %(brace)s belongs to no placeholder") % {"brace": match[0]})
        elif name not in known:
            flaws.append(_("there is no placeholder %(name)s") % {"name": match[0]})
        elif not known[name]:
            flaws.append(_("%(name)s has no value in this letter") % {"name": match[0]})
        else:
            return known[name]
        return match[0]

    return _BRACES.sub(fill, text), flaws


def loosened(text: str, known: Values) -> str:
    """The text with placeholders in the place of values that may change until the letter is issued."""
    for name in _CHANGING:
        if len(known[name]) >= _SHORTEST:
            text = text.replace(known[name], f"{{{name}}}")
    return text
