"""Which conditions bind the results of a request, what does each demand, and which use would be against one?"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mla.vocabulary import Direction

if TYPE_CHECKING:
    from mla.models import Condition, Request

USES: list[tuple[str, Promise]] = [
    ("stated", gettext_lazy("for the purpose stated in the request")),
    ("other_purpose", gettext_lazy("for another purpose")),
    ("pass_on", gettext_lazy("passed on to another authority or state")),
    ("disclose", gettext_lazy("disclosed: in court, to the defence or to the public")),
    ("other_acts", gettext_lazy("to prosecute acts other than those in the request")),
    ("death_penalty", gettext_lazy("in a proceeding in which the death penalty is sought or carried out")),
]
DEMANDED = {"CD-RETURN": ("on",), "CD-NOTICE": ("contact",), "CD-NO3P": ("listed",), "CD-VIDEO": ("on",)}
"""What a condition of a code must say beside its text."""
TERMS: dict[str, Promise] = {
    "on": gettext_lazy("Day"), "contact": gettext_lazy("Contact"), "listed": gettext_lazy("List"),
}
UNDERTAKINGS = frozenset({"CD-NODEATH", "CD-SPECIALTY"})
"""Codes whose assurance only a competent body can give, which is named with it."""
_ASSURED = ("assurance", "given_by", "competent_body", "valid_until", "assurance_sha256")
CONSENTING = ("answer", "assurance", "incoming")
"""The purposes of the files in which the other side may have consented."""


def lacking(code: str, terms: Mapping[str, Any]) -> list[str]:
    """The names of what the code demands and the condition does not say."""
    return [name for name in DEMANDED.get(code, ()) if not terms.get(name)]


def binding(request: "Request", item: int | None = None) -> "list[Condition]":
    """The accepted conditions of the request: those of all its results, or of one item by its key and of the whole."""
    accepted = [one for one in request.conditions.all() if one.is_accepted]
    return accepted if item is None else [one for one in accepted if one.item_id in (None, item)]


def settling(request: "Request", facts: Mapping[str, Any]) -> "list[tuple[Condition, dict[str, Any]]]":
    """Each condition that is still open, with what the act says of it: `is_accepted` (None where it says nothing), and
    its assurance. `conditions` in the facts tells them apart by their keys; without it all are accepted alike."""
    apart: Mapping[str, Mapping[str, Any]] | None = facts.get("conditions")
    shared = {name: facts.get(name) or "" for name in _ASSURED}
    if apart is not None:
        shared["competent_body"] = ""  # each undertaking has its own
    found = []
    for one in (each for each in request.conditions.all() if each.is_accepted is None):
        own = {"is_accepted": True} if apart is None else apart.get(str(one.pk), {})
        given = {name: value for name, value in own.items() if value not in ("", None)}
        found.append((one, {"is_accepted": None, **shared, **given}))
    return found


def assured(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Each condition is answered; the assurance of each accepted one lies there as a file, and an undertaking comes
    from the body competent for it. A guard of the act that settles a consultation."""
    told = settling(request, facts)
    if not told:
        return [_("No condition is offered that could be accepted.")]
    if any(one["is_accepted"] is None for _condition, one in told):
        return [_("Say of each condition whether it is accepted.")]
    accepted = [(condition, one) for condition, one in told if one["is_accepted"]]
    if not accepted:
        return [_("No condition is accepted: say that they are rejected. The request then goes back to where it was "
                  "consulted on, and is refused or granted without them.")]
    digests = {one.sha256 for one in request.attachments.all() if one.purpose == "assurance"}
    missing = []
    if any(one["assurance_sha256"] not in digests for _condition, one in accepted):
        missing.append(_("Attach the written assurance as a file of this request, and choose it."))
    if any(condition.code in UNDERTAKINGS and not one["competent_body"] for condition, one in accepted):
        missing.append(_("Name the body that is competent to give the undertaking."))
    return missing


def usable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """The guard of a use: what stands against it, in the condition's own words; the other side's consent lifts it.

    The consent is a file of the request. Without any condition, another purpose still needs it.
    """
    if missing := _untold(request, facts):
        return missing
    if facts.get("consent"):
        return []
    return against(request, facts, today=date.fromisoformat(facts["on"]) if facts.get("on") else None)


def against(request: "Request", facts: Mapping[str, Any], *, today: date | None) -> list[str]:
    """A sentence with its text for each condition that the use would break; `today` is the day of the use."""
    item = next((one.pk for one in request.items.all() if one.seq == facts.get("item")), None)
    broken = [one for one in binding(request, item) if _is_against(one, facts, today)]
    sentences = [
        _("Against the condition %(code)s: “%(text)s” (CK-28). Record the written consent of the other side first.")
        % {"code": one.code, "text": one.text} for one in broken
    ]
    if facts.get("use") == "other_purpose" and not sentences:
        sentences.append(_(
            "The material may be used only for the purpose stated in the request (CK-28). Record the written consent "
            "of the other side first."
        ))
    return sentences


def return_day(conditions: "Iterable[Condition]") -> str:
    """The earliest day by which something must be returned, as ISO text; empty where nothing must."""
    return min((one.terms["on"] for one in conditions if one.code == "CD-RETURN" and one.terms.get("on")), default="")


def follows(request: "Request", own: int) -> list[str]:
    """Why the results of a request may not serve the new request with the key `own`; empty where they may.

    They may where no condition binds them, or where such a use was recorded for the new request, with its consent.
    """
    uses = request.events.filter(verb="use", details__for_request=own).exists()
    stated = {"use": "other_purpose"}
    return [] if uses or not binding(request) else against(request, stated, today=None)


def tally(requests: "Iterable[Request]") -> dict[str, int]:
    """How many conditions were proposed, accepted and not kept (metric M14), over requests with their conditions."""
    every = [one for request in requests for one in request.conditions.all()]
    return {
        "proposed": len(every), "accepted": sum(bool(one.is_accepted) for one in every),
        "breached": sum(one.breached_at is not None for one in every),
    }


def _untold(request: "Request", facts: Mapping[str, Any]) -> list[str]:
    missing = []
    if facts.get("use") not in dict(USES):
        missing.append(_("Say what the material is used for."))
    if not str(facts.get("what") or "").strip():
        missing.append(_("Say which material is used."))
    if facts.get("use") == "pass_on" and not facts.get("recipient"):
        missing.append(_("Name who receives it."))
    if facts.get("consent") and not request.attachments.filter(pk=facts["consent"], purpose__in=CONSENTING).exists():
        missing.append(_("The consent must be a file of this request."))
    return missing


def _is_against(one: "Condition", facts: Mapping[str, Any], today: date | None) -> bool:
    if today and one.valid_until and one.valid_until < today:
        return True
    rule = _RULES.get(one.code)
    return rule is not None and rule(one.terms, facts, today)


def _returned(terms: Mapping[str, Any], facts: Mapping[str, Any], today: date | None) -> bool:
    return bool(today and terms.get("on") and terms["on"] < today.isoformat())


def _not_listed(terms: Mapping[str, Any], facts: Mapping[str, Any], today: date | None) -> bool:
    listed = {line.strip().casefold() for line in str(terms.get("listed", "")).splitlines()}
    return facts.get("use") == "pass_on" and str(facts.get("recipient", "")).strip().casefold() not in listed


def _unannounced(terms: Mapping[str, Any], facts: Mapping[str, Any], today: date | None) -> bool:
    return facts.get("use") == "disclose" and not facts.get("notified_on")


def _one_of(*uses: str) -> Callable[[Mapping[str, Any], Mapping[str, Any], date | None], bool]:
    return lambda terms, facts, today: facts.get("use") in uses


_RULES: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any], date | None], bool]] = {
    "CD-USE": _one_of("other_purpose", "other_acts"), "CD-CONF": _one_of("disclose", "pass_on"),
    "CD-RETURN": _returned, "CD-NODEATH": _one_of("death_penalty"), "CD-SPECIALTY": _one_of("other_acts"),
    "CD-NOTICE": _unannounced, "CD-NO3P": _not_listed,
}


def is_ours_to_keep(request: "Request") -> bool:
    """Whether the conditions bind us: the results of an outgoing request are with us."""
    return request.direction == Direction.OUT


def breakable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """The guard of a breach: an accepted condition, and how it was not kept."""
    missing = []
    if facts.get("condition") not in {one.pk for one in binding(request)}:
        missing.append(_("Choose the condition that was not kept."))
    if not str(facts.get("reasons") or "").strip():
        missing.append(_("Reasons are needed."))
    return missing
