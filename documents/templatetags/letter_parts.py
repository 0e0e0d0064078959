"""How is a letter's text written? Tags for a passage, a heading and a label, each in the letter's languages."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from documents import passages
from documents.terms import han

register = template.Library()
KEYS = {"en": "en", "zh-Hans": "zh"}  # a passage's language and its key in the snapshot


class PairNode(template.Node):
    """An English and a Chinese passage, numbered as one paragraph; one of them alone where the letter has one language."""

    def __init__(self, english: NodeList, chinese: NodeList, *, is_numbered: bool) -> None:
        self.texts, self.is_numbered = {"en": english, "zh-Hans": chinese}, is_numbered

    def render(self, context: template.Context) -> str:
        number = next(context["paragraphs"]) if self.is_numbered else None
        # Both passages were rendered by the engine with autoescape.
        return _beside({tag: mark_safe(self.texts[tag].render(context).strip()) for tag in tags(context)}, number)


@register.tag
def pair(parser: Parser, token: Token) -> PairNode:
    """`{% pair %}English{% zh %}中文{% endpair %}`; `{% pair plain %}` has no number."""
    english, chinese = _two(parser, "endpair")
    return PairNode(english, chinese, is_numbered="plain" not in token.split_contents())


class PassageNode(PairNode):
    """A passage that an officer may write anew before the letter is issued; what is written here is the default."""

    def __init__(self, name: str, english: NodeList, chinese: NodeList, *, is_numbered: bool) -> None:
        super().__init__(english, chinese, is_numbered=is_numbered)
        self.name = name

    def render(self, context: template.Context) -> str:
        written = context.get("passages", {}).get(self.name)
        if written is None:
            return super().render(context) if any(self.texts.values()) else ""
        number = next(context["paragraphs"]) if self.is_numbered else None
        return _beside({tag: passages.markup(written[KEYS[tag]]) for tag in tags(context)}, number)


@register.tag
def passage(parser: Parser, token: Token) -> PassageNode:
    """`{% passage "opening" %}English{% zh %}中文{% endpassage %}`; with `plain` it has no number."""
    name = token.split_contents()[1].strip('"')
    english, chinese = _two(parser, "endpassage")
    return PassageNode(name, english, chinese, is_numbered="plain" not in token.split_contents())


class HeadingNode(template.Node):
    """A section's heading in the letter's languages."""

    def __init__(self, english: FilterExpression, chinese: FilterExpression) -> None:
        self.texts = {"en": english, "zh-Hans": chinese}

    def render(self, context: template.Context) -> str:
        return format_html("<h2>{}</h2>", _spans({tag: self.texts[tag].resolve(context) for tag in tags(context)}))


@register.tag
def heading(parser: Parser, token: Token) -> HeadingNode:
    """`{% heading "Facts" "案情" %}`."""
    _name, english, chinese = token.split_contents()
    return HeadingNode(parser.compile_filter(english), parser.compile_filter(chinese))


@register.simple_tag(takes_context=True)
def words(context: template.Context, english: str, chinese: str) -> SafeString:
    """`{% words "Name" "姓名" %}`: a label in the letter's languages."""
    return _spans({tag: {"en": english, "zh-Hans": chinese}[tag] for tag in tags(context)})


def tags(context: template.Context) -> list[str]:
    """The languages of the letter, as its passages are marked."""
    return [tag for tag in KEYS if tag.lower() in context.get("languages", ("en", "zh-hans"))]


def _two(parser: Parser, end: str) -> tuple[NodeList, NodeList]:
    english = parser.parse(("zh",))
    parser.delete_first_token()
    chinese = parser.parse((end,))
    parser.delete_first_token()
    return english, chinese


def _beside(passages_: dict[str, SafeString], number: int | None) -> SafeString:
    marks = {"en": f"{number}.", "zh-Hans": f"{han(number)}、"} if number is not None else {}
    rows = (
        (tag, format_html('<span class="marker">{}</span>', marks[tag]) if marks else "", text)
        for tag, text in passages_.items()
    )
    cells = format_html_join("", '<div class="text" lang="{}">{}{}</div>', rows)
    return format_html('<div class="pair{}">{}</div>', " single" if len(passages_) == 1 else "", cells)


def _spans(texts: dict[str, Any]) -> SafeString:
    return format_html_join(" ", '<span lang="{}">{}</span>', texts.items())


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
