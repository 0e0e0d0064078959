"""What travels inside the PDF? `request.json`: what the letter prints, in one canonical form, so that a digest names it."""

import hashlib
from typing import Any

import rfc8785


def request_json(snapshot: dict[str, Any]) -> bytes:
    """The letter's data as RFC 8785 JSON: the same data, the same bytes."""
    return rfc8785.dumps(snapshot)


def digest(snapshot: dict[str, Any]) -> str:
    """SHA-256 of `request_json`, which a covering letter prints."""
    return hashlib.sha256(request_json(snapshot)).hexdigest()
