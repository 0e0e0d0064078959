"""Who gets the daily digest, and when? Whoever wants it, at half past eight of their own working day.

A row of `Alert` is written before the message is sent and completed after it: a crash, or a second run at the same
time, sends at most one more copy, under the same message id. A person for whom there is nothing to say gets none.
"""

import logging
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone

from mla import reference
from mla.models import Authority, Party, User
from workflows import digest_text
from workflows.calendar_store import CALENDARS, Calendars
from workflows.models import Alert, Pulse

LOG = logging.getLogger(__name__)
HOUR = time(8, 30)
PULSE = "digest"


@dataclass(frozen=True, slots=True)
class Turn:
    """A person whose digest is due, and their day."""

    user: User
    day: date
    zone: ZoneInfo

    @property
    def key(self) -> str:
        """What the alert is about."""
        return f"digest {self.day.isoformat()}"


def send(*, now: datetime) -> int:
    """Send every digest that has become due since the last run, and those of today that failed; how many went out.

    A run that breaks off leaves the moment of the last whole run as it was, so the next one begins there: nobody's
    half past eight is passed over as long as a run comes on the same day. One person's digest that fails, whatever
    the reason, keeps nobody else's back: it is logged, kept with its alert, and tried again by the next run.
    """
    last, sent, failed = Pulse.objects.filter(name=PULSE).first(), 0, 0
    turns = due(now, since=last.began_at if last else None)
    with get_connection() if turns else nullcontext() as connection:
        for turn in turns:
            try:
                sent += _sent(turn, connection, now)
            except Exception as problem:
                _keep_failure(turn, problem, now)
                failed += 1
    told = f"{failed} not sent" if failed else ""
    Pulse.objects.update_or_create(
        name=PULSE, defaults={"began_at": now, "ended_at": timezone.now(), "seen": len(turns), "failure": told}
    )
    return sent


def due(now: datetime, *, since: datetime | None) -> list[Turn]:
    """Whose half past eight lies in (since, now] of their present working day; and whose digest of it was not sent."""
    stamp = reference.stamp()
    authorities, calendars = reference.AUTHORITIES.at(stamp), CALENDARS.at(stamp)
    home = reference.home(reference.PARTIES.at(stamp))
    turns = [turn for user in _wanting() if (turn := _turn(user, authorities, calendars, home, now))]
    alerts = Alert.objects.filter(sort="digest", subject_key__in={one.key for one in turns})
    sent = {(user, key): at for user, key, at in alerts.values_list("recipient", "subject_key", "sent_at")}
    found = []
    for turn in turns:
        known = (turn.user.pk, turn.key)
        is_new = since is None or _hour(turn.day, turn.zone) > since
        if (known in sent and sent[known] is None) or (known not in sent and is_new):
            found.append(turn)
    return found


def _wanting() -> Iterable[User]:
    people = User.objects.filter(is_active=True, wants_digest=True).exclude(email="")
    return people.prefetch_related("memberships").order_by("pk")


def _turn(
    user: User, authorities: dict[int, Authority], calendars: Calendars, home: Party, now: datetime
) -> Turn | None:
    """The person's turn, if their hour has come today and the day is a working day of their authority."""
    place = next((authorities[one.authority_id] for one in user.memberships.all()), None)
    zone = _zone(user) or (place.tz if place else home.tz)
    day = now.astimezone(zone).date()
    calendar = (place.calendar or place.party.calendar) if place else home.calendar
    has_come = _hour(day, zone) <= now and calendars.of(calendar).is_working(day)
    return Turn(user, day, zone) if has_come else None


def _zone(user: User) -> ZoneInfo | None:
    """The person's own zone; None where they have none, or one that nobody knows."""
    try:
        return ZoneInfo(user.zone) if user.zone else None
    except (KeyError, ValueError):
        LOG.warning("User %s has an unknown time zone: %s", user.pk, user.zone)
        return None


def _keep_failure(turn: Turn, problem: Exception, now: datetime) -> None:
    LOG.error("The digest for user %s was not sent", turn.user.pk, exc_info=problem)
    alert = _alert(turn, now)
    alert.failure = f"{type(problem).__name__}: {problem}"[:300]
    alert.save(update_fields=["failure"])


def _alert(turn: Turn, now: datetime) -> Alert:
    values = {"sort": "digest", "created_at": now}
    return Alert.objects.get_or_create(subject_key=turn.key, recipient=turn.user, defaults=values)[0]


def _hour(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, HOUR, zone)


def _sent(turn: Turn, connection: BaseEmailBackend | None, now: datetime) -> bool:
    """Send one digest; False where there is nothing to say."""
    text = digest_text.written(turn.user, turn.day, turn.zone, now)
    if text is None:
        return False
    alert = _alert(turn, now)
    message = EmailMultiAlternatives(
        text.subject, text.plain, to=[turn.user.email], connection=connection,
        headers={
            "Message-ID": alert.message_id, "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{settings.SITE_URL}{reverse('reminders')}>",
        },
    )
    message.attach_alternative(text.html, "text/html")
    message.send()
    Alert.objects.filter(pk__in=[alert.pk, *text.told]).update(sent_at=now, failure="")
    return True
