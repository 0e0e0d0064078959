"""How is a calendar drafted, edited and published?"""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla.forms.naming import NamedErrors
from workflows import calendar_files
from workflows.models import CalendarDay, CalendarVersion

FIRST, LAST = 1990, 2099
_NARROW = {"class": "govuk-input--width-4"}
_LARGEST = 1024 * 1024


def _year(label: Any, **options: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs=dict(_NARROW))
    return forms.IntegerField(label=label, min_value=FIRST, max_value=LAST, widget=widget, **options)


class ReasonForm(NamedErrors, forms.Form):
    """Why the calendar changes."""

    reason = forms.CharField(
        label=_("Reason"), max_length=250, help_text=_("Kept with the version, and in the journal of each clock.")
    )


class YearsForm(ReasonForm):
    """The years that are replaced whole."""

    first_year, last_year = _year(_("First year")), _year(_("Last year"))

    def clean(self) -> dict[str, Any]:
        """In order, and not more than a calendar can hold."""
        given = super().clean() or self.cleaned_data
        if given.get("first_year") and given.get("last_year") and given["last_year"] < given["first_year"]:
            self.add_error("last_year", _("The last year lies before the first."))
        return given

    @property
    def years(self) -> range:
        """The years given."""
        return range(self.cleaned_data["first_year"], self.cleaned_data["last_year"] + 1)


class FileForm(YearsForm):
    """Days from a file, or its lines typed in. Lines of a refused file are kept to be corrected."""

    file = forms.FileField(
        label=_("File"), required=False,
        help_text=_("CSV in UTF-8 with the columns day, is_working, name_en, name_zh; is_working is 1 or 0."),
    )
    lines = forms.CharField(
        label=_("Or its lines"), required=False, widget=forms.Textarea(attrs={"rows": 8, "class": "mla-mono"})
    )

    field_order = ("file", "lines", "first_year", "last_year", "reason")

    def clean_file(self) -> UploadedFile | None:
        """Read at once: what it says becomes the lines, whatever was typed there."""
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None:
            return None
        if (upload.size or 0) > _LARGEST:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        try:
            text = calendar_files.decoded(upload.read())
        except calendar_files.BadLines as flaw:
            raise forms.ValidationError(flaw.reasons) from flaw
        self.data = {**self.data.dict(), self.add_prefix("lines"): text}  # type: ignore[attr-defined]
        return upload

    def clean(self) -> dict[str, Any]:
        """One of the two, each line readable."""
        given = super().clean()
        if not given.get("lines") and not self.has_error("file"):
            self.add_error("file", _("Choose a file, or type its lines."))
        elif given.get("lines") and {"first_year", "last_year"} <= given.keys() and not self.has_error("last_year"):
            try:
                calendar_files.read(given["lines"], self.years)
            except calendar_files.BadLines as flaw:
                self.add_error("lines", flaw.reasons)
        return given


class DayForm(NamedErrors, forms.Form):
    """One day of a draft."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    is_working = forms.TypedChoiceField(
        label=_("On this day"), choices=[("1", _("people work")), ("0", _("nobody works"))],
        coerce=lambda text: text == "1", widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=200)
    name_zh = forms.CharField(label=_("Name in Chinese"), required=False, max_length=200)

    def __init__(self, *args: Any, draft: CalendarVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.draft = draft

    def clean_day(self) -> date:
        """Within the years of the calendar."""
        day: date = self.cleaned_data["day"]
        if not self.draft.first_year <= day.year <= self.draft.last_year:
            raise forms.ValidationError(
                gettext("The calendar holds the years %(first)d to %(last)d.")
                % {"first": self.draft.first_year, "last": self.draft.last_year}
            )
        return day

    @staticmethod
    def initial_of(known: CalendarDay) -> dict[str, Any]:
        """What a row says, to be changed."""
        told = {"day": known.day, "name_en": known.name_en, "name_zh": known.name_zh}
        return {**told, "is_working": "1" if known.is_working else "0"}


class PublishForm(ReasonForm):
    """The last words before a version is final."""

    published_until = _year(
        _("Last year officially published"), required=False,
        help_text=_("Ends in later years are marked provisional. Empty where the law fixes every year."),
    )
    field_order = ("published_until", "reason")
