"""How does a new draft begin with the answers of an earlier request? What became of that one is not copied."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from mla import access, kinds
from mla.exceptions import PermissionDenied
from mla.forms.drafting import PersonField
from mla.links import storing
from mla.models import AssistanceItem, Request, User
from workflows import engine

ANSWERS = (
    "title", "counterpart", "agency", "requested_authority", "investigating_authority", "investigating_functions",
    "instrument", "theme", "classification", "compartment", "confidentiality", "confidentiality_reason", "language",
    "subject_matter", "proceeding_stage", "facts", "purpose", "nexus", "special_procedure", "details",
)
"""Not the urgency, the time limit or their reference: those belong to the moment and the letter of the earlier one."""
ITEM = ("seq", "type", "description", "purpose", "details")
_ROWS = ("organisations", "offences")


def copy_of(source: Request, *, by: User, now: datetime) -> Request:
    """A draft with the answers, persons, organisations, offences, identifiers and items of the earlier request.

    Raises PermissionDenied unless the person writes requests of this direction for the agency of the earlier one.
    """
    if not access.may_copy(by, source):
        raise PermissionDenied(_("You may not begin a request from this one."))
    with transaction.atomic():
        answers = {name: getattr(source, name) for name in ANSWERS}
        draft = engine.open_draft(kind=source.kind, direction=source.direction, by=by, now=now, **answers)
        persons = {one.pk: _copied(one, draft).pk for one in source.persons.all()}
        items = {one.pk: _item(one, draft, persons) for one in source.items.all()}
        for name in _ROWS:
            for row in getattr(source, name).all():
                _copied(row, draft)
        for identifier in source.identifiers.all():
            _copied(identifier, draft, item=items.get(identifier.item_id or 0))
        storing.follow(draft)
    return draft


def _copied(row: Any, draft: Request, **changes: Any) -> models.Model:
    row.pk, row._state.adding, row.request = None, True, draft
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def _item(item: AssistanceItem, draft: Request, persons: dict[int, int]) -> AssistanceItem:
    """The item as it was asked for; an answer that names a person names the copy of that person."""
    answers = {name: getattr(item, name) for name in ITEM}
    form = kinds.get(draft.kind).item_forms.get(item.type)
    named = [name for name, field in (form.base_fields if form else {}).items() if isinstance(field, PersonField)]
    moved = {name: persons.get(item.details[name]) for name in named if item.details.get(name)}
    return AssistanceItem.objects.create(request=draft, **answers | {"details": {**item.details, **moved}})
