"""What do the pages of clock rules show? Codes with their newest version, and one rule with all of its versions."""

from typing import Any

from django.db.models import Count
from django.http import Http404

from mla import moments
from workflows import explanations, reprojection, rule_versions, rule_words
from workflows.models import ClockRule

Row = dict[str, Any]


def listed() -> list[Row]:
    """Each rule with its newest version, its draft, and how many clocks run by any version. Two queries."""
    running = dict(reprojection.live().order_by().values_list("rule__code").annotate(Count("pk")))
    rules = ClockRule.objects.select_related("instrument").order_by("code", "is_draft", "-version")
    rows: dict[str, Row] = {}
    for rule in rules:
        row = rows.setdefault(rule.code, {
            "code": rule.code, "rule": rule, "length": explanations.length(rule.length), "draft": None,
            "running": running.get(rule.code, 0),
        })
        if rule.is_draft:
            row["draft"] = rule
    return list(rows.values())


def one(code: str) -> Row:
    """One rule: its newest version in words, all versions, and the draft's differences. Raises Http404."""
    versions = list(ClockRule.objects.filter(code=code).select_related("instrument").order_by("-version"))
    if not versions:
        raise Http404
    newest = next((rule for rule in versions if not rule.is_draft), None)
    draft = next((rule for rule in versions if rule.is_draft), None)
    running = dict(reprojection.live().filter(rule__code=code).order_by().values_list("rule").annotate(Count("pk")))
    return {
        "code": code, "rule": newest or draft, "newest": newest, "draft": draft,
        "facts": rule_words.facts(newest or draft or versions[0]),
        "differences": rule_words.differences(newest, draft) if newest and draft else [],
        "versions": [_version(rule, running.get(rule.pk, 0)) for rule in versions],
        "older": rule_versions.older(newest).count() if newest else 0,
    }


def place(code: str) -> list[str]:
    """What follows a rule's address: its code, while there is such a rule."""
    return [code] if ClockRule.objects.filter(code=code).exists() else []


def _version(rule: ClockRule, running: int) -> Row:
    return {
        "rule": rule, "length": explanations.length(rule.length), "running": running,
        "from": moments.written_day(rule.valid_from), "to": rule.valid_to and moments.written_day(rule.valid_to),
    }
