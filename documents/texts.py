"""How is a letter read without its PDF? The page it was printed from, with a stylesheet for screens."""

from django.templatetags.static import static
from django.utils.html import format_html


def page(html: str) -> str:
    """The letter's own HTML for a browser; nothing in it is changed but the link to the stylesheet."""
    link = format_html('<link rel="stylesheet" href="{}">', static("letter.css"))
    return html.replace("</head>", f"{link}</head>", 1)
