"""Which free texts does a kind of request have beside the common ones? Its pages, its rows, and what was said in acts
that a later letter tells again: what a translator translates."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from django import forms
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mla.forms.drafting import DraftForm, WordedField
from mla.forms.rows import Rows
from mla.forms.things import ThingsField
from mla.models import Event, Request

if TYPE_CHECKING:
    from mla.kind import Kind

Own = tuple[str, str, str]
"""The key of a text, what it is called in the reader's language, and the text."""


def is_prose(field: forms.Field) -> bool:
    """Whether a field is for a free text: several lines, in no notation of its own."""
    return isinstance(field.widget, forms.Textarea) and not isinstance(field, WordedField | ThingsField)


@cache
def names_of(form: type[DraftForm]) -> tuple[str, ...]:
    """The fields of a page for free texts that no column holds and that may be printed (`DraftForm.prose`)."""
    columns = {field.name for field in form._meta.model._meta.concrete_fields}
    return tuple(
        name for name, field in form.base_fields.items()
        if name not in columns | form.never_printed and form.prose.get(name, is_prose(field))
    )


def written(kind: "Kind", request: Request) -> Iterator[Own]:
    """The free texts of the kind's own pages and rows, empty ones too; no query where the kind has none."""
    for page in kind.outgoing:
        for form in page.forms:
            if form.is_particular and form._meta.model is Request:
                yield from _of_page(form, request)
        for rows in page.rows:
            yield from _of_rows(rows, request)


def said(kind: "Kind", request: Request) -> Iterator[Own]:
    """The free texts of those acts that a later letter tells the other side (`KindAct.retold`). One query, none where
    the kind has no such act."""
    acts = {act.word: act for act in kind.acts if request.direction in act.retold}
    if not acts or request.pk is None:
        return
    for event in request.events.filter(verb__in=acts).order_by("seq"):
        for name, field in acts[event.verb].fields(request).items():
            if is_prose(field) and event.details.get(name):
                yield f"said:{event.seq}:{name}", _act(event, acts[event.verb].done, field), event.details[name]


def _of_page(form: type[DraftForm], request: Request) -> Iterator[Own]:
    for name in names_of(form):
        yield f"own:{name}", _label(form, name), str(request.details.get(name) or "")


def _of_rows(rows: Rows, request: Request) -> Iterator[Own]:
    names = names_of(rows.form)
    for row in getattr(request, rows.relation).all() if names else ():
        for name in names:
            label = _("%(who)s: %(what)s") % {"who": row, "what": _label(rows.form, name)}
            yield f"{rows.relation}:{row.pk}:{name}", label, str(row.details.get(name) or "")


def _label(form: type[DraftForm], name: str) -> str:
    return str(capfirst(form.base_fields[name].label))


def _act(event: Event, done: object, field: forms.Field) -> str:
    told = {"act": done, "day": formats.date_format(event.happened_at, "DATE_FORMAT"), "what": field.label}
    return _("%(act)s, %(day)s: %(what)s") % told
