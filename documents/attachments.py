"""Which files are taken in? Judged by their content, not by their name; kept by their digest."""

from datetime import datetime
from typing import Any

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from documents import contraband, report, scanning, store
from documents.models import Attachment
from mla.models import Request, User

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ENDINGS = {
    "application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/tiff": ".tif", DOCX: ".docx",
    XLSX: ".xlsx", ODT: ".odt", "text/plain": ".txt", "text/csv": ".csv",
}
CSAM = "csam"


def accept(request: Request, upload: UploadedFile, *, by: User, now: datetime, **about: Any) -> Attachment:
    """Keep the file and its row; `about` says purpose, title and whatever else the row has of it.

    Raises ValidationError that names the field and the rule. Records nothing.
    """
    content_type = judge(request, upload)
    upload.seek(0)
    content = upload.read()
    return Attachment.objects.create(
        request=request, filename=get_valid_filename(upload.name or "file"), content_type=content_type,
        size=len(content), sha256=store.put(content), uploaded_by=by, uploaded_at=now, **about,
    )


def judge(request: Request, upload: UploadedFile) -> str:
    """The type of the content, if the file may be taken in; otherwise ValidationError for the field `file`."""
    if not upload.size:
        raise _refused(_("The file is empty."), "empty")
    if upload.size > settings.MLA_MAX_UPLOAD:
        sizes = {"size": filesizeformat(upload.size), "limit": filesizeformat(settings.MLA_MAX_UPLOAD)}
        raise _refused(_("The file has %(size)s; the limit is %(limit)s.") % sizes, "size")
    found = _content_type(upload)
    if request.details.get("category") == CSAM:
        _refuse_pictures(upload, found)
    if found not in ENDINGS:
        endings = ", ".join(sorted(one.removeprefix(".").upper() for one in ENDINGS.values()))
        raise _refused(_("The content of this file is of a type that is not taken; allowed are: %(types)s.") % {
            "types": endings}, "type")
    _scan(upload)
    return found


def _refuse_pictures(upload: UploadedFile, content_type: str | None) -> None:
    """Neither a picture or film, nor a document that holds one."""
    if contraband.is_picture(content_type):
        raise _refused(_("No image or film may be attached to such a request: give hashes only (CK-24)."), "contraband")
    upload.seek(0)
    if contraband.holds_pictures(upload.read()):
        raise _refused(_("This document holds images, films or files that cannot be looked into: give hashes only "
                         "(CK-24)."), "contraband")


def _scan(upload: UploadedFile) -> None:
    upload.seek(0)
    try:
        scanning.scan(upload.read())
    except scanning.Infected:
        raise _refused(_("The scanner found malware in this file. It was not taken in."), "malware") from None
    except scanning.OutOfOrder as problem:
        told = {"why": problem}
        raise _refused(_("Files cannot be taken in: the malware scanner is out of order (%(why)s).") % told,
                       "scanner") from None
    finally:
        upload.seek(0)


def _content_type(upload: UploadedFile) -> str | None:
    """By the first bytes; text is what is valid UTF-8 without control characters."""
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if report.is_pdf(content):
        return "application/pdf"
    if (kind := filetype.guess(content)) is not None:
        return kind.mime
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(ord(one) < 32 and one not in "\t\r\n\f" for one in text) or _is_markup(text):
        return None
    return "text/csv" if str(upload.name).lower().endswith(".csv") else "text/plain"


def _is_markup(text: str) -> bool:
    return text.lstrip()[:9].lower().startswith(("<!doctype", "<html", "<svg", "<?xml", "<script"))


def _refused(message: str, code: str) -> ValidationError:
    return ValidationError({"file": ValidationError(message, code=code)})
