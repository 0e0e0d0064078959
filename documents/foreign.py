"""How is a paper from outside read safely? In the bounded child: its pages as they look, and nothing that acts."""

import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any

_A4 = (1654, 2339)  # picture elements at the density
_DENSITY = 200  # to the inch
_MARGIN = 120
_MOST_FRAMES = 200
_ACTIVE = ("/AA", "/Annots")


class Unreadable(Exception):
    """The file cannot be read; the message says why."""


def pages_of_pdf(content: bytes) -> tuple[bytes, int]:
    """The pages of a PDF with what was filled in drawn on them; no form, link, script or embedded file."""
    import pikepdf  # noqa: PLC0415 -- slow import

    try:
        with pikepdf.open(BytesIO(content)) as source, pikepdf.Pdf.new() as clean:
            if "/AcroForm" in source.Root:
                source.generate_appearance_streams()
            source.flatten_annotations("screen")
            clean.pages.extend(source.pages)
            for page in clean.pages:
                for name in _ACTIVE:
                    if name in page:
                        del page[name]
            written = BytesIO()
            clean.save(written)
            return written.getvalue(), len(clean.pages)
    except pikepdf.PasswordError:
        raise Unreadable("the file is locked by a password") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, AttributeError) as flaw:
        raise Unreadable(f"the PDF is damaged ({type(flaw).__name__})") from None


def pages_of_image(content: bytes) -> tuple[bytes, int]:
    """A picture as pages of A4, each of its frames on one."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError  # noqa: PLC0415 -- slow import

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(content)) as picture:
            if getattr(picture, "n_frames", 1) > _MOST_FRAMES:
                raise Unreadable(f"the picture has more than {_MOST_FRAMES} pages")
            sheets = [_sheet(ImageOps.exif_transpose(one.copy())) for one in ImageSequence.Iterator(picture)]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as flaw:
        raise Unreadable(f"the picture is damaged or too large ({type(flaw).__name__})") from None
    written = BytesIO()
    sheets[0].save(written, "PDF", save_all=True, append_images=sheets[1:], resolution=_DENSITY)
    return written.getvalue(), len(sheets)


def _sheet(picture: Any) -> Any:
    """The picture in the middle of a white page, upright or across as it is itself; made smaller, never larger."""
    from PIL import Image  # noqa: PLC0415 -- slow import

    size = _A4 if picture.height >= picture.width else _A4[::-1]
    shown = picture.convert("RGBA")
    shown.thumbnail((size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN))
    page = Image.new("RGB", size, "white")
    page.paste(shown, ((size[0] - shown.width) // 2, (size[1] - shown.height) // 2), shown)
    return page


READERS: dict[str, Callable[[bytes], tuple[bytes, int]]] = {
    "application/pdf": pages_of_pdf, "image/png": pages_of_image, "image/jpeg": pages_of_image,
    "image/tiff": pages_of_image,
}
"""By the type of the content; a file of another type is named in the case file, not bound."""
