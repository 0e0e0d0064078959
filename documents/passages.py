"""What may an officer write into a letter? Paragraphs, lists, emphasis, and placeholders for our own values.

What is typed becomes blocks of plain runs when the letter is issued; it is never compiled, markup or an address.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents import languages, pages, pdf, placeholders, trials
from documents.models import Passages
from mla.models import Request

Run = dict[str, Any]  # {"text": "...", "is_strong": False}
Block = dict[str, Any]  # {"kind": "paragraph" | "bullet" | "number", "runs": [Run]}; a number has its "number"
LIMIT = 4000  # characters of one text
WRITTEN = "SELECT EXISTS (SELECT 1 FROM documents_passages WHERE request_id = mla_request.id)"
"""Whether any passages of the request were written: whoever locks its row may ask so at once, as `has_passages`."""
_MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["emphasis", "list"])
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_WRAP = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])")
_PARTS = re.compile(r'{% (?:extends|include) "(letters/[^"]+)"')
_PASSAGE = re.compile(r'{% passage "(\w+)"')
_LISTS = {"bullet_list_open": "bullet", "ordered_list_open": "number"}


def written(request: Request, word: str, code: str, snapshot: dict[str, Any]) -> dict[str, dict[str, list[Block]]]:
    """The passages that were written for this letter, as blocks by name and language; the others keep their wording.

    At most one query an act, whatever the number of its letters. Raises NotPossible naming each passage and its flaw.
    """
    given = typed(request, word, code)
    if not given:
        return {}
    known = names(pages.template_for(code, request))
    found = {name: checked(given[name], snapshot) for name in known if name in given}
    for name, (_blocks, flaws) in found.items():
        told = [{"letter": code, "passage": name, "flaw": one} for one in flaws]
        trials.refuse(*(_("%(letter)s, passage “%(passage)s”: %(flaw)s.") % one for one in told))
    return {name: blocks for name, (blocks, _flaws) in found.items() if any(blocks.values())}


def checked(texts: Mapping[str, str], snapshot: dict[str, Any]) -> tuple[dict[str, list[Block]], list[str]]:
    """One passage as blocks in the letter's languages, and what is wrong with it; empty texts give no blocks."""
    keys = [languages.KEYS[one] for one in snapshot["languages"]]
    given = {key: texts.get(key, "").replace("\r\n", "\n").strip() for key in keys}
    if not any(given.values()):
        return {}, []
    flaws = [] if all(given.values()) else [_("the text in the other language of the letter is missing")]
    blocks = {}
    for key, text in given.items():
        blocks[key], wrong = parsed(text, placeholders.values(snapshot, key))
        flaws += wrong
    return blocks, flaws


def parsed(text: str, known: placeholders.Values) -> tuple[list[Block], list[str]]:
    """The blocks of a text, its placeholders filled, and what is wrong with it; a text too long has no blocks."""
    flaws = unprintable(text)
    if len(text) > LIMIT:
        return [], flaws
    tokens = _MARKDOWN.parse(text)
    if any(one.type in _LISTS and one.level for one in tokens):
        flaws.append(_("a list within a list is not possible"))
    blocks = [block for token, kind, number in _texts(tokens) for block in _blocks(token, kind, number)]
    for run in (run for block in blocks for run in block["runs"]):
        if "**" in run["text"]:
            flaws.append(_("the asterisks of an emphasis do not match; place them inside quotation marks"))
        run["text"], wrong = placeholders.filled(run["text"], known)
        flaws += wrong
    return blocks, list(dict.fromkeys(flaws))


def unprintable(text: str) -> list[str]:
    """Why a text cannot be printed as it stands: it is too long, or has characters that no font has."""
    if len(text) > LIMIT:
        return [_("the text has %(length)s characters; the limit is %(limit)s") % {
            "length": len(text), "limit": LIMIT}]
    return [
        _("character U+%(code)s cannot be printed") % {"code": f"{ord(one):04X}"}
        for one in dict.fromkeys([*_CONTROL.findall(text), *pdf.unprintable(escape(text))])
    ]


def used(request: Request, word: str) -> None:
    """Forget what was written for the letters of this act: they are issued and hold it themselves."""
    if any(one.word == word for one in _kept(request)):
        request.passages.filter(word=word).delete()


@cache
def names(template: str) -> tuple[str, ...]:
    """The names of the passages that the template has, in its extended and included parts too."""
    text = (settings.BASE_DIR / "templates" / template).read_text()
    parts = dict.fromkeys(_PARTS.findall(text))
    own = _PASSAGE.findall(text)
    return tuple(dict.fromkeys([*own, *(name for part in parts for name in names(part))]))


def markup(blocks: list[Block]) -> SafeString:
    """The blocks as HTML, each text escaped."""
    parts = ((_element(kind, list(group)),) for kind, group in groupby(blocks, key=lambda one: one["kind"]))
    return format_html_join("", "{}", parts)


def typed(request: Request, word: str, code: str) -> trials.Typed:
    """What was written for this letter of this act, by name and language; an act that is tried has what is typed."""
    tried = trials.current()
    if tried is not None and code in tried.typed:
        return tried.typed[code]
    return next((one.texts for one in _kept(request) if (one.word, one.code) == (word, code)), {})


def _kept(request: Request) -> list[Passages]:
    if not getattr(request, "has_passages", True):
        return []
    prefetch_related_objects([request], "passages")
    return list(request.passages.all())


def _texts(tokens: Iterable[Token]) -> Iterable[tuple[Token, str, int | None]]:
    """Each run of text, with the kind of block it stands in and its number in a list."""
    kinds, number = ["paragraph"], 0
    for token in tokens:
        if token.type in _LISTS:
            kinds.append(_LISTS[token.type])
            number = int(token.attrGet("start") or 1) - 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            kinds.pop()
        elif token.type == "list_item_open":
            number += 1
        elif token.type == "inline":
            yield token, kinds[-1], number if kinds[-1] == "number" else None


def _blocks(token: Token, kind: str, number: int | None) -> list[Block]:
    """A new line begins a new paragraph, as who types expects; in a list it goes on with the item."""
    lines: list[list[Run]] = [[]]
    depth = 0
    for one in token.children or []:
        if one.type in ("strong_open", "em_open", "strong_close", "em_close"):
            depth += one.nesting
            continue
        content = one.content if kind == "paragraph" else _WRAP.sub("", one.content).replace("\n", " ")
        first, *more = content.split("\n")
        lines[-1].append({"text": first, "is_strong": depth > 0})
        lines += [[{"text": line, "is_strong": depth > 0}] for line in more]
    told = [[run for run in line if run["text"]] for line in lines]
    own = {"kind": kind} | ({} if number is None else {"number": number})
    return [own | {"runs": runs} for runs in told if runs]


def _element(kind: str, blocks: list[Block]) -> SafeString:
    if kind == "paragraph":
        return format_html_join("", "<p>{}</p>", ((_runs(one["runs"]),) for one in blocks))
    if kind == "bullet":
        items = format_html_join("", "<li>{}</li>", ((_runs(one["runs"]),) for one in blocks))
        return format_html("<ul>{}</ul>", items)
    rows = ((one["number"], _runs(one["runs"])) for one in blocks)
    return format_html("<ol>{}</ol>", format_html_join("", '<li value="{}">{}</li>', rows))


def _runs(runs: list[Run]) -> SafeString:
    parts = ((format_html("<b>{}</b>", one["text"]) if one["is_strong"] else one["text"],) for one in runs)
    return format_html_join("", "{}", parts)
