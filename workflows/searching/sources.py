"""Which texts of a request and of a letter can be searched? The same list is indexed and shown as what was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from documents.models import Letter
from mla import texts
from mla.models import Identifier, Organisation, Person, Request

RELATED = ("persons", "organisations", "identifiers", "items", "offences", "translations", "attachments")
_LETTER = ("pk", "request", "number", "subject_en", "subject_zh", "snapshot")


@dataclass(frozen=True, slots=True)
class Field:
    """One text, what it is called on the page, and whether any part of it may be looked for."""

    label: str
    text: str
    is_code: bool = False


def with_texts(requests: QuerySet[Request]) -> QuerySet[Request]:
    """The requests with everything that `of_request` reads: one query for each relation, whatever their number."""
    return requests.prefetch_related(*RELATED)


def letters(found: QuerySet[Letter]) -> QuerySet[Letter]:
    """The letters with what `of_letter` reads, and nothing else."""
    return found.only(*_LETTER)


def of_request(request: Request) -> list[Field]:
    """Every text of the request that is not empty, the telling ones first."""
    return [one for one in _of_request(request) if one.text.strip()]


def of_letter(letter: Letter) -> list[Field]:
    """What the letter says: its number, its subject, and every text that it prints."""
    subject = f"{letter.subject_en} {letter.subject_zh}".strip()
    said = _leaves(letter.snapshot)
    return [
        Field(_("Number of the letter"), letter.number, is_code=True), Field(_("Subject"), subject),
        *(Field(_("Text of the letter"), one) for one in dict.fromkeys(said)),
    ]


def _of_request(request: Request) -> Iterator[Field]:
    yield Field(_("Our reference"), request.own_reference, is_code=True)
    yield Field(_("Their reference"), request.foreign_reference, is_code=True)
    yield Field(_("Title"), request.title)
    for person in request.persons.all():
        yield from _of_person(person)
    for organisation in request.organisations.all():
        yield from _of_organisation(organisation)
    for identifier in request.identifiers.all():
        yield from _of_identifier(identifier)
    yield from _own_texts(request)
    yield from _of_items(request)
    for offence in request.offences.all():
        yield Field(_("Offence"), _joined(offence.name, offence.provision, offence.max_penalty, offence.place))
        yield Field(_("Text of the provision"), offence.text)
    for translation in request.translations.all():
        yield Field(_("Translation"), translation.text)
    for file in request.attachments.all():
        yield Field(_("File"), _joined(file.title, file.filename))
        yield Field(_("Number of their letter"), file.number, is_code=True)


def _own_texts(request: Request) -> Iterator[Field]:
    for name in texts.COLUMNS:
        yield Field(str(_label(Request, name)), getattr(request, name))
    for name in ("investigating_authority", "investigating_functions"):
        yield Field(str(_label(Request, name)), getattr(request, name))
    for said in _leaves(request.details):
        yield Field(_("Details"), said)


def _of_person(person: Person) -> Iterator[Field]:
    yield Field(_("Person"), _joined(person.surname, person.given_names, person.native_name, person.aliases))
    yield Field(_("Identity document"), person.document, is_code=True)
    yield Field(_("About the person"), _joined(person.birth_place, person.nationality, person.address))


def _of_organisation(one: Organisation) -> Iterator[Field]:
    yield Field(_("Organisation"), _joined(one.name, one.native_name, one.seat, one.representative))
    yield Field(_("Registration number"), one.registration, is_code=True)


def _of_identifier(one: Identifier) -> Iterator[Field]:
    yield Field(one.get_scheme_display(), one.value, is_code=True)
    if one.normalized != one.value:
        yield Field(one.get_scheme_display(), one.normalized, is_code=True)
    yield Field(_("Provider"), one.provider)


def _of_items(request: Request) -> Iterator[Field]:
    for item in request.items.all():
        label = _("Item %(seq)s") % {"seq": item.seq}
        for said in (item.description, item.purpose, item.reasons, item.steps_taken, *_leaves(item.details)):
            yield Field(label, said)


def _label(model: type[Request], name: str) -> Any:
    return getattr(model._meta.get_field(name), "verbose_name", name).capitalize()


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _leaves(tree: Any) -> Iterator[str]:
    """The strings of a JSON value, in their order."""
    if isinstance(tree, str):
        if tree.strip():
            yield tree
    elif isinstance(tree, dict | list):
        inner: Iterable[Any] = tree.values() if isinstance(tree, dict) else tree
        for one in inner:
            yield from _leaves(one)
