"""How does a file come to a request? Kept and recorded in one transaction, or not at all."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from documents import attachments
from documents.models import Attachment
from mla.exceptions import PermissionDenied
from mla.models import Request, User
from workflows import engine


def check(request: Request, user: User) -> None:
    """Raises what the engine would raise, before a file is sent in vain."""
    if not any(one.word == "attach" for one in engine.sayable(request, user)):
        raise PermissionDenied


def attach(request: Request, upload: UploadedFile, *, by: User, now: datetime, **given: Any) -> Attachment:
    """Keep the file and record it; raises ValidationError, NotPossible or PermissionDenied, and then keeps nothing."""
    with transaction.atomic():
        found = attachments.accept(request, upload, by=by, now=now, **given)
        facts = {"attachment": found.pk, "title": found.title, "sha256": found.sha256}
        engine.mark(request, "attach", by=by, now=now, facts=facts)
    return found
