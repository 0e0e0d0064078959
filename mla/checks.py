"""Django's system checks of our own: what would fail only later, when a letter is due."""

from typing import Any

from django.core import checks

from mla import machine


def pango(**_: Any) -> list[checks.CheckMessage]:
    """Without Pango all else runs, but no letter can be printed; hence a warning."""
    if machine.PANGO.is_present():
        return []
    return [
        checks.Warning(
            "Letters cannot be made on this server: the Pango libraries are missing.",
            hint=f"As root: {machine.PANGO.install_line()}",
            id="mla.E001",
        ),
    ]
