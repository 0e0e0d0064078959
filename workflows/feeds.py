"""What does a calendar feed hold? The deadlines that its owner may see at this moment, and no fact of any case.

An event names the reference, the clock and the page of the clock: whoever reads the calendar of a stolen telephone
learns no more. What is paused has no date and stands in no feed.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vDuration

from mla import models
from mla.vocabulary import Role
from workflows import deadlines, derivation
from workflows.models import ActionItem, Clock, Feed

CAP = 300
"""How many deadlines one feed holds, the nearest first."""
_DAY = timedelta(days=1)
_HOURLY = timedelta(hours=1)
Changes = list[datetime]


def by_token(token: str) -> Feed | None:
    """The feed at that secret address; None where there is none, it was revoked, or its owner's account is closed."""
    known = Feed.objects.select_related("owner", "authority")
    return known.filter(token=token, revoked_at=None, owner__is_active=True).first()


def clocks_of(feed: Feed) -> list[Clock]:
    """The running clocks of the feed by the present rights of its owner, who may have lost the desk meanwhile."""
    return list(
        _of(feed).filter(status="running").select_related("rule", "request", "started_by")
        .prefetch_related("entries__event", "changes").order_by("due_at", "pk")[:CAP]
    )


def actions_of(feed: Feed) -> list[ActionItem]:
    """The open action items of the feed by the present rights of its owner, the nearest first."""
    found = ActionItem.objects.visible_to(feed.owner).concerning(feed.owner).open()
    if feed.desk:
        if feed.authority is None or feed.authority.pk not in feed.owner.roles.get(feed.desk, ()):
            return []
        is_central = feed.authority.code == settings.MLA_OFFICE_AUTHORITY
        found = found.filter(desk=feed.desk, authority=None if is_central else feed.authority)
    return list(found.prefetch_related("changes").order_by("due_at", "pk")[:CAP])


def written(feed: Feed, absolute: Callable[[str], str]) -> tuple[bytes, datetime]:
    """The feed as iCalendar (RFC 5545) and the moment of its latest change; `absolute` makes an address whole."""
    found, made = clocks_of(feed), _empty(feed)
    corrected = _corrections(found)
    latest = feed.created_at
    for item in actions_of(feed):
        changes = [one.at for one in item.changes.all()]
        made.add_component(_of_action(item, changes, absolute(reverse("action", args=[item.code]))))
        latest = max(latest, *changes)
    for clock in found:
        changes = _changes(clock, corrected[clock.request_id])
        made.add_component(_of_clock(clock, changes, absolute(reverse("clock", args=[clock.pk]))))
        latest = max(latest, *changes)
    return made.to_ical(), latest


def name_of(feed: Feed) -> str:
    """What the feed is called in a calendar and in the list of feeds."""
    if not feed.desk:
        return _("Deadlines: my tasks and desks")
    return _("Deadlines: %(desk)s, %(authority)s") % {"desk": Role(feed.desk).label, "authority": feed.authority}


def _of(feed: Feed) -> QuerySet[Clock]:
    if not feed.desk:
        return deadlines.concerning(feed.owner)
    return deadlines.at_desk(feed.owner, feed.desk, feed.authority) if feed.authority else Clock.objects.none()


def _empty(feed: Feed) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Mutual legal assistance//Deadlines//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        made.add(name, name_of(feed))
    made.add("refresh-interval", vDuration(_HOURLY), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_HOURLY))
    return made


def _of_clock(clock: Clock, changes: Changes, address: str) -> Event:
    """One deadline at its last minute. Its number grows with every change, so a calendar replaces what it has."""
    told = f"{clock.request.own_reference or _('draft')}: {clock.rule}"
    shown = _("%(deadline)s (provisional)") % {"deadline": told} if clock.is_provisional else told
    made = _entry(f"clock-{clock.pk}", shown, derivation.last_minute(clock), changes, address)
    made.add("status", "TENTATIVE" if clock.is_provisional else "CONFIRMED")
    return made


def _of_action(item: ActionItem, changes: Changes, address: str) -> Event:
    """One action item at the last minute of its due day: its number, and nothing of what is to be done."""
    told = _("%(code)s: action item") % {"code": item.code}
    made = _entry(f"action-{item.pk}", told, item.last_minute, changes, address)
    made.add("status", "CONFIRMED")
    return made


def _entry(key: str, told: str, at: datetime, changes: Changes, address: str) -> Event:
    made = Event()
    made.add("uid", f"{key}@{settings.EMAIL_DOMAIN}")
    made.add("summary", told)
    made.add("url", address)
    made.add("dtstart", at.astimezone(UTC))
    made.add("dtstamp", max(changes).astimezone(UTC))
    made.add("last-modified", max(changes).astimezone(UTC))
    made.add("sequence", len(changes) - 1)
    made.add("transp", "TRANSPARENT")
    made.add("class", "CONFIDENTIAL")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", told)
    alarm.add("trigger", -_DAY)
    made.add_component(alarm)
    return made


def _changes(clock: Clock, corrected: Changes) -> Changes:
    """The moments at which the clock was started or moved: by its ledger, its journal, or a corrected moment."""
    found = [clock.started_by.recorded_at, *(one.changed_at for one in clock.changes.all())]
    for entry in clock.entries.all():
        found += [entry.event.recorded_at, *([entry.ends_at] if entry.ends_at else [])]
    return found + [one for one in corrected if one > clock.started_by.recorded_at]


def _corrections(clocks: list[Clock]) -> dict[int, Changes]:
    """Per request the moments at which an event was corrected. One query, none without clocks."""
    found: dict[int, Changes] = defaultdict(list)
    if clocks:
        events = models.Event.objects.filter(verb="correct", request__in={one.request_id for one in clocks})
        for request, recorded_at in events.values_list("request", "recorded_at"):
            found[request].append(recorded_at)
    return found
