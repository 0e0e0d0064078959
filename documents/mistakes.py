"""What does a letter tell that corrects another: which letter, what was wrong, what is right?"""

from collections.abc import Callable
from typing import Any

from documents.contents import Contents, Material
from documents.models import Letter
from documents.terms import either


def is_in_letter(m: Material) -> bool:
    """Whether the act corrects a letter, not a recorded moment."""
    return bool(m.facts.get("letter"))


def _correction(m: Material) -> Contents:
    """The letter that is replaced in part, the two wordings, and why."""
    letter: Letter = m.corrected
    told = {name: either(str(m.facts.get(name) or "")) for name in ("wrong", "right", "reasons")}
    return told | {
        "number": letter.number, "title": {"en": letter.subject_en, "zh": letter.subject_zh},
        "on": m.day(letter.issued_at),
    }


SECTIONS: dict[str, Callable[[Material], Any]] = {"correction": _correction}
