"""Who must know that a calendar moved an end? Those whose turn it is with the request."""

from collections.abc import Iterator
from datetime import datetime

from mla import access
from mla.models import Request, User
from workflows.audience import Audience
from workflows.models import Alert, CalendarVersion, ClockChange


def alert(version: CalendarVersion, *, now: datetime) -> None:
    """A message for each request whose ends the version moved: to the owners of its open tasks, else to supervisors.

    Only to those who may see the request. It is derived from the journal, so that it can be run again: nobody is told
    twice.
    """
    moved = ClockChange.objects.filter(cause="calendar", after=str(version)).values("clock__request")
    requests = list(Request.objects.filter(pk__in=moved).order_by("pk"))
    audience = Audience(requests)
    Alert.objects.bulk_create(
        [
            Alert(
                sort="calendar", subject_key=f"calendar {version.pk} {request.pk}", recipient=one, request=request,
                created_at=now,
            )
            for request in requests for one in _told(request, audience)
        ],
        ignore_conflicts=True,
    )


def _told(request: Request, audience: Audience) -> Iterator[User]:
    owners = {task.owner_id for task in audience.tasks.get(request.pk, ()) if task.owner_id} & audience.people.keys()
    if not owners:
        yield from audience.of(request, ("supervisor",))
    for pk in sorted(owners):
        if access.sees(audience.people[pk], request):
            yield audience.people[pk]
