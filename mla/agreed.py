"""In which form is a result certified? The forms agreed by treaty are data, and the requester chooses among them.

`agreed_forms.json` names for an instrument and the Party that asks the form in which its courts need a result; rows
without an instrument hold where nothing was agreed. The first row that fits is the usual one.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from mla import demands
from mla.models import AssistanceItem, Request
from mla.tongues import spoken

NONE = "none"
"""What the requester chooses where the result is used without a certificate."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form, agreed between the Parties or of general use (its number is 0): the letter that prints it, its name."""

    instrument: str
    requesting: str
    type: str
    classes: tuple[str, ...]
    code: str
    number: int
    name_en: str
    name_zh: str

    @property
    def key(self) -> str:
        """How an answer names it."""
        return str(self.number or self.code)

    @property
    def label(self) -> str:
        """Its number and name, in whatever language it is read."""
        return lazy(self._named, str)()

    def _named(self) -> str:
        name = spoken(self.name_en, self.name_zh)
        return _("Form %(number)d: %(name)s") % {"number": self.number, "name": name} if self.number else name


def offered(type_: str, request: Request) -> list[Form]:
    """The forms from which the requester of a result of this type chooses: those agreed, else those of general use."""
    law, asks = request.instrument.code if request.instrument else "", demands.requesting(request).code
    fitting = [
        one for one in _forms()
        if one.type == type_ and one.instrument in ("", law) and one.requesting in ("", asks)
    ]
    return [one for one in fitting if one.number] or fitting


def usual(type_: str, record_class: str, request: Request) -> Form | None:
    """The form for a result of this type and sort of records; None where a result needs none."""
    return next((one for one in offered(type_, request) if not one.classes or record_class in one.classes), None)


def of_item(item: AssistanceItem, request: Request) -> Form | None:
    """The form for the result of an item: the one that the requester chose, else the usual one; None for none."""
    chosen = item.details.get("certificate")
    if chosen == NONE:
        return None
    found = next((one for one in offered(item.type, request) if one.key == chosen), None)
    return found or usual(item.type, item.details.get("record_class") or "", request)


@cache
def _forms() -> tuple[Form, ...]:
    rows: list[dict[str, Any]] = json.loads(Path(__file__).with_name("agreed_forms.json").read_text(encoding="utf-8"))
    return tuple(Form(**{**row, "classes": tuple(row["classes"])}) for row in rows)
