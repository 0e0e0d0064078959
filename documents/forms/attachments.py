"""How is a file handed in? The form checks it as `attachments.accept` does, so that its error stands at its field."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import attachments
from documents.models import Attachment
from mla.forms.naming import NamedErrors
from mla.models import AssistanceItem, Request

_OF_LETTERS = ("number", "dated_on")


class AttachmentForm(NamedErrors, forms.Form):
    """A file of a request: what it is, and to which item it belongs; a letter received has its number and date."""

    file = forms.FileField(
        label=_("File"), widget=forms.ClearableFileInput(attrs={"data-drop-zone": "true"}),
        help_text=_("PDF, PNG, JPEG, TIFF, text, CSV, DOCX, XLSX or ODT."),
    )
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Printed in the letters that list it."))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Attachment.PURPOSES, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Number of the letter received"), required=False, max_length=80,
        help_text=_("As it stands in the letter; for letters received only. The register finds it."),
    )
    dated_on = forms.DateField(
        label=_("Date of the letter received"), required=False,
        help_text=_("The day written in it, such as 2026-12-31."),
    )
    item = forms.ModelChoiceField(AssistanceItem.objects.none(), label=_("Item"), required=False)
    is_original = forms.BooleanField(label=_("It is an original and has to be returned"), required=False)

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["item"].queryset = request.items.order_by("seq")  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        """By size and content."""
        upload = self.cleaned_data["file"]
        try:
            attachments.judge(self.request, upload)
        except forms.ValidationError as refused:
            raise forms.ValidationError(refused.message_dict["file"]) from None
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_letter = cleaned.get("purpose") == "incoming"
        for name in _OF_LETTERS:
            if is_letter and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("“%(label)s” is needed for a letter received.") % {
                    "label": self.fields[name].label})
            elif not is_letter and cleaned.get(name):
                self.add_error(name, _("“%(label)s” belongs to a letter received only: choose that purpose.") % {
                    "label": self.fields[name].label})
        day = cleaned.get("dated_on")
        if day and day > self.request.counterpart.day(timezone.now()):
            self.add_error("dated_on", _("A letter received cannot bear a day that is still to come."))
        return cleaned
