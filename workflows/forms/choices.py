"""What may be chosen on a form? Grounds with their articles, checks, authorities, items."""

from typing import Any

from mla import access, checklist
from mla.models import Authority, Citation, Ground, Party, Request
from mla.vocabulary import AuthorityKind

Choices = list[tuple[Any, str]]


def grounds(request: Request, sort: str) -> Choices:
    """Codes with names and, where someone has verified it, the article of the request's instrument."""
    articles: dict[str, str] = {}
    if request.instrument_id:
        verified = Citation.objects.filter(instrument=request.instrument_id, verified_on__isnull=False)
        articles = dict(verified.values_list("subject", "article"))
    return [
        (one.code, f"{one.code} {one}" + (f" ({articles[one.code]})" if one.code in articles else ""))
        for one in Ground.objects.filter(sort=sort)
    ]


def check_codes() -> Choices:
    """The catalogue of form checks, by code."""
    return [("", ""), *checklist.choices()]


def title(code: str) -> str:
    """What a check asks, in the reader's language."""
    return str(checklist.CHECKS[code].title) if code in checklist.CHECKS else code


def executing_authorities(request: Request) -> Choices:
    """Authorities of ours that may be instructed, the central ones left out; of a closed marking the one it binds."""
    if request.tlp in access.CLOSED:
        found = Authority.objects.filter(pk=access.holder(request) or 0)
    else:
        found = Authority.objects.filter(party=Party.home()).exclude(kind=AuthorityKind.CENTRAL)
    return [("", ""), *((one.pk, str(one)) for one in found)]


def foreign_authorities() -> Choices:
    """Authorities of other parties and ours, to which a request may be redirected."""
    return [("", ""), *((one.pk, f"{one} ({one.party})") for one in Authority.objects.select_related("party"))]


def items(request: Request) -> Choices:
    """The items of the request, by number."""
    return [(one.seq, str(one)) for one in request.items.all()]
