"""What does a letter tell of a request that was made orally or by fax, and of its confirmation in writing?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from documents.contents import Contents, Material
from documents.terms import NOTHING, Pair, day, either, moment, term
from mla.models import Event

IN_WRITING = "written"


def is_oral(m: Material) -> bool:
    """Whether the act made the request in another form than in writing."""
    return m.facts.get("manner", IN_WRITING) not in ("", IN_WRITING)


def recorded(m: Material) -> bool:
    """Whether the request was made so before: there is a record of it."""
    return m.request.letters.filter(code="L03").exists()


def _call(m: Material) -> Contents:
    """Who called whom, how the caller was checked, and when, by the clocks of both capitals."""
    return _made(m, m.event) | {name: either(str(m.facts.get(name) or "")) for name in ("caller", "taken_by", "check")}


def _made(m: Material, event: Event) -> Contents:
    away, home = m.request.counterpart, m.sender.party
    return {
        "manner": term("manner", event.details["manner"]),
        "here": moment(event.happened_at, m.sender.tz, home.capital_en, home.capital_zh),
        "there": moment(event.happened_at, away.tz, away.capital_en, away.capital_zh),
    }


def _urgent(m: Material) -> Contents:
    """What happened, and why the request could not wait."""
    names = {"subject_matter": "subject_matter", "facts": "facts", "reason": "urgency_reason"}
    return {name: m.texts.get(key) or either(getattr(m.request, key)) for name, key in names.items()}


def _promise(m: Material) -> Pair:
    """The day by which the confirmation in writing is due; empty where no rule sets one."""
    due = [one["due"] for one in m.clocks if one["status"] == "running" and one["awaits_confirmation"]]
    return day(min(due, key=datetime.fromisoformat)) if due else dict(NOTHING)


def _confirmed(m: Material) -> Contents:
    """The record that this letter confirms, and in what the written request differs from what was said."""
    letter = m.request.letters.filter(code="L03").select_related("event").latest("pk")
    told = {"number": letter.number, "differences": either(str(m.facts.get("differences") or ""))}
    return _made(m, letter.event) | told


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "call": _call, "urgent": _urgent, "promise": _promise, "confirmed": _confirmed,
}
