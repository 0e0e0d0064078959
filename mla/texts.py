"""Which free texts does a request have, in which languages, and is each translation that of the present original?"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Model
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from mla import kinds, prose
from mla.models import AssistanceItem, Offence, Request, Translation, User
from mla.tongues import of_office

EN, ZH = "en", "zh-hans"
LINES = ("title", "investigating_authority", "investigating_functions")
TITLE_SAID = """SELECT ARRAY[text, original_digest] FROM mla_translation
WHERE request_id = mla_request.id AND key = 'title' ORDER BY at DESC LIMIT 1"""
"""The same as a column, which whoever locks the request's row may ask for at once, as `title_said`."""
COLUMNS = (
    "subject_matter", "facts", "purpose", "nexus", "urgency_reason", "time_limit_reason", "special_procedure",
    "confidentiality_reason",
)


@dataclass(frozen=True, slots=True)
class Original:
    """One free text as it was written: in which language, into which it is translated, and whether it must be."""

    key: str
    label: str
    original: str
    language: str
    target: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Text(Original):
    """One free text with its translation, and whether the translation is that of this original."""

    translation: str = ""
    is_current: bool = False


def is_han(text: str) -> bool:
    """Whether Han characters stand in the text."""
    return any("\u3400" <= one <= "\u9fff" or one >= "\U00020000" for one in text)


def digest(text: str) -> str:
    """What ties a translation to its original: SHA-256 of the text with plain line ends."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()


def target_language(request: Request) -> str:
    """The language of those who are asked; where the original is in it already, the other one of the pair."""
    target = _read_by(request)
    return target if target != request.language else _other(target)


def needs_translation(request: Request) -> bool:
    """Whether those who are asked read another language than that of the original."""
    return _read_by(request) != request.language


def texts_of(request: Request) -> list[Text]:
    """Every free text that is not empty, in the order of the letter, what was said in acts last."""
    made = {(one.key, one.language): one for one in request.translations.all()}
    return [_text(one, made.get((one.key, one.target))) for one in _originals(request)]


def title_said(request: Request) -> list[str] | None:
    """The last translation of the title with the digest of its original; None where there is none."""
    return Request.objects.annotate(said=RawSQL(TITLE_SAID, [])).values_list("said", flat=True).get(pk=request.pk)


def stale(request: Request) -> list[str]:
    """The labels of the texts whose translation is missing or belongs to an earlier original (CK-17)."""
    if not needs_translation(request) and not kinds.get(request.kind).retells(request.direction):
        return []
    return [text.label for text in texts_of(request) if text.is_needed and not text.is_current]


def save(request: Request, texts: Mapping[str, str], *, by: User, now: datetime) -> None:
    """Keep the translations, each tied to its original as it is now; an empty one, or one of no text, is left out."""
    originals = {one.key: one for one in _originals(request)}
    for key, text in texts.items():
        if key in originals and text.strip():
            one = originals[key]
            Translation.objects.update_or_create(
                request=request, key=key, language=one.target,
                defaults={"text": text.strip(), "original_digest": digest(one.original), "by": by, "at": now},
            )


def _text(one: Original, made: Translation | None) -> Text:
    is_current = made is not None and made.original_digest == digest(one.original)
    return Text(**asdict(one), translation=made.text if made else "", is_current=is_current)


def _originals(request: Request) -> Iterator[Original]:
    """The texts of the request in its language for those who are asked; what was said, for the other side."""
    language, target, is_needed = request.language, target_language(request), needs_translation(request)
    for key, label, text in _written(request):
        if text.strip():
            yield Original(key, label, text, language, target, is_needed)
    reader = of_office(request.counterpart.language)
    for key, label, text in prose.said(kinds.get(request.kind), request):
        own = ZH if is_han(text) else EN
        yield Original(key, label, text, own, _other(own), own != reader)


def _written(request: Request) -> Iterator[prose.Own]:
    for name in LINES + COLUMNS:
        yield name, _label(Request, name), getattr(request, name)
    kind = kinds.get(request.kind)
    for item in request.items.all():
        own = [(name, _label(AssistanceItem, name), getattr(item, name)) for name in ("description", "purpose")]
        for name, label, text in [*own, *kind.prose(item)]:
            yield f"item:{item.seq}:{name}", _("Item %(seq)s: %(what)s") % {"seq": item.seq, "what": label}, text
    yield from prose.written(kind, request)
    for number, offence in enumerate(request.offences.all(), start=1):
        for name in ("name", "text", "max_penalty"):
            words = _("Offence %(number)s: %(what)s") % {"number": number, "what": _label(Offence, name)}
            yield f"offence:{offence.pk}:{name}", words, getattr(offence, name)


def _label(model: type[Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def _read_by(request: Request) -> str:
    return of_office(request.asked_language)


def _other(language: str) -> str:
    return EN if language == ZH else ZH
