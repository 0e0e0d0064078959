"""How are things listed that go back? One a line, its state after a semicolon."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Thing = dict[str, str]


def things(typed: str) -> list[Thing]:
    """The things as typed, one a line: what it is, and its state, which may be missing."""
    lines = (line.replace("；", ";").partition(";") for line in typed.splitlines() if line.strip())
    return [{"thing": thing.strip(), "state": state.strip()} for thing, _semicolon, state in lines]


class ThingsField(forms.CharField):
    """A list of things, each with its state."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=gettext_lazy(
            "One a line, its state after a semicolon. Example: “Account ledger, 40 pages; undamaged”."
        ), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The list; a thing without its state is refused by name."""
        found = things(str(super().to_python(value)))
        for one in found:
            if not (one["thing"] and one["state"]):
                raise forms.ValidationError(_("“%(thing)s” needs its state after a semicolon.") % one)
        return found

    @staticmethod
    def in_words(value: list[Thing]) -> str:
        """As the record shows it."""
        return "; ".join(f"{one['thing']} ({one['state']})" for one in value)
