"""How is a file handed in? The form checks it as `attachments.accept` does, so that its error stands at its field."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents import attachments
from documents.models import Attachment
from mla.models import AssistanceItem, Request


class AttachmentForm(forms.Form):
    """A file of a request: what it is, and to which item it belongs."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, PNG, JPEG, TIFF, text, CSV, DOCX, XLSX or ODT."))
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Printed in the letters that list it."))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Attachment.PURPOSES, widget=forms.RadioSelect)
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
