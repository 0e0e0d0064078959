"""How do the papers of one request become one PDF? Cover, contents, letters, files and record, each page numbered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from documents import foreign, pdf, press, store
from documents.models import Attachment, Letter
from mla.models import Request

MOST_PAGES = 3000
_HERE = "https://case-file.invalid/"  # an address within the file, until the pages are together
Progress = Callable[[int, int], Any]


class Unbindable(Exception):
    """The case file cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of the case file: what the contents call it, and its pages."""

    title: str
    detail: str
    at: datetime
    content: bytes
    length: int


def bound(
    request: Request, *, cover: dict[str, Any], record: list[dict[str, Any]], progress: Progress
) -> tuple[bytes, int]:
    """The case file and its number of pages; `progress` is told what is done of how much.

    Letters and files come in the order of time. A paper that cannot be bound has a page that says so and why.
    Raises Unbindable.
    """
    papers = _papers(request)
    total = len(papers) + 2  # the record; and the contents with putting all together
    parts = []
    for done, paper in enumerate(papers):
        progress(done, total)
        parts.append(_letter(paper) if isinstance(paper, Letter) else _file(paper))
    progress(total - 2, total)
    parts.append(_record(request, record))
    progress(total - 1, total)
    if (length := sum(one.length for one in parts)) > MOST_PAGES:
        raise Unbindable(_("The case file would have %(length)s pages; the limit is %(limit)s.") % {
            "length": length, "limit": MOST_PAGES})
    whole = _together(_front(request, cover, parts), parts, cover["title"])
    progress(total, total)
    return whole


def _papers(request: Request) -> list[Letter | Attachment]:
    letters, files = Letter.objects.filter(request=request), Attachment.objects.filter(request=request)
    papers: list[Letter | Attachment] = [*letters.select_related("addressee", "sender").order_by("issued_at", "pk")]
    papers += files.order_by("uploaded_at", "pk")
    return sorted(papers, key=lambda one: one.issued_at if isinstance(one, Letter) else one.uploaded_at)


def _letter(letter: Letter) -> Part:
    title, detail = f"{letter.number} {letter.subject}", f"{letter.code} → {letter.addressee}"
    if not letter.is_rendered:
        why = letter.failure or _("It was not printed and sealed yet when the case file was bound.")
        return _notice(title, detail, letter.issued_at, why)
    try:
        content, length = press.apart(foreign.pages_of_pdf, store.read(letter.sha256))
    except (OSError, store.Damaged, pdf.Unprintable, foreign.Unreadable) as flaw:
        return _notice(title, detail, letter.issued_at, str(flaw) or type(flaw).__name__, letter.sha256)
    return Part(title, detail, letter.issued_at, content, length)


def _file(file: Attachment) -> Part:
    detail = " · ".join(part for part in (file.get_purpose_display(), file.number, file.filename) if part)
    read = foreign.READERS.get(file.content_type)
    if read is None:
        why = _("A file of this type is not bound; it is kept with the request.")
        return _notice(file.title, detail, file.uploaded_at, why, file.sha256)
    try:
        content, length = press.apart(read, store.read(file.sha256))
    except (OSError, store.Damaged, pdf.Unprintable, foreign.Unreadable) as flaw:
        return _notice(file.title, detail, file.uploaded_at, str(flaw) or type(flaw).__name__, file.sha256)
    return Part(file.title, detail, file.uploaded_at, content, length)


def _notice(title: str, detail: str, at: datetime, why: str, sha256: str = "") -> Part:
    context = {"title": title, "detail": detail, "why": why, "sha256": sha256}
    return Part(title, f"{detail} ({_('not bound')})", at, *_printed("notice", context))


def _record(request: Request, rows: list[dict[str, Any]]) -> Part:
    context = {"rows": rows, "head": request.record_end.head, "length": request.record_end.length}
    last = rows[-1]["at"] if rows else request.created_at
    return Part(_("Record"), "", last, *_printed("record", context))


def _front(request: Request, cover: dict[str, Any], parts: Sequence[Part]) -> Part:
    """Cover and contents. Their own length moves all page numbers: print them until it stays the same."""
    length = 2
    for _attempt in range(4):
        rows, page = [], length + 1
        for one in parts:
            rows.append({"part": one, "page": page, "address": f"{_HERE}{page}"})
            page += one.length
        content, found = _printed("front", {**cover, "home": request.home, "rows": rows, "pages": page - 1})
        if found == length:
            return Part(cover["title"], "", request.created_at, content, length)
        length = found
    raise Unbindable(_("The contents of the case file find no stable length."))


def _printed(name: str, context: dict[str, Any]) -> tuple[bytes, int]:
    try:
        return press.printed(render_to_string(f"documents/binding/{name}.html", context))
    except pdf.Unprintable as flaw:
        raise Unbindable(str(flaw)) from None


def _together(front: Part, parts: Sequence[Part], title: str) -> tuple[bytes, int]:
    with pikepdf.Pdf.new() as whole:
        with whole.open_outline() as outline:
            for part in (front, *parts):
                outline.root.append(pikepdf.OutlineItem(part.title, len(whole.pages)))
                with pikepdf.open(BytesIO(part.content)) as source:
                    whole.pages.extend(source.pages)
        _link(whole, front.length)
        _number(whole)
        whole.Root.PageMode = pikepdf.Name.UseOutlines
        whole.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        whole.docinfo["/Title"] = title
        written = BytesIO()
        whole.save(written)
        return written.getvalue(), len(whole.pages)


def _link(whole: pikepdf.Pdf, length: int) -> None:
    """The addresses in the contents become places in this file."""
    for page in whole.pages[:length]:
        for one in page.get("/Annots", ()):
            address = str(one.A.get("/URI", "")) if "/A" in one else ""
            if address.startswith(_HERE):
                target = whole.pages[int(address.removeprefix(_HERE)) - 1]
                del one["/A"]
                one.Dest = pikepdf.Array([target.obj, pikepdf.Name.Fit])


def _number(whole: pikepdf.Pdf) -> None:
    """Each page bears its number in the case file, below whatever the paper itself says."""
    context = {"numbers": range(1, len(whole.pages) + 1), "total": len(whole.pages)}
    content, _length = _printed("feet", context)
    with pikepdf.open(BytesIO(content)) as feet:
        for page, foot in zip(whole.pages, feet.pages, strict=True):
            page.add_overlay(foot, None)
