"""Who took a confidential paper? From CONFIDENTIAL upwards a letter or file that leaves is an act on the record."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from mla.models import Request, User
from mla.vocabulary import Classification


def downloaded(request: Request, *, by: User, now: datetime, what: str, sha256: str,
               conditions: Sequence[str] = ()) -> None:
    """Record that the person took this paper of the request, where its classification or a condition asks for it."""
    if request.classification < Classification.CONFIDENTIAL and not conditions:
        return
    bound: dict[str, Any] = {"conditions": list(conditions)} if conditions else {}
    with transaction.atomic():
        held = Request.objects.select_for_update().get(pk=request.pk)
        held.record("download", by=by, now=now, what=what, sha256=sha256, **bound)
