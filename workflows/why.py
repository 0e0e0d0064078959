"""Why does a task stand at this desk? Step, role, who sent it, since when, and on what the nearest deadline rests."""

from typing import Any

from django.utils.translation import gettext as _

from workflows import deadline_rows, words
from workflows.models import Task
from workflows.moments import Capitals

Row = dict[str, Any]


def explain(task: Task, clocks: list[Row], capitals: Capitals) -> list[Row]:
    """The rows of the explanation; the clocks are those of `file.clocks`. One query: the act that opened the task."""
    sent = (
        task.request.events.filter(recorded_at__lte=task.created).exclude(verb__in=("view", "download", "note"))
        .select_related("actor").order_by("-seq").first()
    )
    place = task.authority or _("central authority")
    rows = [
        (_("Step"), task.get_state_display()),
        (_("Whose turn"), _("%(desk)s, %(place)s") % {"desk": task.get_desk_display(), "place": place}),
        (_("Sent by"), _sender(sent)),
        (_("At this desk since"), capitals.at_home(task.created)),
        (_("Taken"), task.assigned and capitals.at_home(task.assigned)),
        (_("Nearest deadline rests on"), _rule(clocks)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _sender(event: Any) -> str:
    if event is None:
        return ""
    act = words.done(event.verb, event.party)
    return f"{event.actor}: {act}" if event.actor else act


def _rule(clocks: list[Row]) -> str:
    first = clocks[0]["clock"] if clocks else None
    if first is None or first.status not in ("running", "paused"):
        return ""
    return f"{first.rule} ({first.rule.code}, {deadline_rows.law(first)})"
