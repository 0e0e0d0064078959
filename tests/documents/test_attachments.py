"""Files are judged by content: an oversized or wrong-typed upload is refused with the limit."""

import io
import zipfile

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdfium2 import raw

from documents import attachments, contraband, store
from documents.forms.attachments import AttachmentForm
from mla.models import Request

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def a_zip(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(("name", "content", "found"), [
    ("order.pdf", b"%PDF-1.7\n%", "application/pdf"),
    ("photo.png", PNG, "image/png"),
    ("photo.exe", b"\xff\xd8\xff\xe0" + b"\0" * 32, "image/jpeg"),
    ("log.txt", "记录".encode(), "text/plain"),
    ("log.csv", b"a,b\r\n1,2\r\n", "text/csv"),
])
def test_judge_goes_by_content(name, content, found):
    assert attachments.judge(Request(), SimpleUploadedFile(name, content)) == found


@pytest.mark.parametrize(("name", "content"), [
    ("order.pdf", b"MZ\x90\0" + b"\0" * 64), ("order.pdf", a_zip("a.txt")), ("page.txt", b"<html><script>"),
    ("drawing.txt", b"<svg onload='x'>"), ("log.txt", b"\xff\xfe\0a"), ("film.pdf", b"\0\0\0\x18ftypmp42" + b"\0" * 32),
])
def test_judge_refuses_other_content_and_says_what_is_allowed(name, content):
    with pytest.raises(ValidationError, match=r"allowed are: CSV, DOCX, JPG, ODT, PDF, PNG, TIF, TXT, XLSX"):
        attachments.judge(Request(), SimpleUploadedFile(name, content))


def test_judge_refuses_what_is_too_large_and_names_the_limit(settings):
    settings.MLA_MAX_UPLOAD = 1024 * 1024

    with pytest.raises(ValidationError, match=r"the limit is 1"):
        attachments.judge(Request(), SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * 1024 * 1024))


def test_judge_refuses_pictures_where_they_are_contraband():
    with pytest.raises(ValidationError, match="CK-24"):
        attachments.judge(Request(details={"category": "csam"}), SimpleUploadedFile("a.png", PNG))


def a_pdf(*, with_picture: bool) -> bytes:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 200)
    if with_picture:
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.new_native(4, 4, raw.FPDFBitmap_BGR))
        page.insert_obj(picture)
        page.gen_content()
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def a_docx(*pictures: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w/>")
        for number, one in enumerate(pictures):
            file.writestr(f"word/media/{number}.bin", one)
    return held.getvalue()


@pytest.mark.parametrize(("content", "is_refused"), [
    (a_pdf(with_picture=True), True), (a_pdf(with_picture=False), False), (b"%PDF-1.7 broken", True),
    (a_docx(PNG), True), (a_docx(), False), (a_docx(a_zip("a.png")), True),
    (b"sha256,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n", False),
])
def test_no_document_carries_a_picture_in_where_pictures_are_contraband(content, is_refused):
    assert contraband.holds_pictures(content) is is_refused


def test_a_film_named_as_text_is_refused_where_it_is_contraband():
    film = SimpleUploadedFile("digests.txt", b"\0\0\0\x18ftypmp42" + b"\0" * 32)
    with pytest.raises(ValidationError, match="CK-24"):
        attachments.judge(Request(details={"category": "csam"}), film)


def test_form_puts_the_refusal_at_the_field(office, a_request):
    files = {"file": SimpleUploadedFile("a.pdf", b"MZ")}
    form = AttachmentForm({"title": "x", "purpose": "annex"}, files, request=a_request())

    assert "file" in form.errors


def test_accept_keeps_the_bytes_by_their_digest(office, a_request, settings, tmp_path, walker):
    settings.DATA_DIR = tmp_path
    kept = attachments.accept(
        a_request(), SimpleUploadedFile("../../order 1.pdf", b"%PDF-1.7"), purpose="annex", title="Order",
        by=office["ada"], now=walker.now,
    )

    assert (kept.filename, kept.size, kept.content_type) == ("order_1.pdf", 8, "application/pdf")
    assert store.read(kept.sha256) == b"%PDF-1.7"
