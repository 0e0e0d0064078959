"""What does the network around a request look like? Three columns: the request, what connects it, and with which."""

from collections.abc import Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from mla.links.finding import Hit
from mla.links.relations import Relations
from mla.links.telling import Told
from mla.models import Request
from workflows.drawing import Arrow, Box, Drawing

MOST = 12
"""How many boxes a column holds; the list beside the picture has them all."""
_WIDTHS = (190, 240, 250)
_GAP, _HEIGHT, _STEP, _MARGIN = 90, 56, 72, 12
_SIGNS = 40


def drawing(request: Request, told: Told, relations: Relations) -> Drawing:
    """The picture, the links that people made first; of requests that may not be seen there is one box for all, without
    words of its own."""
    made = relations.known[:MOST]
    hits, others = told.hits[:MOST - len(made)], _others(told, relations)[:MOST]
    has_hidden = any(hit.is_elsewhere for hit in hits)
    rows = max(len(made) + len(hits), len(others) + has_hidden, 1)
    labels = [*((one.label, one.link.reasons) for one in made), *((hit.label, hit.said) for hit in hits)]
    middle = _column(1, labels, rows, "waiting")
    right = _column(2, [(one.own_reference or _("draft"), one.title) for one in others], rows, "working")
    if has_hidden:
        right = _column(2, [*((one.label, one.note) for one in right), (_("a request that you may not see"), "")],
                        rows, "working")
        right[-1].tone = "final"
    [own] = _column(0, [(request.own_reference or _("draft"), request.title)], rows, "current")
    places = {one.pk: box for one, box in zip(others, right, strict=False)}
    lines = [_line(own, box) for box in middle]
    lines += [_line(box, places[one.other.pk]) for one, box in zip(made, middle, strict=False)]
    shared = zip(hits, middle[len(made):], strict=True)
    lines += [_line(box, end) for hit, box in shared for end in _ends(hit, places, right)]
    return Drawing(
        _("The network around this request"), _("The list below the picture says the same in words."),
        sum(_WIDTHS) + 2 * _GAP + 2 * _MARGIN, rows * _STEP + 2 * _MARGIN, [own, *middle, *right], lines,
    )


def _others(told: Told, relations: Relations) -> list[Request]:
    """The requests that may be seen, each once: those linked by people, then those that share something."""
    found = {one.other.pk: one.other for one in relations.known}
    for other, _shared in told.related:
        found.setdefault(other.pk, other)
    return list(found.values())


def _column(place: int, labels: Sequence[tuple[str, str]], rows: int, tone: str) -> list[Box]:
    """The boxes of one column, spread over its height."""
    x = _MARGIN + sum(_WIDTHS[:place]) + place * _GAP
    top = _MARGIN + (rows - len(labels)) * _STEP / 2 + (_STEP - _HEIGHT) / 2
    return [
        Box(x, top + row * _STEP, _WIDTHS[place], _HEIGHT, label, tone, Truncator(note).chars(_SIGNS))
        for row, (label, note) in enumerate(labels)
    ]


def _ends(hit: Hit, places: dict[int, Box], right: list[Box]) -> list[Box]:
    ends = [places[other.pk] for other, _said in hit.others if other.pk in places]
    return [*ends, right[-1]] if hit.is_elsewhere else ends


def _line(left: Box, right: Box) -> Arrow:
    return Arrow([(left.x + left.width, left.middle[1]), (right.x, right.middle[1])], has_head=False)
