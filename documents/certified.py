"""What does a certificate print? What the executing officer told of the result of one item."""

from collections.abc import Callable
from typing import Any

from documents import certificates
from documents.certificates import Field
from documents.contents import Contents, Material
from documents.terms import NOTHING, day, either, named, term
from mla import agreed
from mla.models import AssistanceItem
from mla.vocabulary import AuthorityKind, Outcome


def items(m: Material, code: str) -> list[AssistanceItem]:
    """The items whose outcome this certificate certifies."""
    possible = [one for one in m.items if certificates.code_of(one, m.request, one.outcome) == code]
    return [one for one in possible if certificates.due(one, m.request, m.certified.get(str(one.seq), {}))]


def gaps(m: Material) -> list[str]:
    """What the certificates that the act issues still lack; nothing where it issues none."""
    if not any(one.code in certificates.CODES for one in m.issued):
        return []
    return certificates.lacking(m.request, m.items, m.certified)


def _certificate(m: Material) -> Contents:
    """The answers to the fields of the certificate that goes with the item's outcome."""
    item = _item(m)
    code = certificates.code_of(item, m.request, item.outcome)
    given = m.certified.get(str(item.seq), {})
    return {one.name: _printed(one, given.get(one.name, "")) for one in certificates.FIELDS[code]}


def _printed(field: Field, given: str) -> Any:
    if field.sort == "day":
        return day(given)
    if field.sort == "chain":
        return certificates.links(given)
    return either(given) if field.sort in ("line", "text") else term(field.sort, given)


def _form(m: Material) -> Contents | None:
    """The form that was agreed between the Parties, if one was."""
    form = agreed.of_item(_item(m), m.request)
    return {"number": form.number, "name": {"en": form.name_en, "zh": form.name_zh}} if form and form.number else None


def _concerned(m: Material) -> Contents:
    """The item and what was asked."""
    one = _item(m)
    return {"seq": one.seq, "type": term("type", one.type)}


def _executed_by(m: Material) -> Contents:
    """The authority that executed the request, and where it stands."""
    last = m.request.legs.filter(is_return=False).exclude(authority__kind=AuthorityKind.CENTRAL).last()
    one = m.authorities[last.authority_id] if last else m.sender
    return {"name": named(one.name_en, one.name_zh),
            "party": {"en": one.party.formal_en, "zh": one.party.formal_zh}}


def _search(m: Material) -> Contents:
    """What was done without result."""
    one = _item(m)
    return {"steps": either(one.steps_taken), "on": m.day(one.concluded_at) if one.concluded_at else dict(NOTHING)}


def _item(m: Material) -> AssistanceItem:
    if m.item is None:
        raise ValueError("A certificate is about one item.")
    return m.item


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "certificate": _certificate, "form": _form, "concerned": _concerned, "executed_by": _executed_by,
    "search": _search, "is_served": lambda m: _item(m).outcome != Outcome.NEGATIVE,
}
