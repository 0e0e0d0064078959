"""How is something called in both languages of a paper at once?"""

from typing import Any

from documents.terms import Pair, named


def pair(one: Any) -> Pair:
    """The names of something that has an English one and perhaps a Chinese one."""
    return named(one.name_en, one.name_zh)
