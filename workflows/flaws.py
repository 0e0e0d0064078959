"""What makes a clock rule unusable? Asked by the form that edits it, and of the rules as delivered."""

import re
from typing import Any

from django.utils.translation import gettext as _

from mla import kinds
from mla.lifecycle import STEPS
from mla.milestones import MILESTONES
from mla.vocabulary import STAY_GROUNDS
from workflows.ladders import LEVELS
from workflows.models import ClockRule
from workflows.periods import Length, Regime, Unit
from workflows.rules import WHO, is_selector

LISTS = ("starts_on", "stops_on", "pauses_on", "resumes_on", "cancels_on", "pause_grounds")
FIELDS = ("hearing_on", "review_on", "received_at", "sent_at", "time_limit_on", "expires_on", "departs_at", "return_by",
          "valid_until")
REMINDER = "L24"
_OFFSET = re.compile(r"([+-])([1-9][0-9]{0,3})(h|d|wk)")
_SHARE = re.compile(r"[1-9][0-9]?%")
_HOURS = {"h": 1, "d": 24, "wd": 24, "wk": 168, "mo": 28 * 24}
_POSTPONEMENT = "PP-"


def flaws(rule: ClockRule) -> list[str]:
    """What makes a rule unusable, one plain sentence each in the reader's language; empty where clocks can run by it.

    Asks the database only where the rule continues another one.
    """
    if misshapen := _misshapen(rule):
        return misshapen
    return [*_choices(rule), *_acts(rule), *_beginning(rule), *_pauses(rule), *_length(rule), *_ladder(rule)]


def _misshapen(rule: ClockRule) -> list[str]:
    """What cannot be read any further, as somebody may type any JSON."""
    lists = [name for name in (*LISTS, "ladder") if not isinstance(getattr(rule, name), list)]
    found = [_("%(name)s must be a list.") % {"name": name} for name in lists]
    if not isinstance(rule.selects, dict):
        found.append(_("selects must name selectors with their codes."))
    return found


def _choices(rule: ClockRule) -> list[str]:
    found = [_("Unknown selector: %(name)s.") % {"name": key} for key in rule.selects if not is_selector(key)]
    unlisted = [key for key, codes in rule.selects.items() if not isinstance(codes, list)]
    return found + [_("The selector %(name)s must be a list.") % {"name": key} for key in unlisted]


def _acts(rule: ClockRule) -> list[str]:
    listed = [*rule.starts_on, *rule.stops_on, *rule.pauses_on, *rule.resumes_on, *rule.cancels_on]
    found = [_("Unknown act: %(word)s.") % {"word": word} for word in listed if not _is_known(word)]
    if len(rule.pauses_on) != len(rule.resumes_on):
        found.append(_("Each act that pauses needs the act that resumes, in the same order."))
    if not rule.starts_on:
        found.append(_("An act must start the clock, also where a date is counted from."))
    if rule.repeats and not rule.stops_on:
        found.append(_("What repeats needs the act that ends each run."))
    if rule.max_runs is not None and not rule.repeats:
        found.append(_("Only what repeats has a number of runs."))
    elif rule.max_runs is not None and rule.max_runs < 2:
        found.append(_("What repeats runs at least twice."))
    return found


def _is_known(word: Any) -> bool:
    if not isinstance(word, str):
        return False
    verb, _colon, who = word.partition(":")
    is_said = verb in STEPS or verb in MILESTONES or verb in kinds.words()
    return is_said and (not who or who in WHO)


def _beginning(rule: ClockRule) -> list[str]:
    found = []
    if rule.starts_field and rule.starts_field not in FIELDS:
        found.append(_("Unknown date: %(name)s.") % {"name": rule.starts_field})
    if rule.starts_field and rule.starts_after:
        found.append(_("A period counts from a date or from the end of another clock, not from both."))
    if rule.starts_after == rule.code and not rule.repeats:
        found.append(_("Only a clock that repeats continues itself."))
    elif rule.starts_after not in ("", rule.code) and not ClockRule.objects.filter(code=rule.starts_after).exists():
        found.append(_("There is no clock rule %(code)s to continue.") % {"code": rule.starts_after})
    return found


def _pauses(rule: ClockRule) -> list[str]:
    found = []
    if rule.pauses_on and rule.regime == Regime.RETENTION:
        found.append(_("What is to be kept until a day takes no pauses."))
    elif rule.pauses_on and rule.source_class == "treaty":
        found.append(_("A date that a treaty fixes takes no pauses."))
    if rule.pauses_on and rule.count < 0:
        found.append(_("A period counted back takes no pauses."))
    known = {code for code, _name in STAY_GROUNDS}
    for code in rule.pause_grounds:
        if not isinstance(code, str) or (code not in known and not code.startswith(_POSTPONEMENT)):
            found.append(_("Unknown ground of a stay: %(code)s.") % {"code": code})
    if rule.pause_grounds and not any(str(word).partition(":")[0] == "stay" for word in rule.pauses_on):
        found.append(_("Grounds of a stay mean nothing where a stay does not pause the clock."))
    return found


def _length(rule: ClockRule) -> list[str]:
    """Whether the longest extension fits the period; `periods` refuses what does not."""
    if not rule.max_extension:
        return []
    try:
        extension = Length.parse(rule.max_extension)
    except ValueError:
        told = _("The longest extension is a length such as 30d or 8h, not %(given)s.")
        return [told % {"given": rule.max_extension}]
    if rule.count < 0:
        return [_("A period counted back takes no extension.")]
    if extension.count <= 0:
        return [_("An extension makes a period longer.")]
    if (extension.unit is Unit.HOUR) != (rule.unit == Unit.HOUR):
        return [_("A period in hours is extended by hours, any other by days, working days, weeks or months.")]
    return []


def _ladder(rule: ClockRule) -> list[str]:
    """The order of the rungs does not matter: each stands at a moment of its own."""
    found: list[str] = []
    seen: set[str] = set()
    for rung in rule.ladder:
        if not isinstance(rung, dict) or not isinstance(rung.get("to"), list) or set(rung) - {"at", "to", "letter"}:
            found.append(_("A rung of the escalation says when, whom and perhaps which letter: at, to, letter."))
            continue
        at = str(rung.get("at"))
        if at in seen:
            found.append(_("The escalation has two rungs at %(at)s.") % {"at": at})
        elif flaw := _moment(rule, at):
            found.append(flaw)
        else:
            seen.add(at)
        found += _told(rung)
    return found


def _moment(rule: ClockRule, at: str) -> str:
    """What is wrong with the moment of a rung."""
    if at == "due":
        return ""
    counts_back = rule.count <= 0
    if _SHARE.fullmatch(at):
        told = _("%(at)s is a share of a period, and a period counted back or of no length has none.")
        return told % {"at": at} if counts_back else ""
    match = _OFFSET.fullmatch(at)
    if match is None:
        return _("A rung stands at due, -14d, -48h, +1wk or 50%%, not at %(at)s.") % {"at": at}
    hours = int(match[2]) * _HOURS[match[3]]
    is_too_early = match[1] == "-" and hours >= rule.count * _HOURS[rule.unit]
    if is_too_early and not counts_back and not rule.starts_field:
        return _("The warning %(at)s would come before the period begins.") % {"at": at}
    return ""


def _told(rung: dict[str, Any]) -> list[str]:
    """What is wrong with those a rung tells, and with its letter."""
    found = [_("The escalation tells an unknown level: %(who)s.") % {"who": who} for who in rung["to"]
             if who not in LEVELS]
    letter = rung.get("letter", "")
    if not rung["to"] and not letter:
        found.append(_("A rung of the escalation tells somebody or sends the reminder."))
    if letter not in ("", REMINDER):
        found.append(_("A rung can send the reminder L24 alone, not %(letter)s.") % {"letter": letter})
    return found
