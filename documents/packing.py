"""What travels inside the PDF? `request.json`, what the letter prints, and `manifest.json`, what the letter is.

Both in one canonical form, so that a digest names them and the same letter gives the same bytes.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import rfc8785

from documents.models import Letter
from documents.pdf import MANIFEST, REQUEST, Embedded


def request_json(snapshot: dict[str, Any]) -> bytes:
    """The letter's data as RFC 8785 JSON: the same data, the same bytes."""
    return rfc8785.dumps(snapshot)


def digest(snapshot: dict[str, Any]) -> str:
    """SHA-256 of `request_json`, which a covering letter prints."""
    return hashlib.sha256(request_json(snapshot)).hexdigest()


def embedded(letter: Letter) -> list[Embedded]:
    """The files inside the letter's PDF, dated as the letter is."""
    at = letter.issued_at.astimezone(UTC).replace(microsecond=0)
    return [
        Embedded(MANIFEST, "What this letter is, and the digests of what belongs to it", manifest_json(letter), at),
        Embedded(REQUEST, "What this letter says, as data", request_json(letter.snapshot), at),
    ]


def manifest_json(letter: Letter) -> bytes:
    """What identifies the letter and what belongs to it. Never its verification code."""
    return rfc8785.dumps({
        "number": letter.number, "code": letter.code, "references": letter.snapshot["references"],
        "issued_at": letter.issued_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "languages": letter.languages, "prevailing": letter.prevailing,
        "supersedes": letter.supersedes.number if letter.supersedes else None,
        "template": {"name": letter.template, "version": letter.template_version}, "renderer": letter.renderer,
        "request": {"name": REQUEST, "sha256": digest(letter.snapshot)},
        "annexes": list(annexes(letter.snapshot)),
    })


def annexes(snapshot: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every file that the letter lists, in the order of its data, each once."""
    seen: set[str] = set()
    for one in _files(snapshot):
        if one["sha256"] not in seen:
            seen.add(one["sha256"])
            yield {name: one[name] for name in ("title", "filename", "sha256", "size") if name in one}


def _files(value: Any) -> Iterator[dict[str, Any]]:
    match value:
        case {"sha256": str(), **_rest}:
            yield value
        case dict():
            for key in sorted(value):
                yield from _files(value[key])
        case list():
            for one in value:
                yield from _files(one)
