"""Which priority cases does a meeting review, and what does it find? Each review is an act on the case's own record."""

from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mla import kinds
from mla.exceptions import NotPossible, PermissionDenied
from mla.kinds.fugitive.standing import FINDINGS, REVIEW
from mla.models import Event, Party, Request, User
from mla.tongues import spoken
from mla.vocabulary import Role
from workflows import engine, priorities
from workflows.meetings import planning
from workflows.models import Meeting
from workflows.relative import Now

Row = dict[str, Any]


def may_review(user: User) -> bool:
    """Whether the person records what a meeting found of priority cases."""
    return Role.LIAISON in user.central_roles


def before(meeting: Meeting, user: User, now: datetime) -> list[Row]:
    """The cases on a list that the person may see and record a review of, and that this meeting has not reviewed."""
    act = kinds.get(priorities.KIND).act(REVIEW)
    if act is None or not may_review(user):
        return []
    done = set(reviews(meeting).values_list("request", flat=True))
    return [
        row for row in priorities.listed(user, Now.at(now))
        if (one := row["request"]).pk not in done and act.actor(one.direction, one.state)
    ]


def reviews(meeting: Meeting) -> QuerySet[Event]:
    """The events of the reviews that the meeting held, of whatever case; who shows them asks who may see those."""
    return Event.objects.filter(verb=REVIEW, details__meeting=meeting.code).order_by("request", "seq")


def record(meeting: Meeting, request: Request, told: Row, *, by: User, now: datetime) -> Event:
    """Record what the meeting found of one case: the milestone `review`, at noon of its day at home.

    Raises PermissionDenied and NotPossible as the engine does, and before the meeting's day or once its minutes are
    signed.
    """
    home = Party.home()
    if meeting.held_on > home.day(now):
        raise NotPossible(_("The meeting lies in the future: a review is recorded once it was held."))
    noon = datetime.combine(meeting.held_on, time(12), home.tz)
    facts = {**told, "meeting": meeting.code}
    with planning.held(meeting, by=by):
        if reviews(meeting).filter(request=request).exists():
            raise NotPossible(_("This meeting has reviewed the case already."))
        return engine.mark(request, REVIEW, by=by, now=now, happened_at=min(noon, now), facts=facts)


def told(meeting: Meeting, user: User) -> list[Row]:
    """What the meeting found of each case that the person may see, in the reader's language."""
    found = reviews(meeting).filter(request__in=Request.objects.visible_to(user)).select_related("request")
    names = dict(FINDINGS)
    return [
        {"request": one.request, "told": one.details, "finding": str(names[one.details["finding"]]),
         "result": spoken(one.details.get("result", ""), one.details.get("result_zh", ""))} for one in found
    ]


def named(meeting: Meeting, user: User) -> list[int]:
    """The requests that the meeting names or reviewed; raises PermissionDenied where one is hidden from the person."""
    found = {*meeting.agenda.values_list("requests", flat=True), *reviews(meeting).values_list("request", flat=True)}
    found.discard(None)
    if not Request.objects.all_visible_to(user, found):
        raise PermissionDenied(_(
            "The meeting dealt with what is kept for a narrower circle: somebody of it does this."
        ))
    return sorted(found)
