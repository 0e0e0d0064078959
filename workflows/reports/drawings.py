"""How do two rows of numbers stand beside each other, quarter by quarter? As columns of an SVG without styles."""

from collections.abc import Sequence
from typing import Any

WIDTH, HEIGHT, FOOT, TOP = 560, 200, 24, 18


def columns(
    title: str, places: Sequence[str], rows: Sequence[tuple[str, Sequence[float | None], int]], unit: str = ""
) -> dict[str, Any]:
    """For `workflows/reports/_columns.html`: `rows` are (name, a number for each place, colour from 1 to 4)."""
    most = max((number for _name, numbers, _colour in rows for number in numbers if number), default=0) or 1
    wide = WIDTH / max(len(places), 1)
    each = (wide - 10) / max(len(rows), 1)
    bars = [
        _bar(nth * wide + 5 + order * each, each - 2, number / most, colour, number)
        for order, (_name, numbers, colour) in enumerate(rows)
        for nth, number in enumerate(numbers) if number is not None
    ]
    labels = [{"x": round(nth * wide + wide / 2, 1), "text": place} for nth, place in enumerate(places)]
    table = [
        {"place": place, "numbers": [numbers[nth] for _name, numbers, _colour in rows]}
        for nth, place in enumerate(places)
    ]
    return {
        "title": title, "bars": bars, "labels": labels, "width": WIDTH, "height": HEIGHT + FOOT + TOP,
        "base": HEIGHT + TOP, "foot": HEIGHT + TOP + 17, "unit": unit, "table": table,
        "legend": [{"name": name, "colour": colour} for name, _numbers, colour in rows],
    }


def _bar(x: float, width: float, share: float, colour: int, number: float) -> dict[str, Any]:
    high = round(HEIGHT * share, 1)
    return {
        "x": round(x, 1), "width": round(width, 1), "y": round(TOP + HEIGHT - high, 1), "height": high,
        "colour": colour, "number": number, "middle": round(x + width / 2, 1),
        "above": round(TOP + HEIGHT - high - 4, 1),
    }
