"""What do the law a request rests on, and the party it is put to, demand beyond the rule? Read from reference data."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mla.models import Party, Request
from mla.vocabulary import AssistanceType

USUAL_NOTICE = 45
"""Days between the arrival of a request and a hearing, where neither the law nor the party says otherwise."""
VIABLE = (10, 15)
"""The thresholds of viability of a fugitive case, out of 20 points, where the office has set none."""
ANSWERS = frozenset({"article", "third_country_law", "directly_accessible", "limitation_suspended"})
"""The further answers of the writer that a law may ask for (`mla.forms.law`)."""
Bounds = tuple[int, int] | frozenset[str]
OF_PARTY: dict[str, Bounds] = {
    "content_fresh_days": (1, 3650), "officers_at_hearing": (1, 9), "notice_days": (1, 365), "weighs_gravity": (0, 1),
    "asks": ANSWERS, "needs_order": frozenset(AssistanceType.values), "viability_least": (1, 20),
    "viability_enough": (1, 20),
}
OF_INSTRUMENT: dict[str, Bounds] = {
    "notice_days": (1, 365), "certificates": (0, 1), "spares_facts": frozenset(AssistanceType.values), "asks": ANSWERS,
}
"""What may be set: a whole number between two, or a list of some names."""


def requested(request: Request) -> Party:
    """The party that is asked."""
    return request.counterpart if request.is_outgoing else request.home


def requesting(request: Request) -> Party:
    """The party that asks."""
    return request.home if request.is_outgoing else request.counterpart


def notice_days(request: Request) -> int:
    """How many days before a hearing the request must be there: by its instrument, else by the party asked."""
    return int(_of_law(request, "notice_days") or requested(request).demands.get("notice_days") or USUAL_NOTICE)


def content_fresh_days(request: Request) -> int:
    """How old the facts that justify reading content may be, in days; 0 where the party asked has no such rule."""
    return int(requested(request).demands.get("content_fresh_days", 0))


def officers_at_hearing(request: Request) -> int:
    """How many officers a record of questioning must name for the courts of the party that asks; 0 without a rule."""
    return int(requesting(request).demands.get("officers_at_hearing", 0))


def certificates(request: Request) -> bool:
    """Whether forms of certificates are agreed under the request's instrument."""
    return bool(_of_law(request, "certificates"))


def spares_facts(request: Request, types: Collection[str]) -> bool:
    """Whether the instrument lets a request for nothing but these types of assistance go without a summary of facts."""
    return bool(types) and set(types) <= set(_of_law(request, "spares_facts") or ())


def needs_order(request: Request, type_: str) -> bool:
    """Whether the law of the party that asks lets such assistance be sought with an order alone, a copy of which is
    attached. Forfeiture always rests on one."""
    return type_ == AssistanceType.FORFEIT or type_ in requesting(request).demands.get("needs_order", ())


def weighs_gravity(request: Request) -> bool:
    """Whether the party asked declines small cases, so that the loss or gravity is to be told."""
    return bool(requested(request).demands.get("weighs_gravity"))


def asks(request: Request) -> frozenset[str]:
    """The further answers that the instrument, or the law of the party that asks, needs of the writer, by name."""
    return frozenset((*(_of_law(request, "asks") or ()), *requesting(request).demands.get("asks", ())))


def viability(request: Request) -> tuple[int, int]:
    """Below how many of 20 points a fugitive case is not viable, and from how many on it may be listed: the policy of
    this office, kept with its own party."""
    said = request.home.demands
    return int(said.get("viability_least", VIABLE[0])), int(said.get("viability_enough", VIABLE[1]))


def flaws(known: Mapping[str, Bounds], given: Any) -> list[str]:
    """Why what is set cannot be used, by its key: it is not known, is out of bounds, or contradicts another."""
    if not isinstance(given, dict):
        return [_("Write names with their numbers, such as {\"notice_days\": 45}.")]
    found = [_("“%(key)s” is not known; there are: %(known)s.") % {"key": key, "known": ", ".join(known)}
             for key in given if key not in known]
    found += [flaw for key, bounds in known.items() if key in given and (flaw := _flaw(key, bounds, given[key]))]
    if not found and "viability_least" in known:
        least, enough = given.get("viability_least", VIABLE[0]), given.get("viability_enough", VIABLE[1])
        if least >= enough:
            found.append(_("“viability_least” (%(least)s) must be below “viability_enough” (%(enough)s).") % {
                "least": least, "enough": enough})
    return found


def _flaw(key: str, bounds: Bounds, given: Any) -> str:
    if isinstance(bounds, frozenset):
        is_sound = isinstance(given, list) and set(map(str, given)) <= bounds
        return "" if is_sound else _("“%(key)s” must be a list of some of these: %(known)s.") % {
            "key": key, "known": ", ".join(sorted(bounds))}
    least, most = bounds
    is_sound = isinstance(given, int) and least <= given <= most
    return "" if is_sound else _("“%(key)s” must be a whole number from %(least)s to %(most)s.") % {
        "key": key, "least": least, "most": most}


def _of_law(request: Request, name: str) -> Any:
    return request.instrument.demands.get(name) if request.instrument else None
