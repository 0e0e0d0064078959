"""Which free texts does a request have, in which languages, and is each translation that of the present original?"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from mla import kinds
from mla.models import AssistanceItem, Offence, Request, Translation, User

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
class Text:
    """One free text: its original, its translation, and whether the translation is that of this original."""

    key: str
    label: str
    original: str
    translation: str
    is_current: bool


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
    """Every free text that is not empty, in the order of the letter."""
    language = target_language(request)
    made = {one.key: one for one in request.translations.all() if one.language == language}
    said = [(key, label, original) for key, label, original in _originals(request) if original.strip()]
    return [_text(key, label, original, made.get(key)) for key, label, original in said]


def title_said(request: Request) -> list[str] | None:
    """The last translation of the title with the digest of its original; None where there is none."""
    return Request.objects.annotate(said=RawSQL(TITLE_SAID, [])).values_list("said", flat=True).get(pk=request.pk)


def stale(request: Request) -> list[str]:
    """The labels of the texts whose translation is missing or belongs to an earlier original (CK-17)."""
    if not needs_translation(request):
        return []
    return [text.label for text in texts_of(request) if not text.is_current]


def save(request: Request, texts: Mapping[str, str], *, by: User, now: datetime) -> None:
    """Keep the translations, each tied to its original as it is now; an empty one, or one of no text, is left out."""
    language = target_language(request)
    originals = {key: original for key, _label, original in _originals(request) if original.strip()}
    for key, text in texts.items():
        if key in originals and text.strip():
            Translation.objects.update_or_create(
                request=request, key=key, language=language,
                defaults={"text": text.strip(), "original_digest": digest(originals[key]), "by": by, "at": now},
            )


def _text(key: str, label: str, original: str, made: Translation | None) -> Text:
    is_current = made is not None and made.original_digest == digest(original)
    return Text(key, label, original, made.text if made else "", is_current)


def _originals(request: Request) -> Iterator[tuple[str, str, str]]:
    for name in LINES + COLUMNS:
        yield name, _label(Request, name), getattr(request, name)
    kind = kinds.get(request.kind)
    for item in request.items.all():
        own = [(name, _label(AssistanceItem, name), getattr(item, name)) for name in ("description", "purpose")]
        for name, label, text in [*own, *kind.prose(item)]:
            yield f"item:{item.seq}:{name}", _("Item %(seq)s: %(what)s") % {"seq": item.seq, "what": label}, text
    for number, offence in enumerate(request.offences.all(), start=1):
        for name in ("name", "text", "max_penalty"):
            words = _("Offence %(number)s: %(what)s") % {"number": number, "what": _label(Offence, name)}
            yield f"offence:{offence.pk}:{name}", words, getattr(offence, name)


def _label(model: type[Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def _read_by(request: Request) -> str:
    return ZH if request.asked_language.startswith("zh") else EN


def _other(language: str) -> str:
    return EN if language == ZH else ZH
