"""How is a drawing made without style, script or font files? SVG by presentation attributes, text in two scripts."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Point = tuple[float, float]

INK, LINE, PAPER = "#0b0c0c", "#505a5f", "#ffffff"
FILLS = {"working": "#e8f1f8", "waiting": "#fcf2cf", "final": "#e9e9e9", "done": "#d9ebe3", "current": "#ffdd00"}


@dataclass(slots=True)
class Box:
    """One place in a drawing."""

    x: float
    y: float
    width: float
    height: float
    label: str
    tone: str = "working"
    note: str = ""
    is_round: bool = False

    @property
    def middle(self) -> Point:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(slots=True)
class Arrow:
    """One way between places, with a number that the table beside it explains."""

    points: Sequence[Point]
    number: str = ""
    at: Point | None = None
    is_double: bool = False
    has_head: bool = True


@dataclass(slots=True)
class Drawing:
    """A whole picture with its title and description."""

    title: str
    description: str
    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)

    def svg(self, ident: str) -> SafeString:
        """The picture for a page; `ident` is unique on it."""
        return format_html(
            '<svg class="mla-chart" role="img" aria-labelledby="{id}-title {id}-desc" '
            'viewBox="0 0 {w} {h}" width="{w}" height="{h}" xmlns="http://www.w3.org/2000/svg">'
            '<title id="{id}-title">{title}</title><desc id="{id}-desc">{desc}</desc>'
            "{heads}{arrows}{boxes}{numbers}</svg>",
            id=ident,
            w=_n(self.width),
            h=_n(self.height),
            title=self.title,
            desc=self.description,
            heads=_heads(ident),
            arrows=format_html_join("", "{}", ((_arrow(one, ident),) for one in self.arrows)),
            boxes=format_html_join("", "{}", ((_box(one),) for one in self.boxes)),
            numbers=format_html_join("", "{}", ((_number(one),) for one in self.arrows if one.number)),
        )


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns` half-width columns; Chinese breaks between any two characters, Latin at spaces."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def width(text: str) -> int:
    """How many half-width columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pieces(text: str) -> Iterable[str]:
    word = ""
    for char in text:
        if unicodedata.east_asian_width(char) in "WF":
            if word:
                yield word
            word = ""
            yield char
        else:
            word += char
            if char == " ":
                yield word
                word = ""
    if word:
        yield word


def _box(box: Box) -> SafeString:
    is_current = box.tone == "current"
    x, y = box.middle
    lines = [*wrap(box.label, max(4, int(box.width / 7.4))), *wrap(box.note, max(4, int(box.width / 7.4)))]
    first = y - (len(lines) - 1) * 8 + 4
    text = format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((_n(x), _n(first + number * 16), line) for number, line in enumerate(lines)),
    )
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}" stroke="{}" stroke-width="{}"/>'
        '<text text-anchor="middle" font-size="13" fill="{}" font-weight="{}">{}</text>',
        _n(box.x),
        _n(box.y),
        _n(box.width),
        _n(box.height),
        _n(box.height / 2) if box.is_round else "4",
        FILLS[box.tone],
        INK if is_current else LINE,
        3 if is_current else 1,
        INK,
        "700" if is_current else "400",
        text,
    )


def _arrow(arrow: Arrow, ident: str) -> SafeString:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in arrow.points)
    start = format_html(' marker-start="url(#{}-tail)"', ident) if arrow.is_double else ""
    end = format_html(' marker-end="url(#{}-head)"', ident) if arrow.has_head else ""
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="1.5"{}{}/>', points, LINE, end, start
    )


def _number(arrow: Arrow) -> SafeString:
    (x, y), wide = arrow.at or _midpoint(arrow.points), 12 + 6 * len(arrow.number)
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="18" rx="9" fill="{}" stroke="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle" font-size="11" fill="{}">{}</text>',
        _n(x - wide / 2),
        _n(y - 9),
        _n(wide),
        PAPER,
        LINE,
        _n(x),
        _n(y + 4),
        INK,
        arrow.number,
    )


def _midpoint(points: Sequence[Point]) -> Point:
    """The middle of the longest stretch."""
    pairs = list(pairwise(points))
    (x1, y1), (x2, y2) = max(pairs, key=lambda pair: abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]))
    return (x1 + x2) / 2, (y1 + y2) / 2


def _heads(ident: str) -> SafeString:
    return format_html(
        '<defs><marker id="{0}-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        'markerHeight="7" orient="auto">'
        '<path d="M0,0 L10,5 L0,10 z" fill="{1}"/></marker><marker id="{0}-tail" viewBox="0 0 10 10" refX="1" refY="5" '
        'markerWidth="7" markerHeight="7" orient="auto"><path d="M10,0 L0,5 L10,10 z" fill="{1}"/></marker></defs>',
        ident,
        LINE,
    )


def _n(value: float) -> str:
    """A number as SVG wants it, whatever the reader's language."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
