"""How are lists typed without JavaScript? Rows of fields, with a button that sends the page back with more of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from workflows.forms.acts import ActForm, Group

MORE = "more"
_MOST = 60


class RowsForm(ActForm):
    """A form with numbered rows `<prefix>_<n>_<name>`; blank rows are dropped."""

    mark_optional = False  # a blank row is no answer left out
    row_prefix = "row"
    rows_at_first = 5

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        """The fields of one row, by their short names."""
        raise NotImplementedError

    def row_legend(self, number: int) -> str:
        """The legend of one row."""
        raise NotImplementedError

    def first_rows(self) -> list[dict[str, Any]]:
        """What is filled in before the person begins."""
        return []

    def build(self) -> None:
        suggested = self.first_rows() if self.typed is None else []
        self.rows = self._count(len(suggested))
        self.fields["rows"] = forms.CharField(required=False, initial=self.rows, widget=forms.HiddenInput)
        for number in range(1, self.rows + 1):
            given = suggested[number - 1] if number <= len(suggested) else {}
            for name, one in self.row_fields(number).items():
                one.initial = given.get(name)
                self.fields[self.name(number, name)] = one

    def name(self, number: int, name: str) -> str:
        """The name of a row's field."""
        return f"{self.row_prefix}_{number}_{name}"

    def filled(self) -> list[dict[str, Any]]:
        """The rows in which something was typed, with their numbers."""
        found = []
        for number in range(1, self.rows + 1):
            row = {name: self.cleaned_data.get(self.name(number, name)) for name in self.row_fields(number)}
            if any(row.values()):
                found.append({"number": number, **row})
        return found

    def row_groups(self) -> list[Group]:
        """One group for each row."""
        return [
            Group(self.row_legend(number), [self[self.name(number, name)] for name in self.row_fields(number)])
            for number in range(1, self.rows + 1)
        ]

    def row_names(self) -> set[str]:
        """The names of all the rows' fields."""
        return {bound.name for group in self.row_groups() for bound in group.fields}

    @property
    def more_label(self) -> str:
        """The words of the button that adds rows."""
        return _("Add more rows")

    def _count(self, suggested: int) -> int:
        if self.typed is None:
            return max(self.rows_at_first, suggested + 2)
        typed = str(self.typed.get("rows", ""))
        number = int(typed) if typed.isdecimal() and len(typed) < 4 else self.rows_at_first
        return min(max(number, 1) + (3 if MORE in self.typed else 0), _MOST)

    def _as_typed(self, data: Any) -> dict[str, Any]:
        return super()._as_typed(data) | {"rows": self.rows}
