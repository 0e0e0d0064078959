"""How does a long form stay short? What few need is folded away until it says something."""

from typing import Any, ClassVar

from django import forms


class Folding(forms.BaseForm):
    """A form of whose fields some are folded away; `mla/_fields.html` shows it."""

    folded: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()
    """Fields folded away under a heading until one of them is answered, needed or wrong: (heading, names)."""

    def open_fields(self) -> list[forms.BoundField]:
        """The visible fields that are not folded away."""
        names = {name for _heading, names in self.folded for name in names}
        return [one for one in self.visible_fields() if one.name not in names]

    def folds(self) -> list[dict[str, Any]]:
        """What is folded away: heading, fields, and whether it stands open as one of them says or needs something."""
        found = [(heading, [self[name] for name in names if name in self.fields]) for heading, names in self.folded]
        return [
            {"heading": heading, "fields": fields, "is_open": any(_matters(one) for one in fields)}
            for heading, fields in found if fields
        ]


def _matters(one: forms.BoundField) -> bool:
    return bool(one.value() or one.errors or one.field.required)
