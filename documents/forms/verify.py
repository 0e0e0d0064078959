"""What does the verify page ask for? Number and code from paper, or the PDF itself."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import verify
from mla.forms.naming import NamedErrors


class CodeForm(NamedErrors, forms.Form):
    """The number and the verification code, as printed in the letter's seal."""

    number = forms.CharField(
        label=gettext_lazy("Letter number"), max_length=40,
        help_text=gettext_lazy("It stands at the foot of each page."),
    )
    code = forms.CharField(
        label=gettext_lazy("Verification code"), max_length=60,
        help_text=gettext_lazy("25 letters and figures in the frame of the seal. Hyphens and capitals do not matter."),
    )


class FileForm(NamedErrors, forms.Form):
    """The PDF as it was received."""

    file = forms.FileField(
        label=gettext_lazy("PDF file"),
        help_text=gettext_lazy("The file as it was received, not a scan and not a print."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if verify.too_large(file.size or 0):
            limit = filesizeformat(verify.settings.MLA_MAX_UPLOAD)
            raise ValidationError(_("This file is larger than any letter; the limit is %(limit)s.") % {"limit": limit})
        return file
