"""How are the lists of a rule typed? One entry a line; what cannot be read is named with its line."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

_LETTER = "L"


class LinesField(forms.CharField):
    """A list of words, one a line, such as `receive:requested`."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "mla-mono", "spellcheck": "false"})
        super().__init__(required=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """As it is typed."""
        return value if isinstance(value, str) else "\n".join(self.line(one) for one in self.entries(value))

    def to_python(self, value: Any) -> Any:
        """The list; empty lines are passed over."""
        lines = [one.strip() for one in (super().to_python(value) or "").splitlines() if one.strip()]
        return self.read(lines)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By what is meant, not by how it is typed."""
        try:
            return bool((initial or self.read([])) != self.to_python(data))
        except forms.ValidationError:
            return True

    def entries(self, value: Any) -> list[Any]:
        """The entries of a stored value."""
        return list(value or [])

    def line(self, entry: Any) -> str:
        """One entry as it is typed."""
        return str(entry)

    def read(self, lines: list[str]) -> Any:
        """The stored value. Raises ValidationError, naming the line."""
        return lines


class SelectorsField(LinesField):
    """Selectors with their codes, such as `urgency: urgent, emergency`."""

    def entries(self, value: Any) -> list[Any]:
        return list((value or {}).items())

    def line(self, entry: Any) -> str:
        name, codes = entry
        return f"{name}: {', '.join(map(str, codes))}"

    def read(self, lines: list[str]) -> dict[str, list[str]]:
        found = {}
        for line in lines:
            name, codes = _divided(line, "urgency: urgent, emergency")
            found[name] = codes
        return found


class LadderField(LinesField):
    """The rungs of an escalation, such as `-14d: desk, supervisor` or `+1wk: working, L24`."""

    def line(self, entry: Any) -> str:
        told = [*entry.get("to", ()), *filter(None, [entry.get("letter")])]
        return f"{entry.get('at', '')}: {', '.join(told)}"

    def read(self, lines: list[str]) -> list[dict[str, Any]]:
        rungs = []
        for line in lines:
            at, told = _divided(line, "-14d: desk, supervisor")
            letters = [one for one in told if one.startswith(_LETTER)]
            if len(letters) > 1:
                raise forms.ValidationError(_("One rung sends at most one letter: %(line)s") % {"line": line})
            rung: dict[str, Any] = {"at": at, "to": [one for one in told if one not in letters]}
            rungs.append({**rung, "letter": letters[0]} if letters else rung)
        return rungs


def _divided(line: str, example: str) -> tuple[str, list[str]]:
    name, colon, rest = line.partition(":")
    if not colon or not name.strip():
        raise forms.ValidationError(_("“%(line)s” cannot be read; write it as in: %(example)s") % {
            "line": line, "example": example
        })
    return name.strip(), [one.strip() for one in rest.split(",") if one.strip()]
