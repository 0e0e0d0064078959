"""How a form looks: every field in the markup of GOV.UK Frontend, proved against its own fixtures.

A form prints itself with `{{ form }}` (error summary, then fields) or field by field with
`{{ form.name.as_field_group }}`. A form's author says what is special by the widget's `attrs`:

    class="govuk-input--width-10"      width of an input; "govuk-radios--inline" for radios
    data-drop-zone="true"              a file input becomes a drop zone where scripts run
    item_hints (attribute of a radio or tick-box widget)   {value: hint}

and by attributes of the form: `mark_optional = True` adds "(optional)" to the label of what is not required.
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import DateTimeBaseInput, Input
from django.utils.safestring import SafeString

# Upstream lets the server say what is wrong, in the reader's language, and hides no advice in a placeholder;
# a hard limit of length swallows pasted text without a word.
_REFUSED = ("required", "aria-invalid", "placeholder", "maxlength", "minlength")

_PASSWORD = "govuk-input govuk-password-input__input govuk-js-password-input-input"
# The first match wins, so a subclass stands before its parent.
_KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes", ""),
    (forms.RadioSelect, "radios", ""),
    (forms.CheckboxInput, "checkbox", ""),
    (forms.PasswordInput, "password", _PASSWORD),
    (forms.FileInput, "file", "govuk-file-upload"),
    (forms.Textarea, "textarea", "govuk-textarea"),
    (forms.SelectDateWidget, "group", "govuk-select"),
    (forms.Select, "input", "govuk-select"),
    (forms.MultiWidget, "group", "govuk-input"),
    (Input, "input", "govuk-input"),
)

# The browser's own pickers: they need one format, whatever the reader's language.
_NATIVE: tuple[tuple[type[DateTimeBaseInput], str, str], ...] = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
)


class GovukBoundField(forms.BoundField):
    """A field that knows its kind, its classes and the ids of its hint, error and counter."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        for widget in getattr(field.widget, "widgets", [field.widget]):
            _use_browser_picker(widget)

    @property
    def _kind_and_class(self) -> tuple[str, str]:
        found = (found for widget, *found in _KINDS if isinstance(self.field.widget, widget))
        kind, css_class = next(found, ("input", "govuk-input"))
        return kind, css_class

    @property
    def kind(self) -> str:
        return self._kind_and_class[0]

    @property
    def kind_template(self) -> str:
        return f"govuk/{self.kind}.html"

    @property
    def is_optional(self) -> bool:
        is_marked = getattr(self.form, "mark_optional", False) and self.kind != "checkbox"
        return bool(is_marked) and not self.field.required

    @property
    def counted_length(self) -> int | None:
        """The limit that a counter under the text area shows."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def has_drop_zone(self) -> bool:
        return self.kind == "file" and "data-drop-zone" in self.field.widget.attrs

    @property
    def container_class(self) -> str:
        """Radios and tick boxes wear their author's class on the box around them."""
        return self.field.widget.attrs.get("class", "")

    @property
    def aria_describedby(self) -> str | None:
        if not self.auto_id or self.is_hidden:
            return None
        parts = {"info": self.counted_length, "hint": self.help_text, "error": self.errors}
        described = [f"{self.auto_id}-{part}" for part, present in parts.items() if present]
        own = self.field.widget.attrs.get("aria-describedby")
        return " ".join([own, *described] if own else described)

    @property
    def id_for_label(self) -> str:
        """The first control, so that the error summary has somewhere to go in a group as well."""
        first = self.field.widget.attrs.get("id") or self.auto_id
        return self.field.widget.id_for_label(first) or f"{first}_0" if self.kind == "group" else first

    @property
    def choice_items(self) -> list[dict[str, Any]]:
        """Radios or tick boxes with upstream's ids: the first has the field's, the next -2, -3, ..."""
        hints = getattr(self.field.widget, "item_hints", {})
        items = [{**part.data, "hint": hints.get(part.data["value"])} for part in self.subwidgets]
        for number, item in enumerate(items, start=1):
            item["id"] = self.auto_id if number == 1 else f"{self.auto_id}-{number}"
        return items

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,
    ) -> SafeString:
        """As Django's, but a stored file is not offered for deletion beside the control that replaces it."""
        if widget is None and self.kind == "file":
            widget = forms.FileInput()
            widget.attrs = {
                key: value for key, value in self.field.widget.attrs.items() if key != "data-drop-zone"
            }
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        for name in _REFUSED:
            attrs.pop(name, None)
            widget.attrs.pop(name, None)
        if widget.is_hidden:
            return attrs
        if self.kind in {"password", "textarea"}:
            attrs = {**self._kind_attrs(widget), **attrs}
        if self.kind == "group":
            attrs.setdefault("aria-label", str(self.label))
        if (described := self.aria_describedby) and not self.use_fieldset:
            attrs["aria-describedby"] = described
        return {**attrs, "class": self._classes(widget)} if self._kind_and_class[1] else attrs

    def _kind_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        if self.kind == "password":
            wanted = {"spellcheck": "false", "autocapitalize": "none", "autocomplete": "current-password"}
            return {name: value for name, value in wanted.items() if name not in widget.attrs}
        widget.attrs.pop("cols", None)
        return {} if widget.attrs.get("rows") not in {None, "10"} else {"rows": "5"}

    def _classes(self, widget: forms.Widget) -> str:
        """Upstream's class, the author's, and the error's."""
        classes = [self._kind_and_class[1], widget.attrs.get("class", "")]
        if self.counted_length:
            classes.append("govuk-js-character-count")
        if self.errors:
            classes.append(f"{classes[0].split()[0]}--error")
        return " ".join(filter(None, classes))


class GovukRenderer(TemplatesSetting):
    """FORM_RENDERER: forms, sets of forms and fields by the templates in templates/govuk/."""

    form_template_name = "govuk/form.html"
    formset_template_name = "govuk/formset.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField


def _use_browser_picker(widget: forms.Widget) -> None:
    """Not in Django's admin, whose own calendar script fills in text."""
    if type(widget).__module__.startswith("django.contrib.admin"):
        return
    for native, input_type, format_ in _NATIVE:
        if isinstance(widget, native) and widget.input_type == "text":
            widget.input_type, widget.format = input_type, format_
