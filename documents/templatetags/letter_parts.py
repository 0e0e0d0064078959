"""How is a letter's bilingual text written? One tag for a passage in both languages, one for a heading."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from documents.terms import han

register = template.Library()


class PairNode(template.Node):
    """An English and a Chinese passage, numbered as one paragraph."""

    def __init__(self, english: NodeList, chinese: NodeList, *, is_numbered: bool) -> None:
        self.english, self.chinese, self.is_numbered = english, chinese, is_numbered

    def render(self, context: template.Context) -> str:
        markers: tuple[Any, Any] = ("", "")
        if self.is_numbered:
            number = next(context["paragraphs"])
            markers = (
                format_html('<span class="marker">{}.</span>', number),
                format_html('<span class="marker">{}、</span>', han(number)),
            )
        # Both passages were rendered by the engine with autoescape.
        english, chinese = (mark_safe(one.render(context).strip()) for one in (self.english, self.chinese))
        return format_html(
            '<div class="pair"><p lang="en">{}{}</p><p lang="zh-Hans">{}{}</p></div>',
            markers[0], english, markers[1], chinese,
        )


@register.tag
def pair(parser: Parser, token: Token) -> PairNode:
    """`{% pair %}English{% zh %}中文{% endpair %}`; `{% pair plain %}` has no number."""
    english = parser.parse(("zh",))
    parser.delete_first_token()
    chinese = parser.parse(("endpair",))
    parser.delete_first_token()
    return PairNode(english, chinese, is_numbered="plain" not in token.split_contents())


class HeadingNode(template.Node):
    """A section's heading in both languages."""

    def __init__(self, english: FilterExpression, chinese: FilterExpression) -> None:
        self.english, self.chinese = english, chinese

    def render(self, context: template.Context) -> str:
        return format_html(
            '<h2><span lang="en">{}</span> <span lang="zh-Hans">{}</span></h2>',
            self.english.resolve(context), self.chinese.resolve(context),
        )


@register.tag
def heading(parser: Parser, token: Token) -> HeadingNode:
    """`{% heading "Facts" "案情" %}`."""
    _name, english, chinese = token.split_contents()
    return HeadingNode(parser.compile_filter(english), parser.compile_filter(chinese))


@register.simple_tag
def free(text: dict[str, str] | None) -> SafeString:
    """What a person typed, original and translation beside each other, long ones below each other, each escaped."""
    given = [(tag, text[key]) for key, tag in (("en", "en"), ("zh", "zh-Hans")) if text and text[key]]
    css = "pair" + (" single" if len(given) == 1 else "") + (" long" if any(len(one) > 600 for _, one in given) else "")
    rows = ((tag, _paragraphs(one)) for tag, one in given)
    passages = format_html_join("", '<div class="text" lang="{}">{}</div>', rows)
    return format_html('<div class="{}">{}</div>', css, passages) if given else SafeString("")


@register.simple_tag
def both(text: dict[str, str] | None) -> SafeString:
    """Both languages below each other, for the cell of a table; equal texts once."""
    if not text:
        return SafeString("")
    english, chinese = text["en"], text["zh"]
    given = [("en", english)] if english == chinese or not chinese else [("en", english), ("zh-Hans", chinese)]
    return format_html_join(" ", '<span lang="{}">{}</span>', (one for one in given if one[1])) or format_html(
        '<span lang="zh-Hans">{}</span>', chinese
    )


def _paragraphs(text: str) -> SafeString:
    lines = (line.strip() for line in text.splitlines())
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))
