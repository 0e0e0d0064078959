"""How is a row of numbers drawn? As bars of an SVG without styles; the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, LINE, LABEL, NUMBER = 480, 26, 170, 46
_WIDE = 0x2E80
"""Signs from here on are about twice as wide as Latin ones."""


@dataclass(frozen=True, slots=True)
class Value:
    """One bar: its name, its length, and the palette's colour from 1 to 4."""

    label: str
    number: int
    colour: int = 1
    url: str = ""


def chart(title: str, values: Sequence[Value], head: str) -> dict[str, Any]:
    """For `workflows/_bars.html`: title, the name of what is counted, height, and each bar's place and length."""
    most = max((one.number for one in values), default=0) or 1
    room = WIDTH - LABEL - NUMBER
    rows = [
        {
            "value": one, "y": nth * LINE, "middle": nth * LINE + 17, "x": LABEL,
            "width": round(room * one.number / most, 1), "short": _short(one.label),
            "end": LABEL + round(room * one.number / most, 1) + 6,
        }
        for nth, one in enumerate(values)
    ]
    return {"title": title, "head": head, "rows": rows, "height": max(len(values), 1) * LINE, "width": WIDTH}


def _short(label: str) -> str:
    """What fits before the bars."""
    room, kept = 24, ""
    for sign in label:
        room -= 2 if ord(sign) >= _WIDE else 1
        if room < 0:
            return f"{kept}…"
        kept += sign
    return label
