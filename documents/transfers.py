"""What does a letter tell of a person who travels: the terms of a transfer in custody, and the safe conduct?"""

from collections.abc import Callable
from typing import Any

from documents.contents import Contents, Material
from documents.terms import NOTHING, Pair, day, either, term
from mla.models import AssistanceItem
from mla.vocabulary import AssistanceType

_TRAVELS = (AssistanceType.APPEAR, AssistanceType.TRANSFER_CUSTODY)


def transferred(m: Material) -> list[AssistanceItem]:
    """The granted items that transfer a person in custody."""
    return [one for one in m.items if one.type == AssistanceType.TRANSFER_CUSTODY and one.is_granted]


def travelling(m: Material) -> list[AssistanceItem]:
    """The items for which a person is to come to the requesting Party."""
    return [one for one in m.items if one.type in _TRAVELS]


def _traveller(m: Material) -> Contents:
    """Who travels, for which item."""
    item = _item(m)
    person = m.request.persons.filter(pk=item.details.get("person") or 0).first()
    return {
        "seq": item.seq, "type": term("type", item.type),
        "surname": person.surname.upper() if person else "", "given_names": person.given_names if person else "",
        "native_name": person.native_name if person else "", "born": day(person.born_on if person else None),
        "nationality": person.nationality if person else "",
        "description": m.texts.get(f"item:{item.seq}:description") or either(item.description),
        "hearing": day(item.hearing_on),
    }


def _transfer(m: Material) -> Contents:
    """The terms: consent, custody, transport, return and safe conduct, as they were asked and are granted."""
    details = _item(m).details
    free = {name: _free(details, name) for name in ("consent", "custody", "transport", "safe_conduct")}
    return free | {"consent_on": day(details.get("consent_on")), "return_by": day(details.get("return_by"))}


def _safe_conduct(m: Material) -> Contents:
    """What it covers and how many days it lasts after the person was told that the presence is no longer needed."""
    return {"scope": _free(_item(m).details, "safe_conduct"), "days": str(m.facts.get("safe_conduct_days") or ""),
            "article": m.citation("safe-conduct")}


def _free(details: dict[str, Any], name: str) -> Pair:
    return either(str(details[name])) if details.get(name) else dict(NOTHING)


def _item(m: Material) -> AssistanceItem:
    if m.item is None:
        raise ValueError("A person travels for one item.")
    return m.item


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "traveller": _traveller, "transfer": _transfer, "safe_conduct": _safe_conduct,
}
