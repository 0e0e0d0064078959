"""How does a form keep an unfinished answer? It stores what is right, empties what is wrong, lists what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mla.findings import BLOCK, WARN
from mla.forms.folding import Folding
from mla.forms.moments import OffsetMomentField
from mla.forms.things import ThingsField
from mla.models import Party, Person, Request
from mla.moments import with_offset

Need = tuple[str, Any]  # the code of the check, and the sentence that asks for the answer
Flaw = tuple[str, str, str, str]  # field, severity, code, sentence


class DraftForm(Folding, forms.ModelForm):
    """Some answers about a request or a part of it.

    Fields that are columns of the model go there, the others into `details` of the instance. Nothing is required in
    order to save; `needed` is what submission requires, `wanted` what somebody will ask about.
    """

    needed: ClassVar[Mapping[str, Need]] = {}
    wanted: ClassVar[Mapping[str, Need]] = {}
    mark_optional = True
    never_printed: ClassVar[frozenset[str]] = frozenset()
    """Answers for our own desks alone: no letter and no summary of the request shows them."""
    prose: ClassVar[Mapping[str, bool]] = {}
    """Single lines that a translator translates as well (True), and longer texts of mere names or numbers (False)."""
    is_particular: ClassVar[bool] = False
    """Whether its answers belong to one kind of request, which shows and prints them as its particulars."""

    def __init__(self, *args: Any, request: Request, today: date, **kwargs: Any) -> None:
        self.request, self.today = request, today
        details = getattr(kwargs["instance"], "details", {})
        kwargs["initial"] = {**details, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.set_choices()
        needed = self.needed_now()
        for name, field in self.fields.items():
            field.label = capfirst(field.label)
            has_default = name not in self.declared_fields and field.required and field.initial is not None
            field.required = name in needed or has_default
            if isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.RadioSelect):
                field.choices = [one for one in _pairs(field) if one[0] != ""]

    def set_choices(self) -> None:
        """Narrow the choices to what this request can use."""

    def narrow(self, name: str, queryset: QuerySet[Any]) -> None:
        """Offer only these rows for a field."""
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = queryset

    def needed_now(self) -> dict[str, Need]:
        """What submission requires, given the other answers."""
        return dict(self.needed)

    def wanted_now(self) -> dict[str, Need]:
        """What somebody will ask about, of this request."""
        return dict(self.wanted)

    def flaws(self) -> Iterator[Flaw]:
        """What is answered but not good enough."""
        yield from ()

    def full_clean(self) -> None:
        """Validate what is typed; what is missing is no error here."""
        needed = {name for name, field in self.fields.items() if field.required}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name in needed:
            self.fields[name].required = True

    def answer(self, name: str) -> Any:
        """The present answer: as typed if it is valid, else as stored."""
        if self.is_bound:
            return getattr(self, "cleaned_data", {}).get(name)
        stored = self.get_initial_for_field(self.fields[name], name)
        return _date(stored) if isinstance(self.fields[name], forms.DateField) else stored

    def is_answered(self, name: str) -> bool:
        """Whether there is any answer."""
        answer = self.answer(name)
        return answer not in (None, "", False, [])

    def check_of(self, name: str) -> str:
        """The code of the check that a field serves."""
        code, _text = self.needed_now().get(name) or self.wanted_now().get(name) or ("CK-07", "")
        return code

    def serves(self, name: str, code: str) -> bool:
        """Whether a check of that code asks for this answer, or finds fault with it."""
        asked = {**self.wanted_now(), **self.needed_now()}
        return asked.get(name, ("", ""))[0] == code or (name, code) in {(one[0], one[2]) for one in self.flaws()}

    def store(self) -> models.Model:
        """Put the answers into the instance, without saving it; a wrong answer empties its column."""
        self.is_valid()
        columns = {field.name: field for field in self._meta.model._meta.concrete_fields}
        for name in self._meta.fields or ():
            if name not in self.fields:
                continue
            value = self.cleaned_data.get(name)
            if name not in columns:
                self.instance.details = {**self.instance.details, name: _plain(value)}
            elif name in self.errors and columns[name].null:
                setattr(self.instance, name, None)
            elif name in self.errors and columns[name].blank:
                setattr(self.instance, name, "")
        return self.instance

    def lines(self) -> list[tuple[str, str, str]]:
        """Each answer as (field, label, words)."""
        return [(one.html_name, str(one.label), display(one.field, one.value())) for one in self.visible_fields()]

    def details_lines(self) -> list[tuple[str, str]]:
        """The answers that no column holds as (field, words); unanswered ones and boxes not ticked are left out."""
        columns = {field.name for field in self._meta.model._meta.concrete_fields}
        empty = {name for name, one in self.fields.items() if isinstance(one, forms.BooleanField)
                 and not self.is_answered(name)}
        return [(name, words) for name, _label, words in self.lines() if words and name not in columns | empty]

    def asked(self) -> Iterator[tuple[str, str, str, str, bool]]:
        """Everything asked for: (field, severity, code, sentence, is answered)."""
        for name, (code, text) in self.needed_now().items():
            yield name, BLOCK, code, str(text), self.is_answered(name)
        for name, (code, text) in self.wanted_now().items():
            if name in self.fields:
                yield name, WARN, code, str(text), self.is_answered(name)
        for name, severity, code, text in self.flaws():
            yield name, severity, code, text, False


def display(field: forms.Field, value: Any) -> str:
    """The words for an answer, in the reader's language; what is no valid choice is shown as it was typed."""
    if value in (None, "", []):
        return ""
    if isinstance(field, WordedField):
        return field.words(str(value))
    if isinstance(field, forms.ModelChoiceField):
        chosen = next((one for one in field.queryset or () if str(one.pk) == str(getattr(value, "pk", value))), None)
        return str(chosen or value)
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(label) for key, label in _flat(field.choices)}
        return ", ".join(words.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value in (True, "on", "True") else _("No")
    return _moment(field, value) or str(value)


def _moment(field: forms.Field, value: Any) -> str:
    """The words for a moment or a day; empty for anything else."""
    if isinstance(field, forms.DateTimeField | OffsetMomentField) and isinstance(value, str):
        return _stamp(value)
    if isinstance(field, ThingsField):
        return field.in_words(value)
    if isinstance(value, datetime):
        return formats.date_format(value, "DATETIME_FORMAT")
    day = _date(value) if isinstance(field, forms.DateField) else None
    return formats.date_format(day, "DATE_FORMAT") if day else ""


def _stamp(typed: str) -> str:
    try:
        return with_offset(datetime.fromisoformat(typed))
    except ValueError:
        return typed


def _date(value: Any) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None


def _pairs(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return list(cast("Iterable[tuple[Any, Any]]", field.choices))


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


class WordedField(forms.CharField):
    """A text in a notation of its own, with words for a reader."""

    def words(self, value: str) -> str:
        """What the notation says, in the reader's language."""
        return value


class OfficeMomentField(forms.DateTimeField):
    """A moment typed and shown as the clock of our capital has it."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return value.astimezone(Party.home().tz).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(Party.home().tz):
            return super().to_python(value)


class PersonField(forms.ModelChoiceField):
    """One of the persons named in this request; the form narrows the choice to them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Person.objects.none(), empty_label=_NOBODY, **kwargs)


_NOBODY = "–"
