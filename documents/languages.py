"""In which languages is a letter written? In those of the parties it passes between; within one party in its own."""

from typing import Any

from mla.models import Party

KEYS = {"en": "en", "zh-hans": "zh"}
"""The languages that letters can be written in, and the key of each in the texts of a snapshot."""
_LINGUA_FRANCA = "en"


def of(sender: Party, addressee: Party) -> list[str]:
    """The languages of a letter, in the order of its columns: the sender's own first.

    To an authority of the sender's own party that party's language alone, abroad the languages of both parties; a
    party whose language letters do not know is written to in English.
    """
    spoken = (one.language if one.language in KEYS else _LINGUA_FRANCA for one in (sender, addressee))
    return list(dict.fromkeys(spoken))


def prevailing(sender: Party, languages: list[str]) -> str:
    """Which text decides where the languages differ: the sender's own, if the letter has it."""
    return sender.language if sender.language in languages else languages[0]


def only(value: Any, languages: list[str]) -> Any:
    """The same data without what a reader of these languages has in another one; what is not translated stays."""
    if isinstance(value, list):
        return [only(one, languages) for one in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("en"), str) and isinstance(value.get("zh"), str):
        return _own(value, [KEYS[one] for one in languages])
    return {name: only(one, languages) for name, one in value.items()}


def _own(text: dict[str, str], keys: list[str]) -> dict[str, str]:
    if not any(text[key] for key in keys):
        return text
    return {key: one if key in keys or key not in ("en", "zh") else "" for key, one in text.items()}
