"""In which fields is an act of a kind told? Lines, texts, numbers, one of several, and whose act it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mla.vocabulary import COUNTERPART, HOME

SIDES = [(HOME, _("our side")), (COUNTERPART, _("the other side"))]


def line(label: Any, help_text: Any = "", *, required: bool = True, length: int = 200) -> forms.CharField:
    """One line of at most `length` characters."""
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=length)


def prose(label: Any, help_text: Any = "", *, required: bool = True, length: int | None = None) -> forms.CharField:
    """Several lines, of at most `length` characters: a free text, which letters print with its translation."""
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=length,
                           widget=forms.Textarea(attrs={"rows": "3"}))


def count(label: Any, help_text: Any = "") -> forms.IntegerField:
    """How many, where it is known."""
    return forms.IntegerField(label=label, help_text=help_text, required=False, min_value=0, max_value=100_000)


def one_of(label: Any, known: list[tuple[int, str]], *, required: bool = True) -> forms.TypedChoiceField:
    """The number of one of several; the only one there is is chosen already, where one is required."""
    first = known[0][0] if len(known) == 1 and required else None
    return forms.TypedChoiceField(label=label, choices=[("", ""), *known], coerce=int, empty_value=None,
                                  initial=first, required=required)


def side(label: Any, initial: str | None = None) -> forms.ChoiceField:
    """Whose act it is, where either side may say the word (`Milestone.is_of_either`)."""
    return forms.ChoiceField(label=label, choices=SIDES, widget=forms.RadioSelect, initial=initial)
