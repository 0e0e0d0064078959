"""Which kinds of request are there? One module of this folder per kind, each with its `KIND`."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import override

from mla.forms.items import ItemForm
from mla.models import AssistanceItem, Request
from mla.sections import Section, item_section
from mla.vocabulary import Classification, Direction, Role

Words = dict[str, str]
"""What is said in English and in Chinese, by the keys of a letter: `en` and `zh`."""
_LANGUAGES = {"en": "en", "zh": "zh-hans"}
GUARDED_DATA = frozenset({"traffic", "content"})


@dataclass(frozen=True)
class Kind:
    """What is special about one kind of request: its pages, its items, its channel and its letter."""

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
        return tuple(wanted)

    def labelled_details(self, item: AssistanceItem) -> list[tuple[Words, Words]]:
        """The answers of the item's own block as (label, words), for letters."""
        form = self.item_forms.get(item.type)
        if form is None:
            return []
        filled = form(instance=item, request=item.request, today=item.request.created_at.date())
        found: dict[str, Words] = {}
        for key, language in _LANGUAGES.items():
            with override(language):
                for name, words in filled.details_lines():
                    found.setdefault(name, {})[key] = words
        return [({key: _label(form, name, key) for key in _LANGUAGES}, words) for name, words in found.items()]


@cache
def _label(form: type[ItemForm], name: str, key: str) -> str:
    with override(_LANGUAGES[key]):
        label = str(form.base_fields[name].label)
    return label[:1].upper() + label[1:]


def get(code: str) -> Kind:
    """The kind with that code."""
    return _KINDS[code]


def all_kinds() -> list[Kind]:
    """Every kind, the usual one first."""
    return list(_KINDS.values())


def choices() -> list[tuple[str, Promise]]:
    """The kinds for a form."""
    return [(kind.code, kind.name) for kind in _KINDS.values()]


def gather(kinds: list[Kind]) -> dict[str, Kind]:
    """The kinds by code; two of one code are an error of the program."""
    found: dict[str, Kind] = {}
    for kind in sorted(kinds, key=lambda one: one.order):
        if kind.code in found:
            raise ValueError(f"Two kinds of request have the code {kind.code!r}.")
        found[kind.code] = kind
    return found


_KINDS = gather([
    importlib.import_module(f"{__name__}.{module.name}").KIND for module in pkgutil.iter_modules(__path__)
])
