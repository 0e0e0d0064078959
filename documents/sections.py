"""What is in each section of a letter? One function a section; the catalogue says which letters have it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from documents import asked, packing
from documents.contents import Contents, Material
from documents.models import Letter
from documents.terms import NOTHING, Pair, article, day, either, moment, term
from mla.vocabulary import HOME


def section(name: str, material: Material) -> Any:
    """The section of that name, ready for JSON."""
    return _SECTIONS[name](material)


def _items_decided(m: Material) -> list[Contents]:
    return [
        asked.item(one) | {
            "decision": term("disposition", one.disposition), "is_refused": one.disposition == "refused",
            "is_granted": one.is_granted,
            "grounds": [_ground(m, code) for code in one.grounds] if not one.is_granted else [],
            "reasons": either(one.reasons) if not one.is_granted else dict(NOTHING), "review": day(one.review_on),
        }
        for one in m.items
    ]


def _items_concluded(m: Material) -> list[Contents]:
    return [
        asked.item(one) | {
            "outcome": term("outcome", one.outcome), "is_negative": one.outcome == "negative",
            "is_done": bool(one.outcome),
            "steps": either(one.steps_taken), "on": m.day(one.concluded_at) if one.concluded_at else dict(NOTHING),
        }
        for one in m.items
    ]


def _enclosures(m: Material) -> list[Contents]:
    """The letters this one covers: those the same act issued before it."""
    return [
        {
            "number": one.number, "title": {"en": one.subject_en, "zh": one.subject_zh},
            "data_sha256": packing.digest(one.snapshot),
        }
        for one in m.issued
    ]


def _receipt(m: Material) -> Contents:
    party, received = m.sender.party, m.request.received_at or m.event.happened_at
    at = moment(received, m.sender.tz, party.capital_en, party.capital_zh)
    return at | {"channel": term("channel", m.request.channel), "next": term("state", m.request.state)}


def _expected(m: Material) -> Contents | None:
    """The nearest of our own running clocks: what the other side may expect by when."""
    ours = [one for one in m.clocks if one["status"] == "running" and one["obligated"] in (HOME, "leg")]
    return _clock(min(ours, key=lambda one: datetime.fromisoformat(one["due_at"]))) if ours else None


def _overdue(m: Material) -> list[Contents]:
    """What the other side owes and is late with."""
    theirs = (one for one in m.clocks if one["status"] == "running" and one["obligated"] not in (HOME, "leg"))
    return [_clock(one) for one in theirs if datetime.fromisoformat(one["due_at"]) <= m.now]


def _clock(one: dict[str, Any]) -> Contents:
    return {
        "name": {"en": one["name_en"], "zh": one["name_zh"] or one["name_en"]}, "article": article(one["article"]),
        "source": term("source", one["source_class"]), "due": day(one["due"]), "is_provisional": one["is_provisional"],
    }


def _redirection(m: Material) -> Contents:
    one = m.authorities[int(m.facts["authority"])]
    return {
        "name": {"en": one.name_en, "zh": one.name_zh or one.name_en}, "unit": {"en": one.unit_en, "zh": one.unit_zh},
        "address": {"en": one.address_en, "zh": one.address_zh or one.address_en}, "reasons": _fact("reasons")(m),
        "contacts": [{"name": one.name_en, "phone": one.phone, "email": one.email} for one in one.contacts.all()],
        "on": m.day(m.event.happened_at),
    }


def _points_asked(m: Material) -> list[Contents]:
    return [
        {"code": one["code"], "article": m.citation(one["code"]), "text": either(one["text"])}
        for one in m.facts["points"]
    ]


def points_answered(m: Material) -> list[Contents]:
    """The other side's points that this act answered, by check code."""
    answered = m.request.points.filter(answered_at=m.event.happened_at).exclude(asked_by=HOME).order_by("pk")
    return [
        {"code": one.code, "text": either(one.text), "answer": either(one.answer), "is_declined": one.is_declined}
        for one in answered
    ]


def _ground(m: Material, code: str) -> Contents:
    return {"code": code, "name": m.grounds.get(code, {"en": code, "zh": code}), "article": m.citation(code)}


def _grounds(m: Material) -> list[Contents]:
    return [_ground(m, code) for code in m.facts.get("grounds", ())]


def _citation(m: Material) -> Pair:
    """The verified articles under which items are refused; empty while none is verified."""
    codes = dict.fromkeys(code for one in m.items if one.disposition == "refused" for code in one.grounds)
    cited = [found for found in map(m.citation, codes) if found["en"]]
    law = m.request.instrument
    if law is None or not cited:
        return dict(NOTHING)
    articles = {"en": ", ".join(one["en"] for one in cited), "zh": "、".join(one["zh"] for one in cited)}
    return {"en": f"{articles['en']} of the {law.short_en or law.name_en}",
            "zh": f"《{law.short_zh or law.name_zh}》{articles['zh']}"}


def conditions(m: Material) -> list[Contents]:
    """The conditions that stand: offered or accepted, not rejected."""
    return [
        {
            "item": m.seq(one.item_id), "name": m.grounds.get(one.code, {"en": one.code, "zh": one.code}),
            "text": either(one.text), "article": m.citation(one.code), "is_accepted": bool(one.is_accepted),
        }
        for one in m.request.conditions.order_by("pk") if one.is_accepted is not False
    ]


def _consultations(m: Material) -> list[Contents]:
    held = Letter.objects.filter(request=m.request, code="L11").order_by("pk").values_list("number", "issued_at")
    return [{"number": number, "date": m.day(at)} for number, at in held]


def _reminders(m: Material) -> list[Pair]:
    earlier = m.request.events.filter(verb="remind", party=HOME, seq__lt=m.event.seq).order_by("seq")
    return [m.day(one.happened_at) for one in earlier]


def _closing(m: Material) -> Contents:
    return {name: either(str(m.facts.get(name) or "")) for name in ("originals", "conditions", "feedback")}


def _fact(name: str) -> Callable[[Material], Pair]:
    return lambda m: either(str(m.facts.get(name) or ""))


def _date(name: str) -> Callable[[Material], Pair]:
    return lambda m: day(_iso(m.facts.get(name)))


def _iso(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


_SECTIONS: dict[str, Callable[[Material], Any]] = {
    "case": asked.case, "articles": asked.articles, "offences": asked.offences, "items_asked": asked.items_asked,
    "limits": asked.limits,
    "items_ordered": asked.items_ordered, "items_decided": _items_decided, "items_concluded": _items_concluded,
    "persons": asked.persons, "organisations": asked.organisations, "identifiers": asked.identifiers,
    "annexes": asked.files("annex"), "results": asked.files("result"), "answers_enclosed": asked.files("answer"),
    "enclosures": _enclosures, "channel": lambda m: term("channel", m.request.channel),
    "receipt": _receipt, "expected": _expected, "overdue": _overdue, "redirection": _redirection,
    "points_asked": _points_asked, "points_answered": points_answered,
    "reply_by": lambda m: day(_iso(m.facts.get("answer_by") or m.facts.get("reply_by"))),
    "reasons": _fact("reasons"), "text": _fact("text"), "questions": _fact("questions"),
    "use_limits": _fact("use_limits"),
    "assurance": _fact("assurance"), "return_by": _date("return_by"), "review": _date("review_on"),
    "ground": lambda m: _ground(m, m.facts["ground"]), "grounds_considered": _grounds, "conditions": conditions,
    "party_role": lambda m: "requesting" if m.request.is_outgoing else "requested",
    "citation": _citation, "consultations": _consultations, "reminders": _reminders, "closing": _closing,
    "progress": lambda m: term("state", m.request.state), "is_return": lambda m: m.event.verb == "send_back",
}
