"""How is a paper that belongs to no request issued, printed and sealed? As a letter is, by the same press and key."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import rfc8785
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from documents import letters, pages, pdf, press, store, tokens
from documents.models import Paper
from mla.models import Authority

_LONGEST = 500  # signs of a failure


def issue(
    *, number: str, title: tuple[str, str], template: str, snapshot: dict[str, Any], now: datetime,
    supersedes: Paper | None = None,
) -> Paper:
    """A new paper of the office, its content frozen now. The caller's transaction defers its printing."""
    sender = Authority.objects.own()
    return Paper.objects.create(
        number=number, title_en=title[0], title_zh=title[1], sender=sender, issued_at=now, token=letters.new_token(),
        template=template, template_version=pages.version(template), snapshot=snapshot, supersedes=supersedes,
    )


def print_and_seal(paper_id: int) -> None:
    """Print and seal one paper; what cannot be printed or sealed is said on it. A second run finds nothing to do."""
    from documents import seal  # noqa: PLC0415 -- slow import

    paper = Paper.objects.get(pk=paper_id)
    unprinted = Paper.objects.filter(pk=paper_id, sha256="")
    if paper.sha256:
        return
    unprinted.filter(printing_since=None).update(printing_since=timezone.now())
    paper.refresh_from_db(fields=["printing_since"])
    try:
        seal.may()
        html = pages.page(paper.template, paper.snapshot, tokens.block(paper.number, paper.token))
        unsealed, length = press.printed(html, _embedded(paper))
        began = paper.printing_since or timezone.now()
        sealed = seal.put_on(unsealed, at=timezone.now() if settings.MLA_TSA_URL else began)
    except (pdf.Unprintable, pdf.Unsealable) as flaw:
        unprinted.update(failure=str(flaw)[:_LONGEST], printing_since=None)
        return
    with transaction.atomic():
        unprinted.update(
            sha256=store.put(sealed.content), size=len(sealed.content), pages=length, failure="",
            certificate=sealed.certificate,
        )


def _embedded(paper: Paper) -> list[pdf.Embedded]:
    """The paper's data, and what it is, inside the PDF."""
    at = paper.issued_at.astimezone(UTC).replace(microsecond=0)
    data = rfc8785.dumps(paper.snapshot)
    manifest = rfc8785.dumps({
        "number": paper.number, "issued_at": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "template": {"name": paper.template, "version": paper.template_version},
        "request": {"name": pdf.REQUEST, "sha256": hashlib.sha256(data).hexdigest()},
    })
    return [
        pdf.Embedded(pdf.MANIFEST, "What this paper is, and the digest of its data", manifest, at),
        pdf.Embedded(pdf.REQUEST, "What this paper says, as data", data, at),
    ]
