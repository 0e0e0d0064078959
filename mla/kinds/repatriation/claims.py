"""May anything about a person go to the state of nationality? Not while a claim to protection is pending, and never
anything about the claim itself."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from mla import stays
from mla.models import Person, Request
from mla.stops import Stop

PENDING = "pending"
GROUND = "ST-PROTECTION"
_WORDS = re.compile(r"\basyl|\brefugee|refoulement|庇护|难民|不推回", re.IGNORECASE)
_TEXTS = ("title", "facts", "purpose", "subject_matter", "urgency_reason", "time_limit_reason", "special_procedure")
_INNER = frozenset({"protection_claim", "stay_check"})


def stops(request: Request) -> list[Stop]:
    """Pending claims, and texts that speak of one, in a request of ours; what the other side sends is its own."""
    if not request.is_outgoing:
        return []
    return [*_pending(request), *_mentions(request)]


def barred(request: Request, person: Person) -> list[str]:
    """Why nothing about this person may leave now; none means it may."""
    if not request.is_outgoing or not _is_pending(person, stays.standing(request)):
        return []
    return [_sentence(person)]


def speaks_of_claim(text: str) -> bool:
    """Whether a text mentions asylum, refugees or refoulement."""
    return bool(_WORDS.search(text))


def _pending(request: Request) -> Iterator[Stop]:
    standing = stays.standing(request)
    for number, person in enumerate(_persons(request)):
        if _is_pending(person, standing):
            yield Stop("CLAIM", _sentence(person), "persons", f"persons-{number}-protection_claim")


def _is_pending(person: Person, standing: list[stays.Stay]) -> bool:
    told = person.details.get("protection_claim") == PENDING
    return told or any(one.ground == GROUND and one.concerns(person.pk) for one in standing)


def _sentence(person: Person) -> str:
    return _("%(person)s: a claim to protection is pending; nothing about this person may go to the state of "
             "nationality") % {"person": person}


def _mentions(request: Request) -> Iterator[Stop]:
    text = _("This text mentions asylum or refugee status: nothing of that may go to the state of nationality")
    for name in _TEXTS:
        if speaks_of_claim(getattr(request, name) or ""):
            yield Stop("CLAIM-TEXT", text, "removal", name)
    for item in request.items.all() if request.pk else ():
        if any(map(speaks_of_claim, (item.description, item.purpose, *_said(item.details)))):
            yield Stop("CLAIM-TEXT", text, "request", "description")
    for number, person in enumerate(_persons(request)):
        told = {name: value for name, value in person.details.items() if name not in _INNER}
        for name, value in {**told, "aliases": person.aliases, "address": person.address}.items():
            if any(map(speaks_of_claim, _said(value))):
                yield Stop("CLAIM-TEXT", text, "persons", f"persons-{number}-{name}")


def _persons(request: Request) -> list[Person]:
    return list(request.persons.order_by("pk")) if request.pk else []


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _said(one)
