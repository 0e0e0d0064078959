"""Which points can be asked, and where is each answered? Findings of the checks become points; points lead to pages."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from mla import completeness, drafts, kinds
from mla.checklist import INTERNAL
from mla.findings import Finding
from mla.models import Request, User
from mla.tongues import LANGUAGES, tongue
from mla.versions import Difference, since_handed_in


@dataclass(frozen=True, slots=True)
class Offer:
    """One finding that may be asked about."""

    label: str
    point: dict[str, str]
    is_required: bool


def offered(request: Request) -> dict[str, Offer]:
    """The findings that may become points, by a key that stays while the request stays as it is."""
    found: dict[str, dict[str, Finding]] = {}
    required: set[str] = set()
    for key, language in LANGUAGES.items():
        with override(language):
            for one in completeness.survey(request).questions:
                if not one.is_answered and one.finding.code not in INTERNAL:
                    name = _key(one.finding)
                    found.setdefault(name, {})[key] = one.finding
                    required |= {name} if one.is_required else set()
    own = tongue()
    return {name: _offer(pair, own, is_required=name in required) for name, pair in found.items() if own in pair}


def leads(request: Request, user: User) -> list[dict[str, Any]]:
    """Each open point with the pages (title, address) that mend it, if the person may write there, and what was
    changed for it since the request was handed in."""
    if not drafts.may_draft(user, request):
        return []
    changed = since_handed_in(request, request.home.day(request.entered_at))
    found = []
    for point in request.points.filter(answered_at=None):
        places = set(drafts.places_of(request, point))
        said = [one for one in changed if one.field in places]
        found.append({"point": point, "links": _pages(request, places), "changes": said})
    return found


def suggestion(changes: list[Difference]) -> str:
    """What the answer could say: which answers of the request were changed for the point, and what they say now."""
    now = ((one.label, "".join(piece.text for piece in one.pieces if piece.sort != "gone")) for one in changes)
    return "\n".join(_("%(label)s: now “%(words)s”.") % {"label": label, "words": words or "–"} for label, words in now)


def _pages(request: Request, places: set[str]) -> list[tuple[str, str]]:
    """Title and address of each page on which such a place stands."""
    kind = kinds.get(request.kind)
    keys = dict.fromkeys(place.partition("/")[0] for place in sorted(places))
    pages = ((key, kind.section(request, key)) for key in keys)
    return [(str(page.title), reverse("writer_section", args=[request.pk, key])) for key, page in pages if page]


def _key(finding: Finding) -> str:
    return f"{finding.code}|{finding.section}|{finding.field}"


def _offer(pair: dict[str, Finding], own: str, *, is_required: bool) -> Offer:
    finding = pair[own]
    texts = {key: _sentence(one) for key, one in pair.items()}
    point = {"code": finding.code, "text": texts[own], "section": finding.section, "field": finding.field,
             **{f"text_{key}": text for key, text in texts.items()}}
    return Offer(finding.text, point, is_required)


def _sentence(finding: Finding) -> str:
    """The sentence without its code and article, which the letter prints beside it."""
    return finding.text.rpartition(f" ({finding.code}")[0] or finding.text
