"""The form by which a STIX bundle is handed in, first to be looked at, then to be taken."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mla.forms.naming import NamedErrors
from mla.stix import MOST_BYTES


class BundleForm(NamedErrors, forms.Form):
    """A file, or the text of one that was looked at before."""

    file = forms.FileField(
        label=_("STIX 2.1 bundle"), required=False, widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=_("A JSON file of at most one megabyte. It is shown first; nothing is stored before you say so."),
    )
    text = forms.CharField(required=False, max_length=MOST_BYTES, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload: UploadedFile | None = cleaned.get("file")
        if upload and (upload.size or 0) > MOST_BYTES:
            self.add_error("file", gettext("The file is larger than one megabyte."))
        elif upload:
            cleaned["raw"] = upload.read()
        elif cleaned.get("text"):
            cleaned["raw"] = cleaned["text"].encode()
        elif not self.errors:
            self.add_error("file", gettext("Choose a file."))
        return cleaned
