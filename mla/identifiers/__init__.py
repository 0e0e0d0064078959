"""Is an identifier written so that somebody can act on it, and what is its one normal form?"""

import unicodedata
from dataclasses import replace

from django.utils.translation import gettext as _

from mla.findings import BLOCK
from mla.identifiers.misreading import likely
from mla.identifiers.schemes import CHOICES, SCHEMES, Scheme
from mla.identifiers.verdict import Doubt, Misread, Verdict, Wrong

__all__ = ["CHOICES", "SCHEMES", "Verdict", "check", "moment", "normalise"]
_LITERAL = frozenset({"account", "url"})
_STRICT = frozenset({"ipv4", "phone", "mac"})
_LONGEST = 1000


def check(scheme: str, value: str) -> Verdict:
    """What the scheme's rule says. Full-width signs are read as ordinary ones. KeyError for an unknown scheme."""
    rule = SCHEMES[scheme]
    value = value.strip() if scheme in _LITERAL else unicodedata.normalize("NFKC", value).strip()
    verdict = _judged(rule, value)
    suggestion = "" if verdict.valid else _suggestion(rule, value)
    return replace(verdict, suggestion=suggestion, label=str(rule.label), standard=rule.standard)


def normalise(scheme: str, value: str) -> tuple[str, str | None]:
    """The normal form, and what stands in the way of using it or None. A wrong value comes back trimmed."""
    verdict = check(scheme, value)
    if verdict.severity == BLOCK:
        return value.strip(), verdict.message
    return verdict.normalized, None


def moment(value: str) -> tuple[str, str | None]:
    """A moment in ISO 8601, refused without its UTC offset: a log line without one names another person."""
    return normalise("timestamp", value)


def _judged(rule: Scheme, value: str) -> Verdict:
    if not value:
        return Verdict(valid=False, normalized="", message=_("Enter the identifier."), severity=BLOCK)
    if len(value) > _LONGEST or "\0" in value:
        said = _("No identifier is that long, or has such signs.")
        return Verdict(valid=False, normalized=value, message=said, severity=BLOCK)
    try:
        return Verdict(valid=True, normalized=rule.rule(value))
    except Wrong as wrong:
        return Verdict(valid=False, normalized=value, message=str(wrong), severity=BLOCK)
    except Misread as misread:
        said = _("The check digit is wrong: it was probably misread.")
        return Verdict(valid=False, normalized=str(misread), message=said, severity=rule.misread)
    except Doubt as doubt:
        return Verdict(valid=True, normalized=doubt.normalized, message=doubt.message, severity=doubt.severity)


def _suggestion(rule: Scheme, value: str) -> str:
    """A likely reading in its normal form; only where a check digit or a strict form tells readings apart."""
    if rule.name in _LITERAL or len(value) > 100:
        return ""
    if not rule.is_checked and rule.name not in _STRICT:
        return ""
    reading = likely(value, lambda one: _judged(rule, one).valid, is_checked=rule.is_checked)
    return _judged(rule, reading).normalized if reading else ""
