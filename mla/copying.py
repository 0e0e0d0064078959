"""How does a draft begin with answers that stand elsewhere: in an earlier request, or in a template of the office?

Answers and subjects are copied, never results, decisions, files, moments of receipt or dates that have passed by.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mla import completeness, kinds
from mla.forms.drafting import PersonField
from mla.kind import Kind
from mla.links import storing
from mla.models import AssistanceItem, Instrument, Person, Request
from mla.vocabulary import Outcome

Material = dict[str, Any]
Start = tuple[str, Material] | None
"""Where the first answers of a draft come from, as people call it, and those answers; None for an empty draft."""
TEXTS = (
    "investigating_authority", "investigating_functions", "theme", "confidentiality", "confidentiality_reason",
    "language", "subject_matter", "proceeding_stage", "facts", "purpose", "nexus", "special_procedure",
)
LINKS = ("counterpart_id", "requested_authority_id", "instrument_id")
PARTS: dict[str, Promise] = {
    "law": _("Authority abroad and legal basis"),
    "facts": _("Case: authority, facts, purpose and handling"),
    "offences": _("Offences"),
    "persons": _("Persons and organisations"),
    "identifiers": _("Identifiers, such as accounts and addresses"),
    "items": _("Assistance sought"),
}
"""What of a request can be copied, each part by itself."""
SUBJECTS = frozenset({"persons", "identifiers"})
RELATIONS = {"persons": "persons", "organisations": "persons", "offences": "offences", "identifiers": "identifiers"}
"""The rows of a request, each with the part it belongs to."""
EXECUTED = frozenset({Outcome.FULL, Outcome.PARTIAL, Outcome.NEGATIVE})
_NEVER = frozenset({"id", "request", "item"})


def material_of(request: Request, *, parts: Collection[str] = frozenset(PARTS), executed: bool = True) -> Material:
    """These parts of the answers of a request, ready for JSON; what came with its receipt stays behind.

    Items that were executed, with whatever result, come along only where `executed` says so.
    """
    kind = kinds.get(request.kind)
    received = {name for form in kind.receipt.forms for name in form._meta.fields or ()}
    persons = list(request.persons.order_by("pk")) if "persons" in parts else []
    names = (*(TEXTS if "facts" in parts else ()), *(LINKS if "law" in parts else LINKS[:1]))
    details = request.details if "facts" in parts else {}
    items = list(request.items.order_by("seq")) if "items" in parts else []
    return {
        "kind": request.kind, "direction": request.direction,
        "columns": {name: getattr(request, name) for name in names},
        "details": {name: value for name, value in details.items() if name not in received},
        "items": [_item(one, persons) for one in items if executed or one.outcome not in EXECUTED],
        **{name: [_row(one) for one in getattr(request, name).order_by("pk")] for name, part in RELATIONS.items()
           if part in parts},
    }


def pour(material: Material, request: Request) -> None:
    """Write the material into a fresh draft. The caller saves nothing else and holds its lock.

    What the first form has asked (other party, title, agency) stays; the authority and the law come along only where
    the other party is the same. Into a draft of another kind comes what that kind asks for as well; the answers and
    items of its own that a kind has stay behind.
    """
    if material["kind"] != request.kind:
        material = _shared(material, kinds.get(request.kind), request)
    columns = dict(material["columns"])
    if columns.get("counterpart_id") != request.counterpart_id:
        columns = {name: value for name, value in columns.items() if name not in LINKS}
    for name, value in columns.items():
        if value not in (None, ""):
            setattr(request, name, value)
    request.details = {**material["details"], **request.details}
    made: dict[str, list[Any]] = {}
    for name in RELATIONS:
        related = getattr(request, name)
        made[name] = [related.create(**_typed(related.model, one)) for one in material.get(name, ())]
    for seq, one in enumerate(material["items"], start=1):
        AssistanceItem.objects.update_or_create(
            request=request, seq=seq, defaults={**one, "details": _pointing(one["details"], made["persons"])}
        )
    storing.follow(request)
    request.content_digest = completeness.content_digest(request)
    request.save()


def _shared(material: Material, kind: Kind, request: Request) -> Material:
    """What a draft of another kind takes of the material: common columns that it asks for, and rows that it has."""
    pages = kind.sections(request.direction)
    asked = {name for page in pages for form in page.forms for name in form._meta.fields or ()}
    columns = {name: value for name, value in material["columns"].items() if name in asked or name == LINKS[0]}
    law = Instrument.objects.filter(pk=material["columns"].get("instrument_id") or 0).first()
    if law is not None and kind.code in law.serves_kinds:
        columns["instrument_id"] = law.pk
    rows = {one.relation for page in pages for one in page.rows}
    return {
        **{name: [{**row, "details": {}} if "details" in row else row for row in material.get(name, ())]
           for name in RELATIONS if name in rows},
        "kind": kind.code, "direction": request.direction, "columns": columns, "details": {}, "items": [],
    }


def _item(one: AssistanceItem, persons: list[Person]) -> Material:
    """An item; a person it names becomes the place of that person in the list."""
    form = kinds.get(one.request.kind).item_forms.get(one.type)
    named = {name for name, field in form.base_fields.items() if isinstance(field, PersonField)} if form else set()
    places = {person.pk: number for number, person in enumerate(persons)}
    details = {
        name: ({"person": places[value]} if value in places else None) if name in named else value
        for name, value in one.details.items()
    }
    return {"type": one.type, "description": one.description, "purpose": one.purpose, "details": details}


def _pointing(details: Material, persons: list[Person]) -> Material:
    return {
        name: persons[value["person"]].pk if isinstance(value, dict) and "person" in value else value
        for name, value in details.items()
    }


def _row(one: models.Model) -> Material:
    fields = (field for field in one._meta.concrete_fields if field.name not in _NEVER)
    values = ((field.name, getattr(one, field.name)) for field in fields)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}


def _typed(model: type[models.Model], row: Material) -> Material:
    return {name: model._meta.get_field(name).to_python(value) for name, value in row.items()}  # type: ignore[union-attr]
