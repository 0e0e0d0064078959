"""A letter is in the languages of the parties it passes between, and in no other."""

import re
from typing import Any

import pytest
from django.utils.html import strip_tags

from documents import languages, pages
from mla.models import Party

pytestmark = pytest.mark.django_db
LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
NEUTRAL = {"SHA", "UTC", "json", "request", "CK"}


@pytest.mark.parametrize(("sender", "addressee", "found", "decides"), [
    ("en", "zh-hans", ["en", "zh-hans"], "en"), ("zh-hans", "en", ["zh-hans", "en"], "zh-hans"),
    ("en", "en", ["en"], "en"), ("zh-hans", "zh-hans", ["zh-hans"], "zh-hans"),
    ("en", "de", ["en"], "en"), ("zh-hans", "de", ["zh-hans", "en"], "zh-hans"),
    ("de", "zh-hans", ["en", "zh-hans"], "en"),
])
def test_the_languages_of_both_parties_and_whose_text_prevails(sender, addressee, found, decides):
    one, other = Party(language=sender), Party(language=addressee)

    assert languages.of(one, other) == found
    assert languages.prevailing(one, found) == decides


def test_only_keeps_what_exists_in_no_language_of_the_letter():
    data = {"term": {"en": "no", "zh": "否", "code": "n"}, "list": [{"en": "", "zh": "原文"}], "plain": "x"}

    assert languages.only(data, ["en"]) == {
        "term": {"en": "no", "zh": "", "code": "n"}, "list": [{"en": "", "zh": "原文"}], "plain": "x",
    }
    assert languages.only(data, ["en", "zh-hans"]) == data


class Translated(dict):
    """A dictionary that knows a translation for everything."""

    def get(self, _original: str, _default: str = "") -> str:
        return self["translation"]


def walk(a_request, walker, direction) -> list:
    """The letters of the main road and of the acts beside it."""
    made = [a_request(in_state="closed", direction=direction)]
    beside = {"in": ["clarification", "refused", "postponed"], "out": ["clarification", "returned", "refused"]}
    made += [a_request(in_state=state, direction=direction) for state in beside[direction]]
    under_way = a_request(in_state="execution", direction=direction)
    made.append(walker.act(under_way, "inform" if direction == "in" else "remind"))
    return [letter for request in made for letter in request.letters.all()]


def own_words(letter, foreign: re.Pattern[str]) -> set[str]:
    """The words of another script that the letter says itself: not in names, numbers, or what was typed and is not
    translated."""
    text = strip_tags(re.sub(r"<style.*?</style>", "", pages.page(letter.template, letter.snapshot)))
    for said in sorted(_said(letter.snapshot, letter.languages), key=len, reverse=True):
        for line in said.splitlines():
            text = text.replace(_escaped(line.strip()), " ")
    return set(foreign.findall(text)) - NEUTRAL


def _said(value: Any, spoken: list[str]) -> list[str]:
    """Everything in the snapshot that is no text in a language of the letter."""
    if isinstance(value, list):
        return [one for entry in value for one in _said(entry, spoken)]
    if isinstance(value, dict):
        own = {languages.KEYS[one] for one in spoken} if {"en", "zh"} <= set(value) else set()
        return [one for key, entry in value.items() if key not in own for one in _said(entry, spoken)]
    return [value] if isinstance(value, str) and value else []


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#x27;").replace('"', "&quot;")


@pytest.mark.parametrize("direction", ["in", "out"])
@pytest.mark.parametrize(("spoken", "foreign"), [("en", HAN), ("zh-hans", LATIN)])
def test_a_letter_in_one_language_says_nothing_in_the_other(a_request, walker, direction, spoken, foreign):
    for party in Party.objects.filter(code__in=("US", "CN")):
        party.language = spoken
        party.save()
    walker.dictionary = Translated(translation={"en": "Translated.", "zh-hans": "译文。"}[spoken])
    letters = walk(a_request, walker, direction)

    assert len(letters) > 5
    assert {tuple(one.languages) for one in letters} == {(spoken,)}
    assert {one.code: found for one in letters if (found := own_words(one, foreign))} == {}


def test_a_letter_abroad_says_which_text_prevails_and_one_at_home_does_not(a_request):
    request = a_request(in_state="closed")
    abroad, home = request.letters.get(code="L01"), request.letters.get(code="N04")

    assert (abroad.languages, abroad.prevailing) == (["en", "zh-hans"], "en")
    assert "In case of divergence the English text prevails." in pages.page(abroad.template, abroad.snapshot)
    assert (home.languages, home.prevailing) == (["en"], "en")
    assert "prevails" not in pages.page(home.template, home.snapshot)
    assert not HAN.search(home.snapshot["title"]["zh"])
