"""Does a file hold pictures or films? Where they are contraband, a document may not carry them in either."""

import io
import zipfile

import filetype
import pypdfium2
from pypdfium2 import raw

from documents import report

PICTURES = ("image/", "video/")
_DEPTH = 8
_HEAD = 262


def is_picture(content_type: str | None) -> bool:
    """Whether a content type is that of a picture or film."""
    return (content_type or "").startswith(PICTURES)


def holds_pictures(content: bytes) -> bool:
    """Whether a PDF or zipped document has a picture, film or unknown file in it; the unreadable counts as if so."""
    if report.is_pdf(content):
        return _in_pdf(content)
    if content[:4] == b"PK\x03\x04":
        return _in_zip(content)
    return False


def _in_zip(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return any(_is_picture_inside(file, one) for one in file.infolist() if not one.is_dir())
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return True


def _is_picture_inside(file: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with file.open(member) as opened:
        head = opened.read(_HEAD)
    kind = filetype.guess(head)
    return kind is not None and (is_picture(kind.mime) or kind.mime == "application/zip")


def _in_pdf(content: bytes) -> bool:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return True
    try:
        if document.count_attachments():
            return True
        pictures = [raw.FPDF_PAGEOBJ_IMAGE]
        return any(next(iter(page.get_objects(filter=pictures, max_depth=_DEPTH)), None) is not None
                   for page in document)
    finally:
        document.close()
