"""In which of the office's two languages is something said? In the reader's on a page, in both on a paper."""

from collections.abc import Callable

from django.utils.translation import get_language, override

LANGUAGES = {"en": "en", "zh": "zh-hans"}
"""The languages by the keys under which a text keeps them."""
Words = dict[str, str]
"""What is said in English and in Chinese, by the keys of `LANGUAGES`."""


def key_of(language: str) -> str:
    """The key of a language; English stands in for any that the office does not speak."""
    return "zh" if language.startswith("zh") else "en"


def of_office(language: str) -> str:
    """Which of the office's languages a party of that language reads."""
    return LANGUAGES[key_of(language)]


def tongue() -> str:
    """The key of the reader's language."""
    return key_of(get_language() or "en")


def spoken(english: str, chinese: str) -> str:
    """The text in the reader's language, else the one there is."""
    return (chinese or english) if tongue() == "zh" else (english or chinese)


def said(words: Callable[[], object]) -> Words:
    """What the words are in each language; they are asked once in each."""
    found = {}
    for key, language in LANGUAGES.items():
        with override(language):
            found[key] = str(words())
    return found
