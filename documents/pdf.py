"""How does a frozen page become a PDF? Tagged PDF/A-3a by WeasyPrint, with our own fonts and nothing fetched."""

import atexit
import html as markup
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from fontTools.ttLib import TTFont

from documents import faces, finishing, structure

REQUEST, MANIFEST = "request.json", "manifest.json"  # the files inside each letter
NOT_SEALED = "It is not sealed: "
_LOCK = Lock()  # Pango's font map is not for two threads at once
_SCHEME = "mla-font:"
_FONTS = {
    "latin-serif": ("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
    "latin-serif-bold": ("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
    "latin-sans": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    "latin-sans-bold": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    "han-serif": ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
    "han-sans": ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
}
_WEIGHTS = {"latin-serif": 400, "latin-serif-bold": 700, "latin-sans": 400, "latin-sans-bold": 700}
_IN_PAIRS = (("latin-serif", "han-serif"), ("latin-sans", "han-sans"))
_ARCHIVAL = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
_STYLESHEET = Path(__file__).resolve().parent.parent / "templates" / "letters" / "letter.css"
_IDENTITY = b"\x02\x00\x01"  # a list of identifiers in the form "from 1, and so many more"
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # these hide what is written


class Unprintable(Exception):
    """The page cannot be printed as it is; the message says why."""


class Unsealable(Exception):
    """The office has no key that may seal now; the message says why and what to set."""

    def __str__(self) -> str:
        return f"{NOT_SEALED}{super().__str__()}"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that travels inside the PDF; its date is given, so that the same letter gives the same bytes."""

    name: str
    description: str
    content: bytes
    at: datetime


def render(html: str, embedded: Sequence[Embedded] = (), most_pages: int | None = None) -> tuple[bytes, int]:
    """The PDF and its number of pages. The same page gives the same bytes. Raises Unprintable."""
    import weasyprint  # noqa: PLC0415 -- slow import

    if missing := unprintable(html):
        raise Unprintable(", ".join(f"character U+{ord(one):04X} cannot be printed" for one in missing))
    with _LOCK:
        fetcher, fonts, stylesheet = _press()
        page = weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=fetcher)
        try:
            document = page.render(font_config=fonts, stylesheets=[stylesheet], **_ARCHIVAL)
            if most_pages and len(document.pages) > most_pages:
                raise Unprintable(f"it would have {len(document.pages)} pages; the limit is {most_pages}")
            return _written(document, embedded), len(document.pages)
        except weasyprint.urls.FatalURLFetchingError as refused:
            raise Unprintable(f"address {refused} is not fetched") from None


def _written(document: Any, embedded: Sequence[Embedded]) -> bytes:
    from weasyprint import Attachment  # noqa: PLC0415 -- slow import

    attachments = [
        Attachment(string=one.content, name=one.name, description=one.description, relationship="Data",
                   created=one.at, modified=one.at)
        for one in embedded
    ]
    document.metadata.generate_rdf_metadata = partial(_accessible, document.metadata.generate_rdf_metadata)
    content: bytes = document.write_pdf(attachments=attachments, finisher=finishing.finish, **_ARCHIVAL)
    return content


def _accessible(generate: Callable[..., bytes], *given: Any) -> bytes:
    return finishing.claim_accessible(generate(*given))


def renderer() -> str:
    """What made the PDF, kept with each letter."""
    return f"WeasyPrint {version('weasyprint')}"


def stylesheet_source() -> str:
    """The print stylesheet, part of every template's version."""
    return _STYLESHEET.read_text()


def unprintable(html: str) -> list[str]:
    """The characters that no font of ours has, and those that turn the direction of writing, in order of appearance."""
    text = markup.unescape(re.sub(r"<[^>]*>", "", html))
    return [one for one in dict.fromkeys(text) if one in _BIDI or not (one in "\n\r\t" or ord(one) in _printable())]


@cache
def _printable() -> frozenset[int]:
    """What both the serif and the sans faces can draw: a name appears in text and in headings."""
    pairs = [_characters(latin) | _characters(han) for latin, han in _IN_PAIRS]
    return frozenset.intersection(*pairs)


def _characters(name: str) -> frozenset[int]:
    with TTFont(_font_file(name), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _font(name: str) -> bytes:
    """The font's bytes, of one weight. In one keyed by character identifiers these become the glyphs' numbers.

    WeasyPrint writes glyph numbers where PDF (ISO 32000-1, 9.7.4.2) has such identifiers looked up in the font; a
    reader that keeps to the standard would show other characters.
    """
    file = _font_file(name)
    if name in _WEIGHTS:
        return faces.static(file.read_bytes(), {"wght": _WEIGHTS[name], "wdth": 100})
    content = bytearray(file.read_bytes())
    with TTFont(file, lazy=True) as font:
        if "CFF " in font and hasattr(top := font["CFF "].cff[0], "ROS"):
            start = font.reader.tables["CFF "].offset + top.rawDict["charset"]
            content[start:start + 5] = _IDENTITY + (font["maxp"].numGlyphs - 2).to_bytes(2, "big")
    return bytes(content)


def _font_file(name: str) -> Any:
    package, file = _FONTS[name]
    return files(package) / file


@cache
def _press() -> tuple[Any, Any, Any]:
    """The fetcher, the loaded fonts and the stylesheet: made once per process, fonts are the slow part."""
    import weasyprint  # noqa: PLC0415 -- slow import
    from weasyprint.formatting_structure.boxes import MarginBox  # noqa: PLC0415 -- slow import
    from weasyprint.pdf import tags  # noqa: PLC0415 -- slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- slow import

    class OnlyOurFonts(URLFetcher):
        """Knows our fonts by our own names; anything else stops the rendering (a blocked file is never dropped)."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            name = url.removeprefix(_SCHEME)
            if not url.startswith(_SCHEME) or name not in _FONTS:
                raise FatalURLFetchingError(url)
            return URLFetcherResponse(url, _font(name))

    tags._build_box_tree = structure.teach(tags._build_box_tree, MarginBox)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # else fontTools writes the time of day into each cut of a font
    atexit.register(_press.cache_clear)  # while Python can still clean up after the fonts
    fetcher, fonts = OnlyOurFonts(allowed_protocols=()), FontConfiguration()
    stylesheet = weasyprint.CSS(string=stylesheet_source(), url_fetcher=fetcher, font_config=fonts)
    return fetcher, fonts, stylesheet
