"""How is a letter's text written? Tags for passages, headings, labels and values, each in the letter's languages."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from documents import passages
from documents.terms import han, is_han
from mla import nationalities

register = template.Library()
KEYS = {"en": "en", "zh-Hans": "zh"}  # a passage's language and its key in the snapshot
_TAGS = {tag.lower(): tag for tag in KEYS}
_LONG = 600  # characters: longer texts stand below each other
_ONLY = {"en": "(in Chinese only)", "zh-Hans": "（仅有英文文本）"}  # in the column of the language that is missing
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]{2,}")


class PairNode(template.Node):
    """An English and a Chinese passage, numbered as one paragraph; one of them where the letter has one language."""

    def __init__(self, english: NodeList, chinese: NodeList, *, is_numbered: bool) -> None:
        self.texts, self.is_numbered = {"en": english, "zh-Hans": chinese}, is_numbered

    def render(self, context: template.Context) -> str:
        number = next(context["paragraphs"]) if self.is_numbered else None
        # Both passages were rendered by the engine with autoescape.
        said = {tag: mark_safe(self.texts[tag].render(context).strip()) for tag in tags(context)}
        return _beside({tag: format_html("<p>{}</p>", text) for tag, text in said.items()}, number)


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
        if (defaults := context.get("defaults")) is not None:  # whoever edits the letter begins with its own wording
            defaults[self.name] = {KEYS[tag]: self.texts[tag].render(context).strip() for tag in tags(context)}
        written = (context.get("passages") or {}).get(self.name)
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


class LabelNode(template.Node):
    """A label with values in it, in the letter's languages."""

    def __init__(self, english: NodeList, chinese: NodeList) -> None:
        self.texts = {"en": english, "zh-Hans": chinese}

    def render(self, context: template.Context) -> str:
        return _spans({tag: mark_safe(self.texts[tag].render(context).strip()) for tag in tags(context)})


@register.tag
def label(parser: Parser, token: Token) -> LabelNode:
    """`{% label %}Item {{ one.seq }}{% zh %}第{{ one.seq }}项{% endlabel %}`."""
    return LabelNode(*_two(parser, "endlabel"))


@register.simple_tag(takes_context=True)
def words(context: template.Context, english: str, chinese: str) -> SafeString:
    """`{% words "Name" "姓名" %}`: a label in the letter's languages."""
    return _spans({tag: {"en": english, "zh-Hans": chinese}[tag] for tag in tags(context)})


@register.simple_tag(takes_context=True)
def tags(context: template.Context) -> list[str]:
    """The languages of the letter in their order, as its passages are marked."""
    return [_TAGS[one] for one in context.get("languages") or _TAGS if one in _TAGS]


@register.simple_tag(takes_context=True)
def free(context: template.Context, text: Mapping[str, str] | None) -> SafeString:
    """What a person typed, original and translation beside each other, long ones below each other, each escaped; in
    the column of a language in which nobody said it stands so."""
    given = _completed(text, context)
    if not given:
        return SafeString("")
    return _row({tag: _paragraphs(one) for tag, one in given.items()}, "long" if _is_long(given) else "short")


@register.simple_tag(takes_context=True)
def both(context: template.Context, text: Mapping[str, str] | None) -> SafeString:
    """A value in the letter's languages, below each other in the cell of a table; equal texts once."""
    return _spans(_given(text, context))


@register.simple_tag(takes_context=True)
def speech(context: template.Context, text: Mapping[str, str] | None, least: int = 1) -> SafeString:
    """What a person typed, in the cell of a table; where a language lacks it that is said, if it has `least` words."""
    return _spans(_completed(text, context, least))


@register.simple_tag(takes_context=True)
def state(context: template.Context, told: str) -> SafeString:
    """A state by its name in the letter's languages, if it was told as a code of ISO 3166; else as it was told."""
    return _spans(_given(named, context)) if (named := nationalities.names(told)) else format_html("{}", told)


@register.filter
def own(text: Mapping[str, str], tag: str) -> str:
    """The text in that language alone; empty where it is left out of it."""
    return text[KEYS[tag]]


@register.filter
def said(text: Mapping[str, str], tag: str) -> SafeString:
    """The text in that language for a column of its own; one that exists in no other is marked with its own."""
    if text[KEYS[tag]] or not any(text[key] for key in KEYS.values()):
        return format_html("{}", text[KEYS[tag]])
    other = next(one for one in KEYS if one != tag)
    return format_html('<span lang="{}">{}</span>', other, text[KEYS[other]])


@register.filter
def rule(one: Mapping[str, Any] | None, key: str) -> str:
    """What a period rests on, in brackets: its name, its article, the class of its source; nothing without a rule."""
    if not one:
        return ""
    parts = [one["name"][key], one["article"][key], one["source"][key]]
    parts += [{"en": "provisional", "zh": "暂定"}[key]] if one["is_provisional"] else []
    told = [part for part in parts if part]
    return f" ({'; '.join(told)})" if key == "en" else f"（{'；'.join(told)}）"


@register.simple_tag(takes_context=True)
def name(context: template.Context, one: Mapping[str, str]) -> SafeString:
    """A person's or organisation's name: in Latin letters with the native form behind it, in Chinese the other way."""
    parts = (one.get("surname", ""), one.get("given_names", "")) if "surname" in one else (one["name"],)
    latin, native = " ".join(part for part in parts if part), one["native_name"]
    if not native:
        return format_html("{}", latin)
    marked = format_html('<b lang="zh-Hans">{}</b>', native) if is_han(native) else format_html("<b>{}</b>", native)
    if tags(context) == ["zh-Hans"]:
        return format_html('{}（<span class="inline" lang="en">{}</span>）', marked, latin)
    return format_html("{} ({})", latin, marked)


def _two(parser: Parser, end: str) -> tuple[NodeList, NodeList]:
    english = parser.parse(("zh",))
    parser.delete_first_token()
    chinese = parser.parse((end,))
    parser.delete_first_token()
    return english, chinese


def _beside(texts: dict[str, SafeString], number: int | None) -> SafeString:
    length = "" if _is_long(texts) else "short"
    return _row({tag: _marked(text, tag, number) for tag, text in texts.items()}, length)


def _row(texts: dict[str, SafeString], length: str) -> SafeString:
    """The texts beside each other; `short` ones stay on one page, `long` ones stand below each other."""
    css = " ".join(one for one in ("pair", "single" if len(texts) == 1 else "", length) if one)
    cells = format_html_join("", '<div class="text" lang="{}">{}</div>', texts.items())
    return format_html('<div class="{}">{}</div>', css, cells)


def _marked(text: SafeString, tag: str, number: int | None) -> SafeString:
    """The text with its number, which a reader hears with the first paragraph."""
    if number is None:
        return text
    mark = f"{number}. " if tag == "en" else f"{han(number)}、"
    marker = format_html('<span class="marker">{}</span>', mark)
    if text.startswith("<p>"):
        return format_html("<p>{}{}", marker, SafeString(text.removeprefix("<p>")))
    return format_html("<p>{}</p>{}", marker, text)


def _spans(texts: dict[str, Any]) -> SafeString:
    return format_html_join(" ", '<span lang="{}">{}</span>', texts.items())


def _given(text: Mapping[str, str] | None, context: template.Context) -> dict[str, str]:
    """The text by the letter's languages; what exists in another one only stays in that. Equal texts once."""
    told = {tag: text[key] for tag, key in KEYS.items() if text[key]} if text else {}
    own = {tag: told[tag] for tag in tags(context) if tag in told} or told
    return dict([next(iter(own.items()))]) if len(own) > 1 and len(set(own.values())) == 1 else own


def _completed(text: Mapping[str, str] | None, context: template.Context, least: int = 1) -> dict[str, str]:
    """The text by the letter's languages; in one that lacks it the note that it has the other one alone."""
    given, written = _given(text, context), tags(context)
    if len(written) < 2 or not given or not _has_words(next(iter(given.values())), least):
        return given
    if (spoken := context.get("spoken")) is not None:  # whoever edits the letter writes what is missing
        spoken.append(text)
    missing = [tag for tag in written if text and not text[KEYS[tag]]]
    return {tag: _ONLY[tag] if tag in missing else given[tag] for tag in written} if missing else given


def _has_words(text: str, least: int) -> bool:
    """Whether a text has at least so many words; of Chinese each character counts as one."""
    return len(_WORD.findall(text)) >= least


def _is_long(given: Mapping[str, str]) -> bool:
    return any(len(one) > _LONG for one in given.values())


def _paragraphs(text: str) -> SafeString:
    lines = (line.strip() for line in text.splitlines())
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))
