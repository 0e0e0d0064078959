"""By what is a list narrowed? Every filter lives in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ANY = ("", _("any"))


def select(label: Any, choices: list[tuple[Any, Any]]) -> forms.ChoiceField:
    """One of the choices, or any."""
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


class AddressFilter(forms.Form):
    """A filter form read from the address."""

    def chosen(self) -> dict[str, Any]:
        """What is chosen; an unknown value is ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def labels(self) -> list[dict[str, str]]:
        """The chosen filters, each with the query that takes it away."""
        found = []
        for name, value in self.chosen().items():
            rest = self.data.copy()  # type: ignore[attr-defined]
            for gone in (name, "after", "before"):
                rest.pop(gone, None)
            choices = getattr(self.fields[name], "choices", ()) if isinstance(value, str) else ()
            shown = dict(choices).get(value, value)
            found.append({"name": name, "label": f"{self.fields[name].label}: {shown}", "url": f"?{rest.urlencode()}"})
        return found
