"""What does a letter tell of persons who return: which act it is about, who they are in brief, and their documents?"""

from collections.abc import Callable
from typing import Any

from documents import asked
from documents.contents import Contents, Material
from documents.terms import day, moment, period, term
from mla import kinds
from mla.kind import told
from mla.models import Person

_LISTED = frozenset({"surname", "given_names", "native_name", "sex", "born"})


def _course(m: Material) -> list[Contents]:
    """The earlier acts about the person: which, and when."""
    return [{"act": one["act"], "on": one["on"]} for one in asked.said_before(m)]


def _course_told(m: Material) -> list[Contents]:
    """The same, with what was said."""
    return [{"act": one["act"], "on": one["on"], "said": one["said"]} for one in asked.said_before(m)]


def _act_at(m: Material) -> Contents:
    """The moment of the act at the sender's."""
    party = m.sender.party
    return moment(m.event.happened_at, m.sender.tz, party.capital_en, party.capital_zh)


def _briefly(one: Person) -> Contents:
    return {
        "surname": one.surname.upper(), "given_names": one.given_names, "native_name": one.native_name,
        "sex": term("sex", one.sex) if one.sex else None, "born": day(one.born_on), "birth_place": one.birth_place,
        "nationality": one.nationality, "document": one.document,
    }


def _concerned(m: Material) -> Contents | None:
    """The person whom the act concerns, by name, birth, nationality and document alone."""
    found = next((one for one in m.request.persons.all() if one.pk == m.facts.get("person")), None)
    return _briefly(found) if found else None


def _travellers(m: Material) -> list[Contents]:
    """The persons of a manifest, each with the travel document last issued."""
    wanted = {int(one) for one in m.facts.get("persons") or ()}
    issued = m.request.events.filter(verb="issue_document").order_by("happened_at", "seq")
    documents = {event.details.get("person"): event for event in issued}
    return [
        {name: value for name, value in _briefly(one).items() if name in _LISTED}
        | {"travel_document": _document(m, documents.get(one.pk))}
        for one in m.request.persons.order_by("pk") if one.pk in wanted
    ]


def _document(m: Material, event: Any) -> Contents | None:
    act = kinds.get(m.request.kind).act("issue_document")
    if event is None or act is None:
        return None
    known = {"document_type": event.details.get("document_type")}
    [(_label, sort)] = told(act, m.request, known) or [({}, {"en": "", "zh": ""})]
    return {"type": sort, "number": event.details.get("number", ""), "until": day(event.details.get("expires_on"))}


def _periods(m: Material) -> list[Contents]:
    """What began to run for the person with this act."""
    return [
        {"length": period(one["count"], one["unit"]), "due": day(one["due"])}
        for one in m.clocks if one["person"] == m.facts.get("person") and one["started_by"] == m.event.pk
    ]


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "act": lambda m: m.event.verb, "act_on": lambda m: m.day(m.event.happened_at), "act_at": _act_at,
    "course": _course, "course_told": _course_told,
    "concerned_briefly": _concerned, "travellers": _travellers, "periods_of_person": _periods,
}
