"""Which field is wrong? Every sentence of a form names its field, so that a list of them can be read alone."""

from django import forms
from django.utils.translation import gettext as _

from mla.forms.moments import MomentField


class NamedErrors(forms.BaseForm):
    """A form whose usual sentences name the field; a field with sentences of its own keeps them."""

    def full_clean(self) -> None:
        """Name the fields, those that were added late too, then check them."""
        for name, field in self.fields.items():
            _name(field, str(field.label or name))
        super().full_clean()


def _name(field: forms.Field, label: str) -> None:
    told = {
        "required": _("“%(label)s” is needed."), "invalid": _("“%(label)s” is not in the expected form."),
        "invalid_choice": _("“%(label)s”: choose one of the listed answers."),
    }
    if isinstance(field, forms.DateField) and not isinstance(field, MomentField):
        told["invalid"] = _("“%(label)s” must be a date, such as 2026-12-31.")
    usual = {key: text for one in reversed(type(field).__mro__)
             for key, text in getattr(one, "default_error_messages", {}).items()}
    for key, sentence in told.items():
        if key in field.error_messages and str(field.error_messages[key]) == str(usual.get(key)):
            field.error_messages[key] = sentence % {"label": label}
