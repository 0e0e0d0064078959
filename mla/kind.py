"""What is special about one kind of request? Everything that `mla.kinds` finds is declared in this shape."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import override

from mla import prose
from mla.checklist import AT_INTAKE
from mla.desks import Turn
from mla.findings import Question
from mla.forms.drafting import DraftForm, display
from mla.forms.items import ItemForm
from mla.issuing import Need, Row
from mla.milestones import KindAct
from mla.models import AssistanceItem, Event, Identifier, Person, Request
from mla.sections import Section, item_section
from mla.stops import Stop
from mla.tongues import LANGUAGES, Words
from mla.vocabulary import Classification, Direction, Role, Urgency

Labelled = tuple[Words, Words]
"""A label and the words of its answer."""
Panel = tuple[str, list[tuple[str, str]]]
"""A heading with lines of a label and words, in the reader's language."""
Guard = Callable[[Request, dict[str, Any]], list[str]]
"""The sentences that refuse a step; none lets it pass."""
GUARDED_DATA = frozenset({"traffic", "content"})


def _nothing(request: Request) -> Iterable[str]:
    return ()


def _no_panels(request: Request, now: datetime) -> Iterable[Panel]:
    return ()


def _no_stops(request: Request) -> list[Stop]:
    return []


def _no_questions(request: Request, today: date) -> Iterable[Question]:
    return ()


@dataclass(frozen=True)
class Kind:
    """What is special about one kind of request: its pages, items, checks, acts, desks and letters."""

    code: str
    name: Promise
    help: Promise
    outgoing: tuple[Section, ...]
    receipt: Section
    item_forms: Mapping[str, type[ItemForm]]
    channel: str
    """The usual channel."""
    authority_kind: str
    """The kind of authority abroad that it goes to."""
    order: int
    """Where it stands in lists; lower is first."""
    request_letter: str = "L01"
    fixed_items: tuple[str, ...] = field(default=())
    """Items that every draft has from the beginning; the drafter adds none."""
    types: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Types of assistance of its own, by code: the official words in English and in Chinese, of pages and letters."""
    theme: str = ""
    """The topic of every request of this kind; empty where the drafter chooses it."""
    urgency: str = Urgency.ROUTINE
    """How urgent a new draft is."""
    intake: tuple[str, ...] = AT_INTAKE
    """The checks that the first desk answers."""
    acts: tuple[KindAct, ...] = ()
    """The milestones it adds to the common ones."""
    desks: tuple[Turn, ...] = ()
    """Where it leaves the usual desks; the first that fits counts."""
    guards: Mapping[str, Guard] = field(default_factory=dict)
    """What it demands before a step beside what the lifecycle demands, by word."""
    panels: Callable[[Request, datetime], Iterable[Panel]] = _no_panels
    """What stands beside the writer and on the page of a request, at a moment."""
    further_opinions: Callable[[Request], Iterable[str]] = _nothing
    """The roles whose opinion it wants beside the usual ones."""
    checks: Callable[[Request, date], Iterable[Question]] = _no_questions
    """What it asks of the whole request beside the questions of its pages, on a day."""
    letters: Mapping[tuple[str, str], tuple[Row, ...]] = field(default_factory=dict)
    """The letters of a word in a direction, in place of the common ones; an empty row means none."""
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What it calls a letter, by code: in English and in Chinese."""
    gathers: bool = False
    """Whether other requests may be parts of it, as of a priority case."""
    shares_objects: bool = False
    """Whether it carries objects of a STIX bundle."""
    prints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The sections that a letter of its own prints beside its head, by code (`documents.sections`)."""
    needs: Mapping[str, tuple[Need, ...]] = field(default_factory=dict)
    """What a letter of its own must say, by code."""
    stops: Callable[[Request], list[Stop]] = _no_stops
    """What must not leave the office as the answers and the record stand; recorded, and told to the supervisors."""
    offers: Callable[[Request], frozenset[str]] | None = None
    """Which of its acts a page offers as the request stands; None: all that the state allows. Only guards bar."""
    standing: Callable[[Sequence[Event], Sequence[Person]], str] | None = None
    """In a few words, for lists: where the request stands by the kind's own acts, the oldest first."""

    @property
    def item_types(self) -> tuple[str, ...]:
        """The types of assistance that may be asked for."""
        return tuple(self.item_forms)

    def sections(self, direction: str) -> list[Section]:
        """The pages in their order; an incoming request begins with its receipt."""
        return [self.receipt, *self.outgoing] if direction == Direction.IN else list(self.outgoing)

    def item_sections(self, request: Request) -> list[Section]:
        """One page per item, where the drafter adds items."""
        if self.fixed_items:
            return []
        return [item_section(item, self.item_forms[item.type]) for item in request.items.all()]

    def section(self, request: Request, key: str) -> Section | None:
        """The page with that key; None where there is none."""
        every = [*self.sections(request.direction), *self.item_sections(request)]
        return next((one for one in every if one.key == key), None)

    def opinions(self, request: Request) -> tuple[str, ...]:
        """The opinions wanted beside the legal reviewer's: on guarded data, and on what is secret."""
        wanted = []
        if any(item.details.get("data_category") in GUARDED_DATA for item in request.items.all()):
            wanted.append(Role.DATA_PROTECTION)
        if request.classification >= Classification.SECRET:
            wanted.append(Role.SECURITY)
        return tuple(dict.fromkeys([*wanted, *self.further_opinions(request)]))

    def turn(self, direction: str, state: str, urgency: str) -> Turn | None:
        """The desk it names for a state; None where the usual desks take their turn."""
        fitting = (one for one in self.desks if (one.direction, one.state) == (direction, state))
        return next((one for one in fitting if urgency in one.urgencies), None)

    def act(self, word: str) -> KindAct | None:
        """Its own milestone of that word."""
        return next((one for one in self.acts if one.word == word), None)

    def labelled_details(self, item: AssistanceItem) -> list[Labelled]:
        """The answers of the item's own block, for letters."""
        form = self.item_forms.get(item.type)
        return labelled(form, item, item.request) if form else []

    def prose(self, item: AssistanceItem) -> list[tuple[str, str, str]]:
        """The free texts of the item's own block as (name, label, text): what a translator translates."""
        form = self.item_forms.get(item.type)
        if form is None:
            return []
        names, fields = prose.names_of(form), form.base_fields
        return [(name, str(fields[name].label), str(item.details.get(name) or "")) for name in names]

    def retells(self, direction: str) -> bool:
        """Whether a later letter tells the other side free texts of its acts, in that direction."""
        return any(direction in act.retold for act in self.acts)

    def particulars(self, request: Request) -> list[Labelled]:
        """What only this kind asks of the whole request (forms that are `is_particular`)."""
        forms = (form for page in self.outgoing for form in page.forms if form.is_particular)
        return [line for form in forms for line in labelled(form, request, request)]

    def labelled_row(self, row: Person | Identifier) -> list[Labelled]:
        """What only this kind asks of a person or an identifier."""
        sorts = (rows for page in self.outgoing for rows in page.rows)
        form = next((rows.form for rows in sorts if rows.form._meta.model is type(row)), None)
        return labelled(form, row, row.request) if form else []


def only_item(type_: str) -> Callable[[Request], AssistanceItem]:
    """For a kind with one fixed item: the item of a request; a new one where it has none yet."""

    def found(request: Request) -> AssistanceItem:
        item = request.items.first() if request.pk else None
        return item or AssistanceItem(request=request, seq=1, type=type_)

    return found


def told(act: KindAct, request: Request, facts: Mapping[str, Any]) -> list[Labelled]:
    """What was said with an act of a kind, in both languages, without whom it concerns and whose act it is."""
    found: dict[str, tuple[Words, Words]] = {}
    for key, language in LANGUAGES.items():
        with override(language):
            for name, field_ in act.fields(request).items():
                words = "" if name == "granted_by" else display(field_, facts.get(name))
                if words:
                    label, said = found.setdefault(name, ({}, {}))
                    label[key], said[key] = str(field_.label), words
    return list(found.values())


def labelled(form: type[DraftForm], instance: Model, request: Request) -> list[Labelled]:
    """The answers kept in `details` of an instance, in both languages; without those unanswered or never printed."""
    if not instance.details:  # type: ignore[attr-defined]
        return []
    filled = form(instance=instance, request=request, today=request.home.day(request.created_at))
    found: dict[str, Words] = {}
    for key, language in LANGUAGES.items():
        with override(language):
            for name, words in filled.details_lines():
                if name not in form.never_printed:
                    found.setdefault(name, {})[key] = words
    return [({key: _label(form, name, key) for key in LANGUAGES}, words) for name, words in found.items()]


@cache
def _label(form: type[DraftForm], name: str, key: str) -> str:
    with override(LANGUAGES[key]):
        label = str(form.base_fields[name].label)
    return label[:1].upper() + label[1:]
