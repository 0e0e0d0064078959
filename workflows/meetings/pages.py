"""What does a person read of a meeting and of action items? Only what they may see of the requests that are named."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, DateTimeField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mla import access
from mla.models import Request, User
from mla.paging import page
from workflows.deadlines import HORIZON
from workflows.meetings import actions as acts
from workflows.meetings import cases, minutes
from workflows.models import ActionChange, ActionItem, AgendaItem, Meeting, Minutes
from workflows.moments import Capitals, days_until
from workflows.relative import Now

Row = dict[str, Any]
MOST = 20
"""How many action items the inbox and the page of deadlines show, the nearest first."""
_OWNED = ("meeting", "owner", "authority__party")


def meeting(one: Meeting, user: User, now: Now) -> Row:
    """The page of a meeting. The same number of queries whatever is on it."""
    agenda = list(one.agenda.prefetch_related("commitments"))
    hidden = set(AgendaItem.objects.secret_to(user).filter(meeting=one).values_list("pk", flat=True))
    requests = _requests(one, user)
    rows = [
        {"item": item, "number": number, "requests": requests[item.pk], "is_hidden": item.pk in hidden}
        for number, item in enumerate(agenda, 1)
    ]
    written = list(Minutes.objects.filter(meeting=one).select_related("signed_by").order_by("-pk"))
    signed, newest = [each for each in written if each.is_signed], written[0] if written else None
    is_correcting = newest is not None and newest.is_correcting
    is_open = is_correcting or not (one.is_closed or signed)
    return {
        "meeting": one, "home": now.home, "status": status(one, now), "parties": list(one.parties.all()),
        "participants": one.participants.select_related("authority__party"), "agenda": rows,
        "cases": cases.told(one, user), "actions": actions(_of_meeting(one, user), now),
        "signed": minutes.readable_of(signed, user), "is_signed": bool(signed), "is_correcting": is_correcting,
        "draft": newest if newest and not newest.is_signed else None,
        "may_edit": is_open and access.may_meet(user),
        "may_close": not (one.is_closed or is_correcting) and access.may_meet(user),
        "may_review": is_open and cases.may_review(user) and one.held_on <= now.today,
    }


def listed(user: User, params: QueryDict, now: Now) -> Row:
    """The meetings that the person may know of: those to come, the nearest first, and a page of the others, the latest
    first."""
    every = Meeting.objects.visible_to(user).prefetch_related("parties")
    coming = list(every.filter(held_on__gt=now.today).order_by("held_on", "pk"))
    held = every.filter(held_on__lte=now.today).annotate(midnight=Cast("held_on", DateTimeField()))
    past = page(held, "midnight", params, newest_first=True)
    found = [*coming, *past.rows]
    signed = set(Minutes.objects.signed().filter(meeting__in=found).values_list("meeting", flat=True))
    open_items = ActionItem.objects.visible_to(user).open().filter(meeting__in=found)
    waiting = dict(open_items.order_by().values_list("meeting").annotate(number=Count("pk")))
    rows: list[Row] = [
        {"meeting": one, "status": status(one, now), "open_actions": waiting.get(one.pk, 0),
         "is_signed": one.pk in signed, "parties": list(one.parties.all())}
        for one in found
    ]
    return {"coming": rows[: len(coming)], "past": rows[len(coming) :], "page": past}


def status(one: Meeting, now: Now) -> dict[str, str]:
    """`coming`, `held` or `closed`, in words and as a colour."""
    if one.is_closed:
        return {"key": "closed", "label": pgettext("meeting", "closed"), "tone": "grey"}
    if one.held_on > now.today:
        return {"key": "coming", "label": pgettext("meeting", "to come"), "tone": "blue"}
    return {"key": "held", "label": pgettext("meeting", "held"), "tone": "yellow"}


def actions(found: Iterable[ActionItem], now: Now, zone: ZoneInfo | None = None) -> list[Row]:
    """Action items as lines, with the badge of what is left; `at` is the hour in the zone, where one is given."""
    return [
        {"action": one, "owner": owner(one), "is_theirs": one.is_theirs,
         "due": now.due(one.due_at, last=one.last_minute) if one.is_open else None,
         "at": dateformat.format(one.last_minute.astimezone(zone), "H:i") if zone else ""}
        for one in found
    ]


def known(user: User, which: str, params: QueryDict, now: Now) -> Row:
    """A page of the action items that the person may know of: `mine` (open, and theirs or their desks'), `open` or
    `ended`; the nearest first, of those that ended the latest. One query."""
    found = ActionItem.objects.visible_to(user).select_related(*_OWNED)
    lists = {"mine": found.concerning(user).open(), "open": found.open(), "ended": found.exclude(status="open")}
    shown = page(lists[which], "due_at", params, newest_first=which == "ended")
    return {"rows": actions(shown.rows, now), "page": shown}


def action(one: ActionItem, user: User, now: Now) -> Row:
    """The page of an action item: its line, its history, the warnings that were given, and what the person may do."""
    capitals = Capitals(now.home)
    history = [
        {"title": each.get_sort_display(), "by": str(each.by), "at_home": capitals.at_home(each.at),
         "iso": each.at.isoformat(), "note": _told(each)}
        for each in one.changes.select_related("by").order_by("-at", "-pk")
    ]
    return {
        **actions([one], now)[0], "history": history,
        "rungs": [{"at": capitals.at_home(each.claimed_at), "is_over": not each.name.startswith("-")}
                  for each in one.rungs.all()],
        "words": [word for word in acts.WORDS if one.is_open and acts.may(word, one, user)],
        "sees_meeting": Meeting.objects.visible_to(user).filter(pk=one.meeting_id).exists(),
    }


def owner(item: ActionItem) -> str:
    """Who owes it, in the reader's language."""
    if item.owner is not None:
        return str(item.owner)
    if not item.desk:
        return str(item.authority)
    desk = str(item.get_desk_display())
    return f"{desk} · {item.authority}" if item.authority else desk


def concerning(user: User, now: Now) -> Row:
    """The open action items of the person and of their desks, the nearest first. One query."""
    mine = ActionItem.objects.visible_to(user).concerning(user).open()
    return nearest(mine.select_related(*_OWNED).order_by("due_at", "pk"), now)


def owed(user: User, now: Now, *, side: str, band: str, whose: str) -> QuerySet[ActionItem]:
    """The open ones for the page of deadlines: of one side or both, in a band, and of the person or their desks."""
    found = ActionItem.objects.visible_to(user).open()
    theirs = Q(owner=None, desk="")
    if side != "all":
        found = found.filter(theirs if side == "theirs" else ~theirs)
    if whose:
        found = found.filter(owner=user) if whose == "mine" else found.concerning(user).filter(owner=None)
    until = days_until(HORIZON, now.moment, now.home)
    bands = {"overdue": Q(due_at__lte=now.moment),
             "soon": Q(due_at__gt=now.moment, due_at__lte=until), "later": Q(due_at__gt=until),
             "paused": Q(pk__in=[])}
    return found.filter(bands.get(band, Q())).select_related(*_OWNED).order_by("due_at", "pk")


def nearest(found: QuerySet[ActionItem], now: Now) -> Row:
    """The first of them, and how many there are. One query."""
    return _cut(list(found[:MOST + 1]), now)


def _cut(found: list[ActionItem], now: Now) -> Row:
    number = f"{MOST}+" if len(found) > MOST else str(len(found))
    return {"rows": actions(found[:MOST], now), "number": number}


def _told(change: ActionChange) -> str:
    if not (change.due_before and change.due_after):
        return change.note
    days = {"before": change.due_before.isoformat(), "after": change.due_after.isoformat(), "why": change.note}
    return _("From %(before)s to %(after)s: %(why)s") % days


def _of_meeting(one: Meeting, user: User) -> QuerySet[ActionItem]:
    return ActionItem.objects.visible_to(user).filter(meeting=one).select_related(*_OWNED)


def _requests(one: Meeting, user: User) -> dict[int, list[Request]]:
    """The requests that each item names and the person may see."""
    visible = Request.objects.visible_to(user)
    named = AgendaItem.requests.through.objects.filter(agendaitem__meeting=one, request__in=visible)
    found: dict[int, list[Request]] = defaultdict(list)
    for link in named.select_related("request").order_by("request__own_reference"):
        found[link.agendaitem_id].append(link.request)
    return found
