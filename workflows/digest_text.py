"""What does the daily digest say? References, clocks, moments and links, ours apart from theirs; no fact of a case.

An action item of a meeting stands beside the clocks, as ours: by its number, without what is to be done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mla.models import User
from mla.moments import written_day
from mla.vocabulary import HOME
from workflows import deadline_rows, deadlines, messages
from workflows.models import ActionItem, Alert, Clock
from workflows.relative import Now

PAUSED_DAYS = 30
"""A pause longer than this is named each day."""
CAP = 60
"""How many deadlines one digest names, and how many pauses; the page has the rest."""
_DAY = timedelta(days=1)
Line = dict[str, Any]
Owed = Clock | ActionItem


@dataclass(frozen=True, slots=True)
class Text:
    """One message in one language, as two alternatives."""

    subject: str
    plain: str
    html: str
    told: tuple[int, ...] = ()
    """The messages that it holds, by their numbers."""


def written(user: User, day: date, zone: ZoneInfo, now: datetime) -> Text | None:
    """The person's digest of that day, in their language, by their rights of this moment; None: nothing to say."""
    with translation.override(user.language):
        present = Now.at(now)
        mine, until = deadlines.concerning(user), _midnight_after(day + 7 * _DAY, zone)
        running = _nearest(list(_listed(mine.filter(status="running", due_at__lte=until))), _items(user, until))
        paused = list(_listed(deadlines.longer_paused(mine, PAUSED_DAYS, now), "since"))
        news = list(messages.for_digest(user, now)[: CAP + 1])
        if not running and not paused and not news:
            return None
        bands = _bands(running[:CAP], paused[:CAP], now, _midnight_after(day, zone))
        context = {
            "language": translation.get_language(), "day": written_day(day), "sides": _sides(bands, present),
            "news": _news(news[:CAP], zone), "is_cut": max(len(running), len(paused), len(news)) > CAP,
            "days": PAUSED_DAYS, "messages": _whole("messages"),
            "page": _whole("deadlines"), "choice": _whole("reminders"),
        }
        numbers = {"day": context["day"], "overdue": len(bands["overdue"]), "today": len(bands["today"])}
        return Text(
            _("Deadlines, %(day)s: %(overdue)s overdue, %(today)s due today") % numbers,
            render_to_string("workflows/digest.txt", context), render_to_string("workflows/digest.html", context),
            tuple(one.pk for one in news[:CAP]),
        )


def _listed(clocks: QuerySet[Clock], first: str = "due_at") -> QuerySet[Clock]:
    """The nearest, one more than are named."""
    return deadlines.shown(clocks).order_by(first, "pk")[: CAP + 1]


def _items(user: User, until: datetime) -> list[ActionItem]:
    found = ActionItem.objects.visible_to(user).concerning(user).open()
    return list(found.filter(due_at__lte=until).order_by("due_at", "pk")[: CAP + 1])


def _nearest(clocks: list[Clock], items: list[ActionItem]) -> list[Owed]:
    """Both together, the nearest first."""
    every: list[Owed] = [*clocks, *items]
    return sorted(every, key=lambda one: one.due_at)[: CAP + 1]


def _bands(
    running: list[Owed], paused: list[Clock], now: datetime, midnight: datetime
) -> Mapping[str, Sequence[Owed]]:
    return {
        "overdue": [one for one in running if one.due_at <= now],
        "today": [one for one in running if now < one.due_at <= midnight],
        "week": [one for one in running if max(now, midnight) < one.due_at],
        "paused": paused,
    }


def _sides(bands: Mapping[str, Sequence[Owed]], now: Now) -> list[Line]:
    """Ours, then theirs, each with those of its parts that hold something."""
    titles = {
        "overdue": _("Overdue"), "today": _("Due today"), "week": _("Due in the next 7 days"),
        "paused": _("Paused for more than %(days)s days") % {"days": PAUSED_DAYS},
    }
    heads = {"ours": _("Ours to meet"), "theirs": _("Theirs to meet")}
    found = []
    for side, obligated in deadlines.SIDES.items():
        parts = [
            {"title": titles[band], "lines": lines}
            for band, owed in bands.items()
            if (lines := [_line(one, now) for one in owed if _obligated(one) == obligated])
        ]
        if parts:
            found.append({"title": heads[side], "parts": parts})
    return found


def _news(alerts: list[Alert], zone: ZoneInfo) -> list[Line]:
    notes = [note for one in alerts if (note := messages.shown(one, zone))]
    return [{"title": note.title, "url": f"{settings.SITE_URL}{note.path}"} for note in notes]


def _obligated(owed: Owed) -> str:
    """Whose obligation it is; an action item is in the digest of who owes it alone."""
    return owed.obligated if isinstance(owed, Clock) else HOME


def _line(owed: Owed, now: Now) -> Line:
    return _line_of_clock(owed, now) if isinstance(owed, Clock) else {
        "reference": owed.code, "name": _("action item of a meeting"), "url": _whole("action", owed.code),
        "is_provisional": False, "due": now.due(owed.due_at, last=owed.last_minute), "since": "", "is_paused": False,
    }


def _line_of_clock(clock: Clock, now: Now) -> Line:
    row = deadline_rows.row(clock, now)
    return {
        "reference": clock.request.own_reference or _("draft"), "name": str(clock.rule),
        "url": _whole("clock", clock.pk), "is_provisional": clock.is_provisional, "due": row["due"],
        "since": row["pauses"][0]["since"] if row["pauses"] else "", "is_paused": row["is_paused"],
    }


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + _DAY, time(), zone).astimezone(UTC)


def _whole(name: str, *args: int | str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"
