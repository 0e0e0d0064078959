"""What does the office know better than the form of a step? Open checks, stale texts, clocks that expired."""

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from mla import completeness, texts
from mla.models import Request
from workflows import clocks


def facts(word: str, request: Request, now: datetime) -> dict[str, Any]:
    """What the office knows better than the form."""
    if word in ("submit", "receive"):
        open_checks = [one.text for one in completeness.check(request) if one.severity == "block"]
        return {"open_checks": open_checks, "content_digest": completeness.content_digest(request)}
    if word == "answer":
        return {"content_digest": completeness.content_digest(request)}
    if word == "transmit":
        prefetch_related_objects([request], "items", "offences", "translations")  # the letters print the same rows
        return {"untranslated" if request.is_review_owed else "stale_texts": [str(one) for one in texts.stale(request)]}
    if word == "confirm" and request.is_outgoing and (late := texts.stale(request)):
        return {"untranslated": [str(one) for one in late]}
    if word == "lapse":
        return {"expired": clocks.has_lapsed(request, now=now)}
    return {}
