"""Texts: a translation belongs to one original, and a change of the original says so."""

from datetime import UTC, datetime

import pytest

from mla import texts
from mla.models import AssistanceItem, Party

NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


@pytest.fixture
def written(draft):
    draft.facts, draft.purpose = "An invoice was forged.", "As evidence."
    draft.save()
    AssistanceItem.objects.create(request=draft, seq=1, type="records", description="Statements", purpose="")
    return draft


def test_only_texts_that_say_something_are_listed(written):
    assert [text.key for text in texts.texts_of(written)] == ["title", "facts", "purpose", "item:1:description"]


def test_all_is_stale_until_translated(written, office):
    assert len(texts.stale(written)) == 4
    texts.save(written, {"title": "发票诈骗", "facts": "发票系伪造。", "purpose": "用作证据。",
                         "item:1:description": "对账单"}, by=office["tess"], now=NOON)
    assert texts.stale(written) == []


def test_a_changed_original_reopens_its_translation_alone(written, office):
    texts.save(written, {"title": "发票诈骗", "facts": "发票系伪造。", "purpose": "用作证据。",
                         "item:1:description": "对账单"}, by=office["tess"], now=NOON)
    written.facts = "Two invoices were forged."
    written.save()
    assert texts.stale(written) == ["summary of facts"]
    assert texts.texts_of(written)[1].translation == "发票系伪造。"


def test_line_ends_of_a_browser_change_nothing():
    assert texts.digest("one\r\ntwo \n") == texts.digest("one\ntwo")


@pytest.mark.parametrize(("direction", "language", "target", "needed"), [
    ("out", "en", "zh-hans", True), ("out", "zh-hans", "en", False), ("in", "zh-hans", "en", True),
    ("in", "en", "zh-hans", False),
])
def test_the_target_is_the_language_of_those_who_are_asked(written, direction, language, target, needed):
    written.direction, written.language = direction, language
    assert texts.target_language(written) == target
    assert texts.needs_translation(written) is needed


def test_nothing_is_kept_for_a_text_that_is_not_there(written, office):
    texts.save(written, {"nexus": "x", "facts": "  "}, by=office["tess"], now=NOON)
    assert written.translations.count() == 0


def test_other_languages_are_served_in_english(written):
    written.counterpart = Party.objects.get(code="DE")
    assert texts.needs_translation(written) is False
