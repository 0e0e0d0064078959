"""What do officers tell each other about a request? Notes on its record; @name calls a person who may see it."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mla import access
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Event, Request, User
from workflows.locking import locked
from workflows.models import Alert

LONGEST = 2000
"""Characters of one note."""
_NAMED = re.compile(r"(?<![\w@.])@([\w.+-]+)")


def write(pk: int, text: str, *, by: User, now: datetime) -> Event:
    """Put a note on the record of the request, and tell whom it mentions.

    Raises PermissionDenied for who only reads, NotPossible where it is empty or too long, or names somebody who does
    not exist or may not see the request: the two are not told apart.
    """
    if not access.may_note(by):
        raise PermissionDenied(_("Who only reads writes no notes."))
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise NotPossible(_("A note has between 1 and %(most)s characters.") % {"most": LONGEST})
    names = {name.rstrip(".") for name in _NAMED.findall(text)}
    with transaction.atomic(), locked(pk, by) as request:
        people = _mentioned(names, request)
        event = request.record("note", by=by, now=now, text=text, mentions=sorted(one.pk for one in people))
        Alert.objects.bulk_create(
            Alert(
                sort="mention", subject_key=f"mention {event.pk} {pk}", recipient=one, request=request, created_at=now,
            )
            for one in people if one != by
        )
    return event


def _mentioned(names: set[str], request: Request) -> list[User]:
    found = {one.username: one for one in User.objects.filter(username__in=names, is_active=True)} if names else {}
    unknown = sorted(name for name in names if name not in found or not access.sees(found[name], request))
    if unknown:
        listed = ", ".join(f"@{one}" for one in unknown)
        raise NotPossible(_("Nobody of that name may see this request: %(names)s.") % {"names": listed})
    return list(found.values())
