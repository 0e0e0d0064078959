"""What will a letter look like? Its pages before it is issued: for one session and a short while, never as a letter."""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from documents import pages, press, tokens
from documents.models import Letter

LIFE = 20 * 60  # seconds
_UNNUMBERED = "given on issue 签发时编号"
_DENSITY = 110 / 72  # picture elements a point: A4 is 909 wide
_PDFIUM = Lock()  # it is not for two threads at once


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages of one letter as they were at one moment, named by their digest."""

    digest: str
    pages: int


def make(letter: Letter, numbers: list[str], *, session: str) -> Preview:
    """Print the letter with the mark PREVIEW and without its number, which is given when it is issued.

    `numbers` are those of all letters of the act, for one may name another. Raises Unprintable.
    """
    seal = tokens.block("", "") | {"code": "–"}  # it takes its place on the page
    html = pages.page(letter.template, {**_unnumbered(letter.snapshot, numbers), "is_preview": True}, seal)
    digest = hashlib.sha256(html.encode()).hexdigest()
    place = _place(letter.request_id, digest, session)
    if not place.with_suffix(".pdf").exists():
        content, _pages = press.printed(html)
        _forget_old(place.parent)
        _write(place.with_suffix(".html"), html.encode())
        _write(place.with_suffix(".pdf"), content)  # last, for it says that the preview is there
    return Preview(digest, _length(place))


def picture(request_id: int, digest: str, page: int, *, session: str) -> bytes:
    """One page as PNG; raises FileNotFoundError where this session has no such preview or page."""
    with _opened(_place(request_id, digest, session)) as document:
        if not 1 <= page <= len(document):
            raise FileNotFoundError(page)
        drawn = BytesIO()
        document[page - 1].render(scale=_DENSITY).to_pil().save(drawn, "PNG")
        return drawn.getvalue()


def text(request_id: int, digest: str, *, session: str) -> str:
    """The letter's HTML, for those who do not look at pictures; raises FileNotFoundError."""
    return _place(request_id, digest, session).with_suffix(".html").read_text()


def _unnumbered(snapshot: dict[str, Any], numbers: list[str]) -> dict[str, Any]:
    told = json.dumps(snapshot, ensure_ascii=False)
    for number in numbers:
        told = told.replace(number, _UNNUMBERED)
    return json.loads(told)


def _place(request_id: int, digest: str, session: str) -> Path:
    """Where the preview is kept: nobody else's session finds the name."""
    name = hashlib.sha256(f"{session}:{request_id}:{digest}".encode()).hexdigest()
    return Path(settings.DATA_DIR) / "previews" / name


@contextmanager
def _opened(place: Path) -> Iterator[Any]:
    import pypdfium2  # noqa: PLC0415 -- slow import

    content = place.with_suffix(".pdf").read_bytes()
    with _PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()


def _length(place: Path) -> int:
    with _opened(place) as document:
        return len(document)


def _forget_old(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file in folder.iterdir():
        if file.stat().st_mtime < time.time() - LIFE:
            file.unlink(missing_ok=True)


def _write(file: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=file.parent)  # readable by its owner alone
    with os.fdopen(handle, "wb") as target:
        target.write(content)
    Path(temporary).rename(file)
