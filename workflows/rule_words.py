"""What does a rule say, in words? Each field with its name and its value, and what two versions say differently."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla import moments
from workflows import explanations
from workflows.models import ClockRule
from workflows.words import DONE

Row = dict[str, Any]
FIELDS = (
    "name_en", "name_zh", "source_class", "instrument", "article", "verified_by", "verified_on", "subject", "selects",
    "obligated", "starts_on", "starts_field", "starts_after", "repeats", "max_runs", "stops_on", "pauses_on",
    "pause_grounds", "resumes_on", "cancels_on", "count", "regime", "max_extension", "ladder", "at_expiry_en",
    "at_expiry_zh", "lapses", "valid_from", "valid_to",
)
_ACTS = frozenset({"starts_on", "stops_on", "pauses_on", "resumes_on", "cancels_on"})
_WHO = {
    "home": gettext_lazy("our side"), "counterpart": gettext_lazy("the other side"),
    "requesting": gettext_lazy("the requesting side"), "requested": gettext_lazy("the requested side"),
}
_LEVELS = {
    "desk": gettext_lazy("desk"), "supervisor": gettext_lazy("supervisor"),
    "working": gettext_lazy("working level"), "leadership": gettext_lazy("leadership level"),
}
NONE = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two versions fill differently, in words."""

    label: str
    before: str
    after: str


def facts(rule: ClockRule) -> list[Row]:
    """What the rule says, for `components/_summary_list.html`; what it leaves open is left out."""
    told = [(_label(name), value(rule, name)) for name in FIELDS]
    return [{"key": label, "value": text} for label, text in told if text != NONE]


def differences(before: ClockRule, after: ClockRule) -> list[Difference]:
    """Field by field, what changes. The dates of validity are settled at publication and are no difference."""
    names = [name for name in FIELDS if name not in ("valid_from", "valid_to")]
    told = [Difference(_label(name), value(before, name), value(after, name)) for name in names]
    return [one for one in told if one.before != one.after]


def value(rule: ClockRule, name: str) -> str:
    """One field in the reader's language; a dash where it is empty."""
    if name == "count":
        return explanations.length(rule.length)
    found = getattr(rule, name)
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if found in (None, "", [], {}):
        return NONE
    if isinstance(found, date):
        return moments.written_day(found)
    write = _acts if name in _ACTS else _WRITTEN.get(name)
    return write(found) if write else str(getattr(rule, f"get_{name}_display", found.__str__)())


def act(word: Any) -> str:
    """An act as the record names it, and whose it is: “Received (the requested side)”."""
    verb, _colon, who = str(word).partition(":")
    label = str(DONE.get(verb, verb))
    return f"{label} ({_WHO.get(who, who)})" if who else label


def _acts(found: Any) -> str:
    return "; ".join(act(one) for one in found)


def _label(name: str) -> str:
    field = ClockRule._meta.get_field(name)
    label = str(getattr(field, "verbose_name", name))
    return label[:1].upper() + label[1:]


def _selects(found: Any) -> str:
    if not isinstance(found, dict):
        return json.dumps(found, ensure_ascii=False)
    return "; ".join(f"{key}: {', '.join(map(str, codes))}" for key, codes in sorted(found.items()))


def _ladder(found: Any) -> str:
    return "; ".join(_rung(one) for one in found)


def _rung(rung: Any) -> str:
    if not isinstance(rung, dict):
        return json.dumps(rung, ensure_ascii=False)
    told = ", ".join(str(_LEVELS.get(one, one)) for one in rung.get("to", ()))
    letter = _("letter %(code)s") % {"code": rung["letter"]} if rung.get("letter") else ""
    return f"{_moment(str(rung.get('at', '')))}: {', '.join(filter(None, (told, letter)))}"


def _moment(at: str) -> str:
    """“14 days before the end”, “when it is due”, “1 week after the end”, “half-way: 50%”."""
    if at == "due":
        return _("at the end")
    if at.endswith("%"):
        return _("after %(share)s of the period") % {"share": at}
    try:
        span = explanations.length(at.lstrip("+-"))
    except ValueError:
        return at
    told = _("%(length)s before the end") if at.startswith("-") else _("%(length)s after the end")
    return told % {"length": span}


def _codes(found: Any) -> str:
    return ", ".join(map(str, found))


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "selects": _selects, "ladder": _ladder, "pause_grounds": _codes, "max_extension": explanations.length,
}
