"""Rules as delivered: what holds here is never changed under a running clock, and nothing delivered is lost."""

from copy import copy
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from mla.exceptions import NotPossible
from tests.workflows.one_rule import rewrite
from workflows import rule_versions
from workflows.models import ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
TODAY, FROM = date(2026, 3, 1), date(2026, 6, 1)


def the_rule(code="DECISION") -> ClockRule:
    return ClockRule.objects.get(code=code, version=1)


def versions(code="DECISION") -> list[tuple[int, bool, int]]:
    return list(ClockRule.objects.filter(code=code).order_by("version").values_list("version", "is_draft", "count"))


def delivered(**changes) -> ClockRule:
    """The rule as the next release of the software would bring it."""
    rule = copy(the_rule())
    for name, value in changes.items():
        setattr(rule, name, value)
    return rule


def published_here(count: int) -> ClockRule:
    draft = rule_versions.begin("DECISION", today=TODAY)
    draft.count = count
    draft.save()
    return rule_versions.publish(draft, valid_from=FROM)


def deliver(rule: ClockRule) -> list[str]:
    return ClockRule.objects.deliver([rule], edited=set(ClockRule.history.values_list("id", flat=True)))


@pytest.mark.parametrize("act", [
    lambda rules: rules.update(count=5), lambda rules: rules.update(count=5, valid_to=FROM),
    lambda rules: rules.bulk_update([the_rule()], ["count"]), lambda rules: rules.delete(),
])
def test_published_rules_are_not_changed_in_bulk(act):
    with pytest.raises(NotPossible, match="A published rule is never changed"), transaction.atomic():
        act(ClockRule.objects.filter(code="DECISION"))
    assert versions() == [(1, False, 30)]


def test_what_is_still_said_of_a_version_and_drafts_change_in_bulk():
    rule_versions.begin("DECISION", today=TODAY)
    ClockRule.objects.filter(code="DECISION").update(verified_by="A Reader", verified_on=TODAY, valid_to=FROM)
    drafts = ClockRule.objects.filter(is_draft=True)
    assert drafts.update(count=5) == 1
    assert versions() == [(1, False, 30), (2, True, 5)]
    drafts.delete()
    assert versions() == [(1, False, 30)]


def test_loading_again_changes_nothing(capsys):
    before = list(ClockRule.objects.order_by("pk").values())
    call_command("load_reference")
    assert list(ClockRule.objects.order_by("pk").values()) == before
    assert "draft" not in capsys.readouterr().out


def test_a_rule_that_is_delivered_with_another_text_becomes_a_draft(capsys):
    rewrite("DECISION", count=20)  # as an older release had it
    call_command("load_reference")
    assert versions() == [(1, False, 20), (2, True, 30)]
    assert "a draft to decide on: DECISION 2" in capsys.readouterr().out
    call_command("load_reference")
    assert versions() == [(1, False, 20), (2, True, 30)]
    draft = rule_versions.draft_of("DECISION")
    assert draft.pk > 9999
    rule_versions.publish(draft, valid_from=FROM)
    call_command("load_reference")
    assert versions() == [(1, False, 20), (2, False, 30)]


def test_a_delivered_version_follows_one_that_nobody_here_has_edited():
    rule = delivered(pk=9001, version=2, count=45, valid_from=FROM)
    assert deliver(rule) == []
    assert versions() == [(1, False, 30), (2, False, 45)]
    assert rule_versions.newest("DECISION").pk == 9001


def test_a_delivered_version_does_not_replace_what_the_office_has_published_with_the_same_number():
    own = published_here(10)
    assert deliver(delivered(pk=9001, version=2, count=45, valid_from=TODAY)) == ["a draft to decide on: DECISION 3"]
    assert versions() == [(1, False, 30), (2, False, 10), (3, True, 45)]
    assert rule_versions.draft_of("DECISION").valid_from == own.valid_from + timedelta(days=1)


def test_a_delivered_version_does_not_replace_a_draft():
    rule_versions.begin("DECISION", today=TODAY)
    told = deliver(delivered(pk=9001, version=2, count=45))
    assert told == ["waits until the draft is published or discarded: DECISION"]
    assert versions() == [(1, False, 30), (2, True, 30)]


def test_who_verified_a_text_is_delivered_unless_somebody_here_has_said_so():
    assert deliver(delivered(verified_by="Delivered", verified_on=TODAY)) == []
    assert (the_rule().verified_by, the_rule().verified_on, the_rule().history.count()) == ("Delivered", TODAY, 0)
    rule = the_rule()
    rule.verified_by = "A Reader"
    rule.save()
    deliver(delivered(verified_by="Delivered again"))
    assert the_rule().verified_by == "A Reader"
