"""What must be true before a step? Each guard returns the sentences that say what is missing; none means go.

A guard sees the request (with its items, points, conditions, events) and the facts given with the step.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from mla import marking
from mla.conditions import assured
from mla.vocabulary import AssistanceType, Direction, Disposition, Urgency

if TYPE_CHECKING:
    from mla.models import AssistanceItem, Request


def nothing(request: "Request", facts: dict[str, Any]) -> list[str]:
    """No condition."""
    return []


def given(*names: str) -> Callable[["Request", dict[str, Any]], list[str]]:
    """A guard that wants each of these facts."""

    def guard(request: "Request", facts: dict[str, Any]) -> list[str]:
        return [_("“%(name)s” is missing.") % {"name": name} for name in names if facts.get(name) in (None, "", {}, [])]

    return guard


def complete(request: "Request", facts: dict[str, Any]) -> list[str]:
    """No blocking check of the kind is open."""
    return list(facts.get("open_checks", ()))


def receivable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Receipt moment, channel and addressee are known."""
    missing = []
    if not request.received_at:
        missing.append(_("The moment of receipt is missing."))
    if not request.channel:
        missing.append(_("The channel is missing."))
    if not request.items.all():
        missing.append(_("At least one assistance item is needed."))
    return missing + complete(request, facts)


def checks_answered(request: "Request", facts: dict[str, Any]) -> list[str]:
    """The form checks are answered and none failed."""
    failed = [code for code, answer in facts.get("checks", {}).items() if answer == "no"]
    return [
        _("Check %(code)s is answered “no”: ask for it or send the request back.") % {"code": code} for code in failed
    ]


def reasoned(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Reasons are given."""
    return [] if facts.get("reasons", "").strip() else [_("Reasons are needed.")]


def points_listed(request: "Request", facts: dict[str, Any]) -> list[str]:
    """At least one point, each with the code of its check and what is needed."""
    points = facts.get("points", [])
    if not points:
        return [_("List at least one point.")]
    if all(point.get("code") and point.get("text") for point in points):
        return []
    return [_("Each point needs a check code and a text.")]


def points_answered(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Every open point is answered or declined."""
    answers = facts.get("answers", {})
    return [
        _("Point %(code)s is neither answered nor declined.") % {"code": point.code}
        for point in request.points.all()
        if point.answered_at is None and not _is_answered(answers.get(str(point.pk), {}))
    ]


def _is_answered(given: dict[str, Any]) -> bool:
    return bool(given.get("answer", "").strip() or given.get("declined"))


def grounds_or_conditions(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Grounds considered, or conditions offered."""
    if facts.get("grounds") or facts.get("conditions"):
        return []
    return [_("Name the grounds considered or offer conditions.")]


def settled(request: "Request", facts: dict[str, Any]) -> list[str]:
    """A result; accepted conditions come with their assurance."""
    if facts.get("result") not in ("accepted", "rejected", "none"):
        return [_("Say how the consultation ended.")]
    if facts["result"] != "accepted":
        return []
    if not facts.get("assurance", "").strip():
        return [_("Accepted conditions need the written assurance (who gave it, when).")]
    return assured(request, facts)


def disposed(request: "Request", facts: dict[str, Any]) -> list[str]:
    """A disposition for each item, refusals with grounds and reasons, postponements with a date, one granted."""
    given = facts.get("dispositions", {})
    missing = []
    for item in request.items.all():
        one = given.get(str(item.seq), {})
        flaws = _flaws(one) + _lacking(item, one) + _unbound(request, item, one)
        missing += [_("Item %(seq)s: %(what)s") % {"seq": item.seq, "what": what} for what in flaws]
    granted = (Disposition.GRANTED, Disposition.CONDITIONAL)
    if not any(one.get("disposition") in granted for one in given.values()):
        missing.append(_("At least one item must be granted; otherwise refuse the request."))
    return missing


def _flaws(one: dict[str, Any]) -> list[str]:
    disposition = one.get("disposition")
    if disposition in (None, "", Disposition.PENDING):
        return [_("a decision is needed.")]
    if disposition == Disposition.REFUSED and not (one.get("grounds") and one.get("reasons", "").strip()):
        return [_("a refusal needs grounds and reasons.")]
    if disposition == Disposition.POSTPONED and not one.get("review_on"):
        return [_("a postponement needs a review date.")]
    return []


def _unbound(request: "Request", item: "AssistanceItem", one: dict[str, Any]) -> list[str]:
    """What is granted on conditions has a condition that was accepted in writing."""
    if one.get("disposition") != Disposition.CONDITIONAL:
        return []
    bound = any(each.is_accepted and each.item_id in (None, item.pk) for each in request.conditions.all())
    return [] if bound else [_("no condition is accepted in writing yet: consult first.")]


def _lacking(item: "AssistanceItem", one: dict[str, Any]) -> list[str]:
    """Nobody is transferred in custody without consent, nor without a day of return."""
    is_granted = one.get("disposition") in (Disposition.GRANTED, Disposition.CONDITIONAL)
    if item.type != AssistanceType.TRANSFER_CUSTODY or not is_granted:
        return []
    told = {"consent": _("the written consent of the person is missing."),
            "consent_on": _("the day of the consent is missing."),
            "return_by": _("the day by which the person returns is missing.")}
    return [sentence for name, sentence in told.items() if not item.details.get(name)]


def refusable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Grounds and reasons; an incoming request only after a consultation where the instrument demands it."""
    missing = reasoned(request, facts)
    if not facts.get("grounds"):
        missing.append(_("Name at least one ground."))
    demands = request.direction == Direction.IN and request.instrument and request.instrument.consults_before_refusal
    if demands and not any(event.verb == "consult" for event in request.events.all()):
        missing.append(
            _("%(instrument)s demands a consultation before assistance is denied.") % {"instrument": request.instrument}
        )
    return missing


def postponable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """A ground, reasons and a review date."""
    missing = reasoned(request, facts)
    if not facts.get("ground"):
        missing.append(_("Name the ground of postponement."))
    if not facts.get("review_on"):
        missing.append(_("A review date is needed."))
    return missing


def sendable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Channel and addressee, and translations that are current (`facts["stale_texts"]` names those that are not)."""
    missing = [_("The translation of “%(text)s” is missing or out of date (CK-17).") % {"text": one}
               for one in facts.get("stale_texts", ())]
    if not facts.get("channel"):
        missing.append(_("The channel is missing."))
    if request.direction == Direction.IN and not facts.get("authority"):
        missing.append(_("Name the executing authority."))
    return missing + (marking.kept(request, facts) if request.direction == Direction.IN else [])


def forwardable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """An authority is named, and the marking lets it know."""
    return given("authority")(request, facts) or marking.kept(request, facts)


def expeditable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """An emergency with its reason, and what would be lost by reviewing first."""
    missing = reasoned(request, facts)
    if request.urgency != Urgency.EMERGENCY:
        missing.append(_("Only an emergency is transmitted before it is reviewed."))
    elif not request.urgency_reason.strip():
        missing.append(_("The reason of the emergency is missing."))
    return missing


def concluded(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Every granted item has an outcome; a postponed item is split off first; a review still owed is given first."""
    given = facts.get("outcomes", {})
    missing = []
    if request.is_review_owed:
        missing.append(_("The request was transmitted before it was reviewed: the review is still owed."))
    for item in request.items.all():
        if item.disposition == Disposition.POSTPONED:
            missing.append(_("Item %(seq)s is postponed: split it off first.") % {"seq": item.seq})
        elif item.is_granted and not item.outcome and not given.get(str(item.seq), {}).get("outcome"):
            missing.append(_("Item %(seq)s has no outcome.") % {"seq": item.seq})
    return missing


def expired(request: "Request", facts: dict[str, Any]) -> list[str]:
    """A clock whose rule says “lapses” has expired: the engine says so in `facts["expired"]`."""
    return [] if facts.get("expired") else [_("No clock that lets the request lapse has expired.")]


def correctable(request: "Request", facts: dict[str, Any]) -> list[str]:
    """Either a letter with its wrong and its right text, or an event with its true moment; and the reasons.

    A letter that was corrected before is corrected no more: the correction is.
    """
    if not facts.get("letter"):
        return given("event", "moved_to", "reasons")(request, facts)
    letter = request.letters.filter(number=facts["letter"]).first()
    if letter is None:
        return [_("This request has no letter with the number %(number)s.") % {"number": facts["letter"]}]
    newer = letter.superseded_by.order_by("pk").last()
    if newer:
        told = {"number": letter.number, "newer": newer.number}
        return [_("Letter %(number)s was corrected by letter %(newer)s: correct that one.") % told]
    return given("wrong", "right", "reasons")(request, facts)
