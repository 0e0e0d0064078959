"""Which letters does an act issue? Picked by the catalogue, frozen and numbered now, printed by a job."""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from documents import (
    certificates,
    certified,
    costs,
    jobs,
    languages,
    mandatory,
    mistakes,
    oral,
    pages,
    passages,
    proceedings,
    secrecy,
    sections,
    transfers,
    trials,
    untold,
)
from documents.catalogue import REQUEST_LETTER, printed, rows_for
from documents.contents import Material, head
from documents.models import Letter
from mla import kinds
from mla.issuing import Row
from mla.models import AssistanceItem, Event, Request, User
from mla.vocabulary import HOME

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none can be taken for another


def issue(
    event: Event, request: Request, *, word: str, by: User | None, now: datetime, clocks: list[dict[str, Any]]
) -> list[Letter]:
    """Issue what the act needs: nothing for an act of the other side that we only registered.

    Raises NotPossible with everything that a letter must say and nobody has said. The caller holds the request's lock
    inside its transaction: a rollback takes letters, numbers and jobs back.
    """
    if event.party != HOME:
        return []
    material = Material(event, request, by, now, clocks)
    for row in rows_for(word, request):
        if _is_wanted(row, material):
            material.issued += [_letter(row, material, item) for item in _each(row, material)]
    if material.issued:
        gaps = [gap for one in material.issued for gap in mandatory.missing(one.code, request.kind, one.snapshot)]
        trials.refuse(*gaps, *certified.gaps(material))
        for letter in material.issued:
            letter.save(force_insert=True)  # many at once go out as arrays, whose writing takes longer than a statement
        passages.used(request, word)
    for letter in material.issued:
        jobs.render_letter.configure(queueing_lock=jobs.lock_of(letter.pk)).defer(letter_id=letter.pk)
    return material.issued


def _is_wanted(row: Row, material: Material) -> bool:
    if callable(row.only):
        return row.only(material.request, material.facts)
    return not row.only or _ONLY[row.only](material)


def _each(row: Row, material: Material) -> Iterable[AssistanceItem | None]:
    return _EACH[row.each](material) if row.each else (None,)


def _letter(row: Row, material: Material, item: AssistanceItem | None) -> Letter:
    material.item = item
    request, addressee = material.request, material.addressee(row.to)
    code = kinds.get(request.kind).request_letter if row.code == REQUEST_LETTER else row.code
    material.left_out = []
    contents = {name: sections.section(name, material) for name in printed(code, request.kind)}
    number = Letter.next_number(request, material.now.astimezone(material.sender.tz).year)
    first = head(material, code, addressee, number)
    written, sender = first["languages"], material.sender
    typed = passages.typed(request, row.word, code)
    snapshot = untold.filled(code, languages.only(first | contents, written), typed)
    if said := passages.written(request, row.word, code, snapshot):
        snapshot["passages"] = said
    template = pages.template_for(code, request)
    return Letter(
        request=request, event=material.event, code=code, number=number, subject_en=first["title"]["en"],
        subject_zh=first["title"]["zh"], sender=sender, addressee=addressee, languages=written,
        prevailing=languages.prevailing(sender.party, written), signed_by=material.signatory, issued_at=material.now,
        token=new_token(), template=template, template_version=pages.version(template), snapshot=snapshot,
        left_out=material.left_out, supersedes=material.corrected if row.to == "corrected" else None,
    )


def new_token() -> str:
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
    "partly_concluded": lambda material: _partly_concluded(material) and not secrecy.must_disclose(material),
    "nothing_concluded": lambda material: not (_partly_concluded(material) or secrecy.must_disclose(material)),
    "must_disclose": secrecy.must_disclose,
    "was_sent": lambda material: material.request.sent_at is not None,
    "in_writing": lambda material: not oral.is_oral(material),
    "not_in_writing": oral.is_oral,
    "was_not_in_writing": oral.recorded,
    "confidential": secrecy.is_wanted,
    "extraordinary_costs": costs.are_extraordinary,
    "proceedings_ended": proceedings.has_ended,
    "things_returned": proceedings.are_things_returned,
    "corrects_a_letter": mistakes.is_in_letter,
}
_EACH: dict[str, Callable[[Material], list[AssistanceItem]]] = {
    "transferred": transfers.transferred, "travelling": transfers.travelling,
    **{code: partial(certified.items, code=code) for code in certificates.CODES},
}
