"""How do messages leave? Kept before they are sent, sent at least once, always under the same Message-ID.

An e-mail holds a reference, the name of a clock, its due moment where the reader is, and a link; no fact of a case.
The daily digest is sent by its own job (`workflows.digests`).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mla import moments, reference
from mla.models import Request, User
from workflows import derivation
from workflows.models import ActionItem, Alert
from workflows.moments import zone_of

USUAL = {"rung": "each", "calendar": "each", "mention": "each", "task": "each", "asked": "each", "moved": "digest",
         "action": "each"}
"""How a message of each sort goes out, unless its reader chose otherwise: `each` at once, in the `digest`, `none`."""
AT_ONCE = ("sweep", "halt")
"""That the sweep has stopped, or that something must not leave the office, is told at once, whatever was chosen."""
SENT = (*USUAL, *AT_ONCE)
"""The sorts that may go out from here."""
NEWS = timedelta(days=7)
"""How long a message that was not sent is worth sending."""
NOT_ENTITLED = "The recipient may no longer see the request."
LIMIT = 500
RELATED = ("recipient", "request", "rung__clock__rule", "rung__clock__request__counterpart", "action")
"""What a message is written from."""
_REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)  # this one message; another may pass
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Note:
    """What a message says, in the reader's language: a title, the facts it may name, and where the rest is read."""

    title: str
    facts: tuple[tuple[str, str], ...]
    path: str


def of(user: User) -> QuerySet[Alert]:
    """A person's messages, those alone whose request they may see now."""
    visible = Request.objects.visible_to(user)
    shown = Q(rung=None) | Q(rung__clock__request__in=visible)
    shown &= Q(request=None) | Q(request__in=visible)
    shown &= Q(action=None) | Q(action__in=ActionItem.objects.visible_to(user))
    return Alert.objects.filter(shown, recipient=user)


def for_digest(user: User, now: datetime) -> QuerySet[Alert]:
    """The messages not yet seen or sent that this person wants to have in the daily digest, the newest first."""
    sorts = [sort for sort in USUAL if how(user, sort) == "digest"]
    waiting = unseen(user).filter(sort__in=sorts, sent_at=None, created_at__gte=now - NEWS)
    return _related(waiting).order_by("-created_at", "-pk")


def how(user: User, sort: str) -> str:
    """How this person is sent messages of the sort: `each`, `digest` or `none`."""
    return user.told_by.get(sort) or USUAL[sort]


def unseen(user: User) -> QuerySet[Alert]:
    """Those that the person has not marked as seen."""
    return of(user).filter(seen_at=None)


def send_new(*, now: datetime) -> list[int]:
    """Send what has not been tried yet, the oldest first, over one connection; the numbers of those that failed.

    Where the mail server itself fails the rest is left for the next run.
    """
    fresh = _unsent(now).filter(failure="").order_by("created_at").values_list("pk", flat=True)
    failed, connection = [], get_connection()
    try:
        for pk in fresh[:LIMIT]:
            try:
                send(pk, now=now, connection=connection)
            except _REFUSED:
                failed.append(pk)
            except OSError:
                return [*failed, pk]
    finally:
        connection.close()
    return failed


def send(pk: int, *, now: datetime, connection: BaseEmailBackend | None = None) -> bool:
    """Send one message; False where there is nothing to send (any more). Raises OSError where it fails.

    The row is locked from sending to marking: a crash between the two sends it again, under the same Message-ID. A
    failure is kept on the row. Who may not see the request any more is sent nothing.
    """
    try:
        with transaction.atomic():
            rows = _related(Alert.objects.select_for_update(of=("self",), skip_locked=True))
            alert = rows.filter(pk=pk, sent_at=None).exclude(recipient__email="").first()
            if alert is None:
                return False
            note = written(alert)
            if note is None:
                Alert.objects.filter(pk=pk).update(failure=NOT_ENTITLED)
                return False
            _mail(alert, note, connection).send()
            Alert.objects.filter(pk=pk).update(sent_at=now, failure="")
    except OSError as problem:
        _log.warning("message %s was not sent: %s", pk, problem)
        Alert.objects.filter(pk=pk).update(failure=f"{now:%Y-%m-%d %H:%M} UTC: {problem}"[:300])
        raise
    return True


def failed(now: datetime) -> list[int]:
    """The messages that a mail server refused and that are still worth sending."""
    tried = _unsent(now).exclude(failure__in=["", NOT_ENTITLED])
    return list(tried.order_by("created_at").values_list("pk", flat=True)[:LIMIT])


def written(alert: Alert) -> Note | None:
    """The message in its recipient's language; None where they may not see the request any more."""
    reader = alert.recipient
    if not of(reader).filter(pk=alert.pk).exists():
        return None
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        return shown(alert, zone_of(reader, reference.home(reference.PARTIES.now())))


def shown(alert: Alert, zone: ZoneInfo) -> Note | None:
    """One of the messages of `of`, in the language of the page; None where the request is hidden from its reader."""
    return _NOTES[alert.sort](alert, zone)


def _of_rung(alert: Alert, zone: ZoneInfo) -> Note | None:
    if alert.rung is None:
        return None
    clock = alert.rung.clock
    told = _named(clock.request)
    due = f"{moments.written(derivation.last_minute(clock), zone)} ({zone.key})"
    is_over = alert.rung.due_at >= clock.due_at
    title = _("%(reference)s: deadline passed") if is_over else _("%(reference)s: deadline near")
    facts = ((_("Reference"), told), (_("Deadline"), str(clock.rule)), (_("Due"), due))
    return Note(title % {"reference": told}, facts, reverse("clock", args=[clock.pk]))


def _of_calendar(alert: Alert, zone: ZoneInfo) -> Note | None:
    """That deadlines of a request moved."""
    if alert.request is None:
        return None
    told = _named(alert.request)
    title = _("%(reference)s: a calendar has moved a deadline") % {"reference": told}
    return Note(title, ((_("Reference"), told),), f"{reverse('request', args=[alert.request.pk])}?tab=clocks")


def _of_mention(alert: Alert, zone: ZoneInfo) -> Note | None:
    """Who wrote the note, and what, is read on the record alone."""
    if alert.request is None:
        return None
    told = _named(alert.request)
    title = _("%(reference)s: a note mentions you") % {"reference": told}
    return Note(title, ((_("Reference"), told),), f"{reverse('request', args=[alert.request.pk])}?tab=record")


def _of_event(alert: Alert, zone: ZoneInfo) -> Note | None:
    """That something happened to a request; what, is read on its page."""
    if alert.request is None:
        return None
    told = _named(alert.request)
    titles = {
        "task": _("%(reference)s: a task was handed to you"), "asked": _("%(reference)s: your answers are asked for"),
        "moved": _("%(reference)s: a step was taken"), "halt": _("%(reference)s: hard stop"),
    }
    path = reverse("request", args=[alert.request.pk])
    return Note(titles[alert.sort] % {"reference": told}, ((_("Reference"), told),), path)


def _of_action(alert: Alert, zone: ZoneInfo) -> Note | None:
    """The number of an action item and its day; what is to be done is read on its page."""
    if alert.action is None:
        return None
    facts = ((_("Action item"), alert.action.code), (_("Due"), alert.action.due_on.isoformat()))
    is_over = alert.created_at >= alert.action.due_at
    title = _("%(reference)s: action item is overdue") if is_over else _("%(reference)s: action item is due soon")
    return Note(title % {"reference": alert.action.code}, facts, reverse("action", args=[alert.action.code]))


def _of_sweep(alert: Alert, zone: ZoneInfo) -> Note:
    since = alert.subject_key.partition(" ")[2]
    facts = ((_("Last look at the deadlines (UTC)"), since),)
    return Note(_("Nobody is warned of deadlines: the sweep has stopped"), facts, reverse("health"))


def _of_digest(alert: Alert, zone: ZoneInfo) -> Note:
    return Note(_("Daily digest"), ((_("Day"), alert.subject_key.split()[-1]),), reverse("deadlines"))


_NOTES: dict[str, Callable[[Alert, ZoneInfo], Note | None]] = {
    "rung": _of_rung, "calendar": _of_calendar, "sweep": _of_sweep, "digest": _of_digest, "mention": _of_mention,
    "task": _of_event, "asked": _of_event, "moved": _of_event, "halt": _of_event,
    "action": _of_action,
}


def _unsent(now: datetime) -> QuerySet[Alert]:
    waiting = Alert.objects.filter(sent_at=None, sort__in=SENT, created_at__gte=now - NEWS, recipient__is_active=True)
    at_once = Q(sort__in=AT_ONCE)
    for sort, usual in USUAL.items():
        chosen = Q(**{f"recipient__told_by__{sort}": "each"})
        unchosen = Q(**{f"recipient__told_by__{sort}__isnull": True}) if usual == "each" else Q(pk__in=[])
        at_once |= Q(sort=sort) & (chosen | unchosen)
    return waiting.filter(at_once).exclude(recipient__email="")


def _related(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    return alerts.select_related(*RELATED)


def _named(request: Request) -> str:
    return request.own_reference or _("request without a reference")


def _mail(alert: Alert, note: Note, connection: BaseEmailBackend | None) -> EmailMessage:
    lines = [f"{label}: {value}" for label, value in note.facts]
    return EmailMessage(
        note.title, "\n".join([*lines, "", f"{settings.SITE_URL}{note.path}", ""]), to=[alert.recipient.email],
        headers={"Message-ID": alert.message_id, "Auto-Submitted": "auto-generated"}, connection=connection,
    )
