"""What may an officer write into a letter? Paragraphs, lists and emphasis; a placeholder stands for one of our own values.

What is typed becomes blocks of plain runs when the letter is issued; it is never compiled, never markup, never an address.
"""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Run = dict[str, Any]  # {"text": "...", "is_strong": False}
Block = dict[str, Any]  # {"kind": "paragraph" | "bullet" | "number", "runs": [Run]}


def markup(blocks: list[Block]) -> SafeString:
    """The blocks as HTML, each text escaped."""
    return format_html_join("", "<p>{}</p>", ((_runs(one["runs"]),) for one in blocks))


def _runs(runs: list[Run]) -> SafeString:
    return format_html_join("", "{}", ((format_html("<b>{}</b>", one["text"]) if one["is_strong"] else one["text"],) for one in runs))
