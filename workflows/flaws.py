"""What makes a clock rule unusable? Asked by the form that edits it, and of the rules as delivered."""

from typing import Any

from mla.lifecycle import STEPS
from mla.milestones import MILESTONES
from workflows.models import ClockRule
from workflows.periods import Length
from workflows.rules import WHO, is_selector

LISTS = ("starts_on", "stops_on", "pauses_on", "resumes_on", "cancels_on", "pause_grounds", "ladder")
FIELDS = ("hearing_on", "review_on", "received_at", "sent_at", "time_limit_on")


def flaws(rule: ClockRule) -> list[str]:
    """What makes a rule unusable, one plain sentence each; for the form that edits it and for the shipped rules."""
    if misshapen := _misshapen(rule):
        return misshapen
    found = [f"Unknown selector: {key}." for key in rule.selects if not is_selector(key)]
    selects = rule.selects.items()
    found += [f"The selector {key} must be a list." for key, codes in selects if not isinstance(codes, list)]
    listed = [*rule.starts_on, *rule.stops_on, *rule.pauses_on, *rule.resumes_on, *rule.cancels_on]
    found += [f"Unknown act: {word}." for word in listed if not _is_known(word)]
    if len(rule.pauses_on) != len(rule.resumes_on):
        found.append("Each act that pauses needs the act that resumes, in the same order.")
    if not rule.starts_on:
        found.append("An act must start the clock, also where a date is counted from.")
    if rule.starts_field and rule.starts_field not in FIELDS:
        found.append(f"Unknown date: {rule.starts_field}.")
    if Length.parse(rule.length).count < 0 and rule.pauses_on:
        found.append("A period counted back takes no pauses.")
    return found


def _misshapen(rule: ClockRule) -> list[str]:
    """What cannot be read any further, as somebody may type any JSON."""
    found = [f"{name} must be a list." for name in LISTS if not isinstance(getattr(rule, name), list)]
    return found if isinstance(rule.selects, dict) else [*found, "selects must name selectors with their codes."]


def _is_known(word: Any) -> bool:
    if not isinstance(word, str):
        return False
    verb, _, who = word.partition(":")
    return (verb in STEPS or verb in MILESTONES) and (not who or who in WHO)
