"""What is in each section of a letter? One function a section; the catalogue says which letters have it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from documents import (
    asked,
    certified,
    consignments,
    costs,
    earlier,
    languages,
    mistakes,
    nominations,
    oral,
    packing,
    periods,
    proceedings,
    returnees,
    secrecy,
    sharing,
    spoken,
    transfers,
)
from documents.contents import Contents, Material, letterhead
from documents.models import Letter
from documents.terms import NOTHING, Pair, day, either, joined, moment, named, term
from mla.models import Condition
from mla.vocabulary import HOME


def section(name: str, material: Material) -> Any:
    """The section of that name, ready for JSON."""
    return _SECTIONS[name](material)


def fact(name: str) -> Callable[[Material], Pair]:
    """A text that was typed with the act."""
    return lambda m: either(str(m.facts.get(name) or ""))


def dated(*names: str) -> Callable[[Material], Pair]:
    """A day that was given with the act, under the first of these names that has one."""
    return lambda m: day(_iso(next((m.facts[name] for name in names if m.facts.get(name)), None)))


def chosen(name: str) -> Callable[[Material], Pair]:
    """A choice made with the act, in the official words."""
    return lambda m: term(name, m.facts.get(name) or "")


def _items_decided(m: Material) -> list[Contents]:
    return [
        asked.item(one) | {
            "decision": term("disposition", one.disposition),
            "grounds": [_ground(m, code) for code in one.grounds] if not one.is_granted else [],
            "reasons": either(one.reasons) if not one.is_granted else dict(NOTHING), "review": day(one.review_on),
        }
        for one in m.items
    ]


def _items_concluded(m: Material) -> list[Contents]:
    return [
        asked.item(one) | {
            "outcome": term("outcome", one.outcome), "steps": m.worded(one.steps_taken),
            "on": m.day(one.concluded_at) if one.concluded_at else day(None),
        }
        for one in m.items
    ]


def _enclosures(m: Material) -> list[Contents]:
    """The letters this one covers: those the same act issues before it."""
    return [
        {"number": one.number, "title": one.snapshot["title"], "data_sha256": packing.digest(one.snapshot)}
        for one in m.issued
    ]


def _receipt(m: Material) -> Contents:
    party, received = m.sender.party, m.request.received_at or m.event.happened_at
    at = moment(received, m.sender.tz, party.capital_en, party.capital_zh)
    return at | {
        "channel": term("channel", m.request.channel), "next": term("state", m.request.state),
        "language": term("language", m.request.language),
        "language_accepted": chosen("language_accepted")(m), "urgency_accepted": chosen("urgency_accepted")(m),
    }


def _redirection(m: Material) -> Contents:
    one = m.authorities[int(m.facts["authority"])]
    return letterhead(one) | {
        "reasons": fact("reasons")(m),
        "contacts": [
            {"name": named(one.name_en, one.name_zh), "phone": one.phone, "email": one.email}
            for one in one.contacts.all()
        ],
        "on": m.day(m.event.happened_at),
    }


def _executing(m: Material) -> Contents | None:
    """The authority that is to execute, where the act names it."""
    one = m.authorities.get(int(m.facts.get("authority") or 0))
    return {"name": named(one.name_en, one.name_zh), "unit": {"en": one.unit_en, "zh": one.unit_zh}} if one else None


def _points_asked(m: Material) -> list[Contents]:
    return [
        {"code": one["code"], "article": m.citation(one["code"]), "text": _asked_text(one)}
        for one in m.facts["points"]
    ]


def _asked_text(point: dict[str, str]) -> Pair:
    """A finding of the checks in both languages; what an officer typed as it was typed."""
    return named(point["text_en"], point["text_zh"]) if point.get("text_zh") else either(point["text"])


def points_answered(m: Material) -> list[Contents]:
    """The other side's points that this act answered, by check code."""
    answered = m.request.points.filter(answered_at=m.event.happened_at).exclude(asked_by=HOME).order_by("pk")
    return [
        {"code": one.code, "text": either(one.text), "answer": either(one.answer), "is_declined": one.is_declined}
        for one in answered
    ]


def _ground(m: Material, code: str) -> Contents:
    return {"code": code, "name": m.grounds.get(code, named(code, code)), "article": m.citation(code)}


def _grounds(m: Material) -> list[Contents]:
    return [_ground(m, code) for code in m.facts.get("grounds", ())]


def _citation(m: Material) -> Pair:
    """The verified articles under which items are refused; empty while none is verified."""
    codes = dict.fromkeys(code for one in m.items if one.disposition == "refused" for code in one.grounds)
    articles = joined(found for found in map(m.citation, codes) if found["en"])
    law = m.request.instrument
    if law is None or not articles["en"]:
        return dict(NOTHING)
    name = named(law.short_en or law.name_en, law.short_zh or law.name_zh)
    return {"en": f"{articles['en']} of the {name['en']}", "zh": f"《{name['zh']}》{articles['zh']}"}


def conditions(m: Material) -> list[Contents]:
    """The conditions that stand: offered or accepted, not rejected."""
    return [_condition(m, one) for one in m.request.conditions.order_by("pk") if one.is_accepted is not False]


def binding(m: Material) -> list[Contents]:
    """The conditions that were accepted: they bind whoever holds the results."""
    return [_condition(m, one) for one in m.request.conditions.order_by("pk") if one.is_accepted]


def _rejected(m: Material) -> list[Contents]:
    """The conditions that the act rejects."""
    turned = m.request.conditions.filter(is_accepted=False, settled_at=m.event.happened_at).order_by("pk")
    return [_condition(m, one) for one in turned]


def _condition(m: Material, one: Condition) -> Contents:
    return {
        "item": m.seq(one.item_id), "name": m.grounds.get(one.code, named(one.code, one.code)),
        "text": either(one.text), "article": m.citation(one.code), "on": day(_iso(one.terms.get("on"))),
        "contact": one.terms.get("contact", ""), "listed": one.terms.get("listed", "").splitlines(),
    }


def _consultations(m: Material) -> list[Contents]:
    held = Letter.objects.filter(request=m.request, code="L11").order_by("pk").values_list("number", "issued_at")
    return [{"number": number, "date": m.day(at)} for number, at in held]


def _reminders(m: Material) -> list[Pair]:
    earlier = m.request.events.filter(verb="remind", party=HOME, seq__lt=m.event.seq).order_by("seq")
    return [m.day(one.happened_at) for one in earlier]


def _instrument(m: Material) -> Contents | None:
    law = m.request.instrument
    if law is None:
        return None
    return {"code": law.code, "name": named(law.name_en, law.name_zh)}


def _basis(m: Material) -> Pair | None:
    """The law on which a request rests, in the words that its parties use; None where there is none."""
    law = m.request.instrument
    if law is None:
        return None
    name, cited = named(law.name_en, law.name_zh), asked.articles(m)
    english, chinese = f"This request is made under the {name['en']}.", f"本请求依据《{name['zh']}》提出。"
    return {
        "en": _citing(law.basis_en or english, ".", f" ({cited['en']})" if cited["en"] else ""),
        "zh": _citing(law.basis_zh or chinese, "。", f"（{cited['zh']}）" if cited["zh"] else ""), "code": law.code,
    }


def _citing(sentence: str, stop: str, cited: str) -> str:
    """The sentence with what it cites before its full stop."""
    return sentence.removesuffix(stop) + cited + stop if cited else sentence


def _versions(m: Material) -> Pair:
    """The languages in which the letters of the act are written."""
    found = languages.of(m.sender.party, m.addressee("counterpart").party)
    english, chinese = zip(*((one["en"], one["zh"]) for one in (term("language", tag) for tag in found)), strict=True)
    return {"en": " and ".join(english), "zh": "和".join(chinese)}


def _iso(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


_SECTIONS: dict[str, Callable[[Material], Any]] = {
    "case": asked.case, "facts_spared": asked.facts_spared, "offences": asked.offences, "limits": asked.limits,
    "items_asked": asked.items_asked, "is_formal": asked.is_formal, "order": asked.order,
    "language": lambda m: term("language", m.request.language), "instrument": _instrument, "basis": _basis,
    "items_ordered": asked.items_ordered, "items_decided": _items_decided, "items_concluded": _items_concluded,
    "particulars": asked.particulars, "said": asked.said, "said_before": asked.said_before,
    "concerned_person": asked.concerned, "persons": asked.persons, "organisations": asked.organisations,
    "identifiers": asked.identifiers,
    "annexes": asked.files("annex"), "results": asked.files("result"), "answers_enclosed": asked.files("answer"),
    "enclosures": _enclosures, "channel": lambda m: term("channel", m.request.channel), "versions": _versions,
    "receipt": _receipt, "expected": periods.expected, "owed": periods.owed, "redirection": _redirection,
    "executing": _executing, "paused_since": lambda m: m.day(m.event.happened_at),
    "points_asked": _points_asked, "points_answered": points_answered, "reply_by": periods.reply_by,
    "reasons": fact("reasons"), "text": fact("text"), "delay": fact("delay"), "questions": fact("questions"),
    "use_limits": fact("use_limits"), "costs": fact("costs"), "preserved": fact("preserved"),
    "alternatives": fact("alternatives"), "assurance": fact("assurance"), "given_by": fact("given_by"),
    "valid_until": dated("valid_until"), "return_by": dated("return_by"), "review": dated("review_on"),
    "ground": lambda m: _ground(m, m.facts["ground"]), "grounds_considered": _grounds, "conditions": conditions,
    "binding": binding, "rejected": _rejected, "competent_body": fact("competent_body"),
    "is_ours": lambda m: m.request.is_outgoing, "disposal": chosen("disposal"),
    "refused": lambda m: [one.seq for one in m.items if one.disposition == "refused"],
    "negative": lambda m: [one.seq for one in m.items if one.outcome == "negative"],
    "citation": _citation, "consultations": _consultations, "reminders": _reminders,
    "progress": lambda m: term("state", m.request.state), "is_return": lambda m: m.event.verb == "send_back",
    **certified.SECTIONS, **consignments.SECTIONS, **costs.SECTIONS, **earlier.SECTIONS, **mistakes.SECTIONS,
    **nominations.SECTIONS, **oral.SECTIONS, **proceedings.SECTIONS, **returnees.SECTIONS, **secrecy.SECTIONS,
    **sharing.SECTIONS, **spoken.SECTIONS, **transfers.SECTIONS,
}
