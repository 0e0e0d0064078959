"""What does a word write besides the state? One function per word that writes something of its own.

Called by the engine under the request's lock, before the event is recorded. Facts are those the word's form gives.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from mla import conditions, texts, versions
from mla.links import storing
from mla.models import AssistanceItem, Authority, Condition, Opinion, Point, Request, User
from mla.vocabulary import COUNTERPART, Disposition, Outcome

Facts = dict[str, Any]
_ASSURANCE = ("assurance", "given_by", "competent_body")


def apply(word: str, request: Request, facts: Facts, *, by: User | None, now: datetime, happened_at: datetime,
          party: str) -> None:
    """Write what the word says; words that only move the state write nothing here."""
    if word in _WRITES:
        _WRITES[word](request, facts, by=by, now=now, at=happened_at, party=party)


def _submit(request: Request, facts: Facts, *, by: User, now: datetime, at: datetime, **_: Any) -> None:
    request.content_digest = facts["content_digest"]
    versions.keep(request, "submit" if request.is_outgoing else "receive", by=by, now=now)
    _enter(request, Authority.objects.own(), at)


def _receive(request: Request, facts: Facts, *, by: User, now: datetime, at: datetime, **_: Any) -> None:
    request.received_at = at
    _submit(request, facts, by=by, now=now, at=at)


def _ask(request: Request, facts: Facts, *, at: datetime, party: str, **_: Any) -> None:
    Point.objects.bulk_create(
        Point(request=request, asked_at=at, asked_by=party, code=one["code"], text=one["text"],
              section=one.get("section", ""), field=one.get("field", ""))
        for one in facts["points"]
    )


def _answer(request: Request, facts: Facts, *, by: User, now: datetime, at: datetime, **_: Any) -> None:
    answered = []
    for point in request.points.filter(answered_at=None):
        given = facts["answers"][str(point.pk)]
        point.answer, point.is_declined, point.answered_at = given.get("answer", ""), bool(given.get("declined")), at
        answered.append(point)
    Point.objects.bulk_update(answered, ["answer", "is_declined", "answered_at"])
    request.content_digest = facts["content_digest"]
    versions.keep(request, "answer", by=by, now=now)


def _consult(request: Request, facts: Facts, *, at: datetime, party: str, **_: Any) -> None:
    items = {item.seq: item for item in request.items.all()}
    Condition.objects.bulk_create(
        Condition(request=request, item=items.get(one.get("item")), code=one["code"], text=one["text"],
                  terms=one.get("terms", {}), proposed_at=at, proposed_by=party)
        for one in facts.get("conditions", ())
    )


def _settle(request: Request, facts: Facts, *, at: datetime, **_: Any) -> None:
    if facts["result"] != "accepted":
        request.conditions.filter(is_accepted=None).update(is_accepted=False, settled_at=at)
        return
    settled = []
    for one, told in conditions.settling(request, facts):
        one.is_accepted, one.settled_at = bool(told["is_accepted"]), at
        if one.is_accepted:
            one.assurance, one.given_by, one.competent_body = (told[name] for name in _ASSURANCE)
            one.assurance_sha256, one.valid_until = told["assurance_sha256"], _day(told["valid_until"])
        settled.append(one)
    Condition.objects.bulk_update(
        settled, ["is_accepted", "settled_at", *_ASSURANCE, "assurance_sha256", "valid_until"]
    )


def _breach(request: Request, facts: Facts, *, at: datetime, **_: Any) -> None:
    request.conditions.filter(pk=facts["condition"]).update(breached_at=at, breach=facts["reasons"])


def _grant(request: Request, facts: Facts, *, party: str, **_: Any) -> None:
    if party == COUNTERPART:
        return
    items = list(request.items.all())
    for item in items:
        given = facts["dispositions"][str(item.seq)]
        item.disposition = given["disposition"]
        item.grounds, item.reasons = given.get("grounds", []), given.get("reasons", "")
        item.review_on = _day(given.get("review_on"))
        item.outcome = Outcome.REFUSED if item.disposition == Disposition.REFUSED else ""
    AssistanceItem.objects.bulk_update(items, ["disposition", "grounds", "reasons", "review_on", "outcome"])


def _expedite(request: Request, facts: Facts, **_: Any) -> None:
    request.items.update(disposition=Disposition.GRANTED)
    request.is_review_owed = True


def _endorse(request: Request, facts: Facts, **_: Any) -> None:
    request.is_review_owed = False


def _refuse(request: Request, facts: Facts, **_: Any) -> None:
    request.items.update(
        disposition=Disposition.REFUSED, outcome=Outcome.REFUSED, grounds=facts["grounds"], reasons=facts["reasons"]
    )


def _postpone(request: Request, facts: Facts, **_: Any) -> None:
    request.review_on = _day(facts["review_on"])


def _transmit(request: Request, facts: Facts, *, at: datetime, **_: Any) -> None:
    if request.is_outgoing:
        request.sent_at, request.channel = at, facts["channel"]
        return
    leave(request, at)
    _enter(request, Authority.objects.get(pk=facts["authority"]), at)


def _report(request: Request, facts: Facts, *, at: datetime, **_: Any) -> None:
    for seq, given in facts.get("outcomes", {}).items():
        if given.get("outcome"):
            _conclude(request, {"item": int(seq), **given}, at=at)
    _refer(request, facts)
    if not request.is_outgoing:
        leave(request, at)
        _enter(request, Authority.objects.own(), at, is_return=True)


def _respond(request: Request, facts: Facts, *, at: datetime, **_: Any) -> None:
    if not request.is_outgoing:
        request.sent_at = at


def _reopen(request: Request, facts: Facts, *, at: datetime, **_: Any) -> None:
    if request.is_outgoing:
        return
    executed_by = request.legs.filter(is_return=False).exclude(authority__kind="central").last()
    leave(request, at)
    if executed_by:
        _enter(request, executed_by.authority, at)


def _withdraw(request: Request, facts: Facts, **_: Any) -> None:
    request.items.filter(outcome="").update(outcome=Outcome.WITHDRAWN)


def _acknowledge(request: Request, facts: Facts, **_: Any) -> None:
    _refer(request, facts)


def _refer(request: Request, facts: Facts) -> None:
    """Their reference, as they now give it; requests that bear the same one are found by it."""
    given = facts.get("foreign_reference") or request.foreign_reference
    if given != request.foreign_reference:
        request.foreign_reference = given
        storing.follow(request)


def _opine(request: Request, facts: Facts, *, by: User, now: datetime, **_: Any) -> None:
    Opinion.objects.create(
        request=request, role=facts["role"], state=request.state, by=by, at=now,
        recommendation=facts["recommendation"], text=facts["text"], content_digest=request.content_digest,
    )


def _translate(request: Request, facts: Facts, *, by: User, now: datetime, **_: Any) -> None:
    texts.save(request, facts["texts"], by=by, now=now)


def _forward(request: Request, facts: Facts, *, at: datetime, **_: Any) -> None:
    leave(request, at)
    _enter(request, Authority.objects.get(pk=facts["authority"]), at, is_return=bool(facts.get("is_return")))


def _conclude(request: Request, facts: Facts, *, at: datetime, **_: Any) -> None:
    request.items.filter(seq=facts["item"]).update(
        outcome=facts["outcome"], steps_taken=facts.get("steps", ""), concluded_at=at
    )


def _reclassify(request: Request, facts: Facts, **_: Any) -> None:
    facts["from_urgency"] = request.urgency
    request.urgency, request.classification = facts["urgency"], int(facts["classification"])
    request.urgency_reason = facts.get("reasons", request.urgency_reason)


def _enter(request: Request, authority: Authority, at: datetime, *, is_return: bool = False) -> None:
    request.legs.create(authority=authority, opened_at=at, is_return=is_return)


def leave(request: Request, at: datetime) -> None:
    """Close the open leg, if there is one."""
    request.legs.filter(closed_at=None).update(closed_at=at)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_WRITES: dict[str, Callable[..., None]] = {
    "submit": _submit, "receive": _receive, "ask": _ask, "answer": _answer, "consult": _consult, "settle": _settle,
    "grant": _grant, "refuse": _refuse, "postpone": _postpone, "transmit": _transmit, "report": _report,
    "respond": _respond, "reopen": _reopen, "withdraw": _withdraw, "acknowledge": _acknowledge, "opine": _opine,
    "translate": _translate, "forward": _forward, "conclude": _conclude, "reclassify": _reclassify,
    "breach": _breach, "expedite": _expedite, "endorse": _endorse,
}
