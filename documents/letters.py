"""Which letters does an act issue? Picked by the catalogue, frozen and numbered now, printed by a job."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from documents import jobs, pages, sections
from documents.catalogue import REQUEST_LETTER, SECTIONS, Row, rows_for
from documents.contents import Material, head
from documents.models import Letter
from mla import kinds
from mla.models import Event, Request, User
from mla.vocabulary import HOME

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none can be taken for another


def issue(
    event: Event, request: Request, *, word: str, by: User | None, now: datetime, clocks: list[dict[str, Any]]
) -> list[Letter]:
    """Issue what the act needs: nothing for an act of the other side that we only registered.

    The caller holds the request's lock inside its transaction: a rollback takes letters, numbers and jobs back.
    """
    if event.party != HOME:
        return []
    material = Material(event, request, by, now, clocks)
    for row in rows_for(word, request.direction):
        if not row.only or _ONLY[row.only](material):
            letter = _letter(row, material)
            letter.save(force_insert=True)
            material.issued.append(letter)
    for letter in material.issued:
        jobs.render_letter.configure(queueing_lock=jobs.lock_of(letter.pk)).defer(letter_id=letter.pk)
    return material.issued


def _letter(row: Row, material: Material) -> Letter:
    request, addressee = material.request, material.addressee(row.to)
    code = kinds.get(request.kind).request_letter if row.code == REQUEST_LETTER else row.code
    contents = {name: sections.section(name, material) for name in SECTIONS[code]}
    number = Letter.next_number(request, material.now.astimezone(material.sender.tz).year)
    snapshot = head(material, code, addressee, number) | contents
    template = pages.template_for(code, request)
    return Letter(
        request=request, event=material.event, code=code, number=number, subject_en=snapshot["title"]["en"],
        subject_zh=snapshot["title"]["zh"], sender=material.sender, addressee=addressee, languages=["en", "zh-hans"],
        prevailing=material.sender.party.language, signed_by=material.signatory, issued_at=material.now,
        token=_token(), template=template, template_version=pages.version(template), snapshot=snapshot,
    )


def _token() -> str:
    """A verification code nobody can guess: 125 random bits, easy to read out and to type."""
    return "".join(secrets.choice(_SIGNS) for _ in range(25))


def _conditions_unsent(material: Material) -> bool:
    """Something is granted on conditions and no letter has put them to the other side in writing yet."""
    conditional = any(one.disposition == "conditional" for one in material.items)
    return conditional and not material.request.letters.filter(code="L12").exists()


def _partly_concluded(material: Material) -> bool:
    done = [bool(one.outcome) for one in material.items]
    return any(done) and not all(done)


_ONLY: dict[str, Callable[[Material], bool]] = {
    "they_asked": lambda material: bool(sections.points_answered(material)),
    "conditions_accepted": lambda material: material.facts.get("result") == "accepted",
    "conditions_unsent": _conditions_unsent,
    "partly_concluded": _partly_concluded,
    "nothing_concluded": lambda material: not _partly_concluded(material),
    "was_sent": lambda material: material.request.sent_at is not None,
}
