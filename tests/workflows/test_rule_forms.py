"""The form of a rule's draft: lists by line, what cannot be read is named, and nothing changes by being shown."""

from datetime import date

import pytest

from workflows import rule_versions, rule_words
from workflows.forms.rules import RuleForm
from workflows.models import ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]


def drafted(code="DECISION") -> ClockRule:
    """The draft of the next version."""
    return rule_versions.begin(code, today=date(2026, 3, 1))


def typed(draft: ClockRule, **changes) -> dict:
    """The form of a draft as the browser sends it back."""
    form = RuleForm(instance=draft)
    answers = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**answers, **changes}.items() if value is not None and value is not False}


def test_the_form_keeps_what_it_shows():
    draft = drafted()
    form = RuleForm(typed(draft), instance=draft)
    assert form.is_valid(), form.errors
    assert form.changed_data == []
    form.save()
    assert rule_words.differences(rule_versions.newest("DECISION"), draft) == []


@pytest.mark.parametrize("code", ["ACK-URGENT", "MLAA-SERVE45", "CN24-H15", "REVIEW-DATE", "EXECUTION"])
def test_the_form_of_every_sort_of_rule_is_sound(code):
    draft = drafted(code)
    form = RuleForm(typed(draft), instance=draft)
    assert form.is_valid(), form.errors
    assert form.changed_data == []


@pytest.mark.parametrize(("changes", "field", "flaw"), [
    ({"ladder": "-14d desk"}, "ladder", "“-14d desk” cannot be read; write it as in: -14d: desk, supervisor"),
    ({"ladder": "-14d: desk, L24, L25"}, "ladder", "One rung sends at most one letter: -14d: desk, L24, L25"),
    ({"selects": "urgency"}, "selects", "“urgency” cannot be read; write it as in: urgency: urgent, emergency"),
    ({"stops_on": "frobnicate"}, "__all__", "Unknown act: frobnicate."),
    ({"selects": "colour: red"}, "__all__", "Unknown selector: colour."),
])
def test_the_form_names_what_cannot_be_read(changes, field, flaw):
    draft = drafted()
    form = RuleForm(typed(draft, **changes), instance=draft)
    assert form.errors == {field: [flaw]}


def test_the_form_reads_ladders_and_selectors_by_line():
    draft = drafted()
    ladder = "-14d: desk, supervisor\n\n due: desk, L24\n+1wk: working, leadership"
    form = RuleForm(typed(draft, ladder=ladder, selects="urgency: urgent, emergency"), instance=draft)
    assert form.is_valid(), form.errors
    assert form.save().ladder == [
        {"at": "-14d", "to": ["desk", "supervisor"]}, {"at": "due", "to": ["desk"], "letter": "L24"},
        {"at": "+1wk", "to": ["working", "leadership"]},
    ]  # fmt: skip
    assert draft.selects == {"urgency": ["urgent", "emergency"]}
