"""The form of a milestone that a kind adds: whom or what it concerns, and the fields that the kind declares."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.utils.translation import gettext as _

from mla.milestones import KindAct
from workflows.forms.acts import ActForm

_ABOUT = ("person", "item")


class KindActForm(ActForm):
    """One form for every such word; the sentences of the act's guard stand at the top, or beside the field it names."""

    asks_moment = True

    def __init__(self, *args: Any, act: KindAct, **kwargs: Any) -> None:
        self.act = act
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        if self.act.about == "person":
            persons = [(one.pk, str(one)) for one in self.request.persons.all()]
            self.fields["person"] = _one_of(_("Which person"), persons)
        elif self.act.about == "item":
            items = [(one.seq, str(one)) for one in self.request.items.all()]
            self.fields["item"] = _one_of(_("Which item"), items)
        for name, field in self.act.fields(self.request).items():
            self.fields[name] = field

    def first_moment(self) -> datetime:
        return self.act.first_moment(self.request) or super().first_moment()

    @property
    def help(self) -> str:
        """What the act means, above its fields."""
        return str(self.act.help)

    def facts(self) -> dict[str, Any]:
        """Whom it concerns, and each answer as JSON keeps it; unanswered ones are left out."""
        given = {name: _plain(value) for name, value in self.cleaned_data.items() if name in self._asked()}
        return {name: value for name, value in given.items() if value not in (None, "", [], False)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            for sentence in self.act.guard(self.request, self.facts()):
                self.add_error(NON_FIELD_ERRORS, sentence)
        return cleaned

    def _asked(self) -> set[str]:
        return {*self.act.fields(self.request), *_ABOUT}


def _one_of(label: str, choices: list[tuple[int, str]]) -> forms.TypedChoiceField:
    """A choice of one; the only one there is is chosen already."""
    first = choices[0][0] if len(choices) == 1 else None
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, initial=first, widget=forms.RadioSelect)


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool | None) else str(value)
