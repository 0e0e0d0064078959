"""How does the holder of a paper prove it? A random code, printed to be read out, typed, or read by a telephone."""

from typing import Any
from urllib.parse import urlencode

import qrcode
from django.conf import settings
from django.urls import reverse

_GROUP = 5
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})  # Crockford's signs: what may be mistaken is read as meant


def grouped(token: str) -> str:
    """The code in groups of five, for reading."""
    return "-".join(token[at:at + _GROUP] for at in range(0, len(token), _GROUP))


def typed(text: str) -> str:
    """The code as it was meant by someone who typed it, with or without hyphens and in any case."""
    return "".join(text.split()).replace("-", "").upper().translate(_ALIKE)


def address(number: str = "", token: str = "") -> str:
    """Where anyone verifies a letter; with number and code, that letter."""
    query = f"?{urlencode({'number': number, 'code': grouped(token)})}" if number else ""
    return f"{settings.SITE_URL}{reverse('verify')}{query}"


def block(number: str, token: str) -> dict[str, Any]:
    """What the letter's visible seal shows."""
    link = address(number, token)
    path, size = _drawn(link)
    return {"code": grouped(token), "address": address(), "link": link, "path": path, "size": size}


def _drawn(text: str) -> tuple[str, int]:
    """The QR code as one path of squares, row by row, and how many squares wide it is with its margin."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=2)
    code.add_data(text)
    rows = code.get_matrix()
    return "".join(_row(y, row) for y, row in enumerate(rows)), len(rows)


def _row(y: int, row: list[bool]) -> str:
    """Neighbouring squares as one bar: bars drawn one by one would show hairlines between them."""
    parts, x = [], 0
    while x < len(row):
        end = x
        while end < len(row) and row[end]:
            end += 1
        if end > x:
            parts.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
        x = end + 1
    return "".join(parts)
