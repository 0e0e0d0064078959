"""How does a draft begin with answers that stand elsewhere: in an earlier request, or in a template of the office?

Answers and subjects are copied, never results, decisions, files, moments of receipt or dates that have passed by.
"""

from datetime import date
from typing import Any

from django.db import models

from mla import completeness, kinds
from mla.forms.drafting import PersonField
from mla.links import storing
from mla.models import AssistanceItem, Person, Request

Material = dict[str, Any]
Start = tuple[str, Material] | None
"""Where the first answers of a draft come from, as people call it, and those answers; None for an empty draft."""
TEXTS = (
    "investigating_authority", "investigating_functions", "theme", "confidentiality", "confidentiality_reason",
    "language", "subject_matter", "proceeding_stage", "facts", "purpose", "nexus", "special_procedure",
)
LINKS = ("counterpart_id", "requested_authority_id", "instrument_id")
SUBJECTS = ("persons", "organisations", "identifiers")
RELATIONS = (*SUBJECTS[:2], "offences", "identifiers")
_NEVER = frozenset({"id", "request", "item"})


def material_of(request: Request, *, with_subjects: bool = True) -> Material:
    """The answers of a request, ready for JSON; what came with its receipt stays behind."""
    kind = kinds.get(request.kind)
    received = {name for form in kind.receipt.forms for name in form._meta.fields or ()}
    persons = list(request.persons.order_by("pk")) if with_subjects else []
    return {
        "kind": request.kind, "direction": request.direction,
        "columns": {name: getattr(request, name) for name in (*TEXTS, *LINKS)},
        "details": {name: value for name, value in request.details.items() if name not in received},
        "items": [_item(one, persons) for one in request.items.order_by("seq")],
        **{name: [_row(one) for one in getattr(request, name).order_by("pk")] for name in RELATIONS
           if with_subjects or name not in SUBJECTS},
    }


def pour(material: Material, request: Request) -> None:
    """Write the material into a fresh draft of the same kind. The caller saves nothing else and holds its lock.

    What the first form has asked (other party, title, agency) stays; the authority and the law come along only where
    the other party is the same.
    """
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
