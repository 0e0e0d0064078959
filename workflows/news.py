"""Who is told of an act? Messages are derived from the record, so no act waits for them and none is forgotten."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings

from mla import access
from mla.lifecycle import STEPS
from mla.models import Event, User
from mla.vocabulary import HOME, Direction, Role
from workflows.models import Alert, Pulse

PULSE = "news"
OVERLAP = timedelta(minutes=10)
"""An event is looked for again for so long: its transaction may have ended after a later one's."""
FIRST = timedelta(days=1)
"""How far the first run looks back."""
HALT = "halt"
_WORDS = (*STEPS, "reassign", HALT)


def gather(*, now: datetime) -> int:
    """Write the messages that the events since the last run call for; how many events there were.

    Who opened a request is told of each step that another takes, and apart from that where their answers are asked
    for; who is handed a task is told so; supervisors are told of hard stops. One message for an event and a person,
    however often it is looked for. A run that fails leaves the moment of the last whole one.
    """
    last = Pulse.objects.filter(name=PULSE).first()
    since = (last.began_at - OVERLAP) if last else now - FIRST
    events = list(_since(since))
    alerts = [alert for event in events for alert in _alerts(event, now)]
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)
    Pulse.objects.update_or_create(name=PULSE, defaults={"began_at": now, "ended_at": now, "seen": len(events)})
    return len(events)


def _since(moment: datetime) -> Iterator[Event]:
    """The events recorded since, read from the newest back by the key of the table."""
    newest = Event.objects.select_related("request").order_by("-pk")
    for event in newest.iterator(chunk_size=200):
        if event.recorded_at < moment:
            return
        if event.verb in _WORDS:
            yield event


def _alerts(event: Event, now: datetime) -> list[Alert]:
    """The messages that the event calls for."""
    if event.verb == HALT:
        return [_told(event, HALT, one.pk, now) for one in _supervisors() if access.sees(one, event.request)]
    alert = _alert(event, now)
    return [alert] if alert else []


def _supervisors() -> Iterable[User]:
    """The supervisors of our central authority, whoever of them has set off the stop included."""
    ours = {"memberships__role": Role.SUPERVISOR, "memberships__authority__code": settings.MLA_OFFICE_AUTHORITY}
    return User.objects.filter(is_active=True, **ours).distinct()


def _alert(event: Event, now: datetime) -> Alert | None:
    """The message to the one person whom the event concerns; None where nobody is told."""
    request, sort = event.request, "moved"
    told = request.created_by_id
    if event.verb == "reassign":
        sort, told = "task", int(event.details["to"])
    elif event.verb == "ask" and event.party == HOME and request.direction == Direction.OUT:
        sort = "asked"
    if told == event.actor_id:
        return None
    return _told(event, sort, told, now)


def _told(event: Event, sort: str, to: int, now: datetime) -> Alert:
    return Alert(
        sort=sort, subject_key=f"event {event.pk}", recipient_id=to, request=event.request, created_at=now,
    )
