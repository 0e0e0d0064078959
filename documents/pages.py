"""How does a frozen snapshot become a page? One template a letter, with others for a kind, instrument or direction."""

import hashlib
import re
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template, select_template
from django.utils import translation

from documents import pdf
from mla.models import Request

_EXTENDS = re.compile(r'\{% extends "([^"]+)"')


def template_for(code: str, request: Request) -> str:
    """The name of the letter's template: the kind's own, else the instrument's own, else the common one; in each, that
    of the request's direction (`L47-out.html`) before the one for both."""
    folders = [f"letters/{request.kind}", "letters"]
    if request.instrument:
        folders.insert(1, f"letters/{request.instrument.code}")
    names = (f"{code}-{request.direction}.html", f"{code}.html")
    return _first(tuple(f"{folder}/{name}" for folder in folders for name in names))


def page(template: str, snapshot: dict[str, Any], seal: dict[str, Any] | None = None) -> str:
    """The letter as HTML. What people typed is escaped text; the reader's language changes nothing.

    `seal` is what `tokens.block` shows; a page without it has no place for a seal.
    """
    with translation.override("en"):
        return get_template(template).render({**snapshot, "seal": seal, "paragraphs": count(1)})


@cache
def version(template: str) -> str:
    """SHA-256 over the template, what it includes and extends, and the stylesheet."""
    folder = settings.BASE_DIR / "templates"
    sources = [*_line(folder, template), *sorted(folder.glob("letters/_*.html"))]
    text = "\0".join(one.read_text() for one in sources) + pdf.stylesheet_source()
    return hashlib.sha256(text.encode()).hexdigest()


def _line(folder: Path, template: str) -> list[Path]:
    """The template and those it extends, one after another."""
    file = folder / template
    parent = _EXTENDS.match(file.read_text())
    return [file, *(_line(folder, parent[1]) if parent else ())]


@cache
def _first(places: tuple[str, ...]) -> str:
    return select_template(places).template.name
