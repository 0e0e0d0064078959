"""Texts kept in both languages, in templates: `{{ pair|spoken }}`."""

from django import template

from mla import tongues

register = template.Library()


@register.filter
def spoken(pair: tongues.Words) -> str:
    """The text of a pair in the reader's language."""
    return tongues.spoken(pair["en"], pair["zh"])
