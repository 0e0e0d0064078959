"""Who is told of an act? Messages are derived from the record, so no act waits for them and none is forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mla.lifecycle import STEPS
from mla.models import Event
from mla.vocabulary import HOME, Direction
from workflows.models import Alert, Pulse

PULSE = "news"
OVERLAP = timedelta(minutes=10)
"""An event is looked for again for so long: its transaction may have ended after a later one's."""
FIRST = timedelta(days=1)
"""How far the first run looks back."""
_WORDS = (*STEPS, "reassign")


def gather(*, now: datetime) -> int:
    """Write the messages that the events since the last run call for; how many events there were.

    Who opened a request is told of each step that another takes, and apart from that where their answers are asked
    for; who is handed a task is told so. One message for an event and a person, however often it
    is looked for. A run that fails leaves the moment of the last whole one.
    """
    last = Pulse.objects.filter(name=PULSE).first()
    since = (last.began_at - OVERLAP) if last else now - FIRST
    events = list(_since(since))
    alerts = [alert for event in events if (alert := _alert(event, now))]
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


def _alert(event: Event, now: datetime) -> Alert | None:
    """The message that the event calls for; None where nobody is told."""
    request, sort = event.request, "moved"
    told = request.created_by_id
    if event.verb == "reassign":
        sort, told = "task", int(event.details["to"])
    elif event.verb == "ask" and event.party == HOME and request.direction == Direction.OUT:
        sort = "asked"
    if told == event.actor_id:
        return None
    return Alert(
        sort=sort, subject_key=f"event {event.pk}", recipient_id=told, request=request, created_at=now,
    )
