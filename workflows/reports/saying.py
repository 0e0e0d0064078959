"""How is something said in both languages of a paper at once?"""

from collections.abc import Callable
from typing import Any

from django.utils import translation

Pair = dict[str, str]
LANGUAGES = {"en": "en", "zh": "zh-hans"}


def said(words: Callable[[], Any]) -> Pair:
    """What the words are in each language."""
    found = {}
    for key, language in LANGUAGES.items():
        with translation.override(language):
            found[key] = str(words())
    return found


def pair(named: Any) -> Pair:
    """The names of something that has an English one and perhaps a Chinese one."""
    return {"en": named.name_en, "zh": named.name_zh or named.name_en}
