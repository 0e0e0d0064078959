"""How does a frozen page become a PDF? Tagged PDF/A-3a by WeasyPrint, with our own fonts and nothing fetched."""

import atexit
import html as markup
import os
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from threading import Lock
from typing import Any

from django.conf import settings
from fontTools.ttLib import TTFont

_LOCK = Lock()  # Pango's font map is not for two threads at once
_SCHEME = "mla-font:"
_FONTS = {
    "latin-serif": ("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
    "latin-sans": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    "han-serif": ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
    "han-sans": ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
}
_IN_PAIRS = (("latin-serif", "han-serif"), ("latin-sans", "han-sans"))
_ARCHIVAL = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # these hide what is written


class Unprintable(Exception):
    """The page cannot be printed as it is; the message says why."""


def render(html: str) -> tuple[bytes, int]:
    """The PDF and its number of pages. The same page gives the same bytes. Raises Unprintable."""
    import weasyprint  # noqa: PLC0415 -- slow import

    if missing := unprintable(html):
        raise Unprintable(", ".join(f"character U+{ord(one):04X} cannot be printed" for one in missing))
    with _LOCK:
        fetcher, fonts, stylesheet = _press()
        page = weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=fetcher)
        try:
            document = page.render(font_config=fonts, stylesheets=[stylesheet], **_ARCHIVAL)
            return document.write_pdf(**_ARCHIVAL), len(document.pages)
        except weasyprint.urls.FatalURLFetchingError as refused:
            raise Unprintable(f"address {refused} is not fetched") from None


def renderer() -> str:
    """What made the PDF, kept with each letter."""
    return f"WeasyPrint {version('weasyprint')}"


def stylesheet_source() -> str:
    """The print stylesheet, part of every template's version."""
    return (settings.BASE_DIR / "templates" / "letters" / "letter.css").read_text()


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


def _font_file(name: str) -> Any:
    package, file = _FONTS[name]
    return files(package) / file


@cache
def _press() -> tuple[Any, Any, Any]:
    """The fetcher, the loaded fonts and the stylesheet: made once per process, fonts are the slow part."""
    import weasyprint  # noqa: PLC0415 -- slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- slow import

    class OnlyOurFonts(URLFetcher):
        """Knows our fonts by our own names; anything else stops the rendering (a blocked file is never dropped)."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            name = url.removeprefix(_SCHEME)
            if not url.startswith(_SCHEME) or name not in _FONTS:
                raise FatalURLFetchingError(url)
            return URLFetcherResponse(url, _font_file(name).read_bytes())

    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # else fontTools writes the time of day into each cut of a font
    atexit.register(_press.cache_clear)  # while Python can still clean up after the fonts
    fetcher, fonts = OnlyOurFonts(allowed_protocols=()), FontConfiguration()
    stylesheet = weasyprint.CSS(string=stylesheet_source(), url_fetcher=fetcher, font_config=fonts)
    return fetcher, fonts, stylesheet
