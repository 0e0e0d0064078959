"""What does a person see of each task that concerns them?"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet

from mla.models import Party, User
from workflows import deadline_rows, deadlines, reading, words
from workflows.models import Clock, Task
from workflows.moments import Capitals
from workflows.relative import Now

_SHOWN = ("request__counterpart", "owner", "authority")


def shown(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks with what their rows show, read at once."""
    return tasks.select_related(*_SHOWN)


def rows(
    tasks: Sequence[Task], user: User, now: Now, absent: Collection[int] = ()
) -> list[dict[str, Any]]:
    """The lines of the inbox; tasks of those `absent` may be taken. Three queries: clocks, and what is unread."""
    requests = {task.request_id for task in tasks}
    nearest, news = deadlines.nearest_of(requests), reading.news(requests, user)
    return [
        {**_row(task, nearest.get(task.request_id), user, now, absent), "news": news.get(task.request_id, "")}
        for task in tasks
    ]


def owed(clock: Clock | None, now: Now, away: Party) -> dict[str, Any]:
    """The nearest obligation of a request of that other party: its badge, and whose it is."""
    if clock is None:
        return {"due": None, "whose": ""}
    due = now.due(clock.due_at, away, is_stopped=clock.status == "paused")
    return {"due": due, "whose": deadline_rows.whose(clock)}


def _row(task: Task, clock: Clock | None, user: User, now: Now, absent: Collection[int]) -> dict[str, Any]:
    """One line. What it is sorted by is the task's own column; the clock only says whose the obligation is."""
    home, away = now.home, task.request.counterpart
    if task.due_at is not None and task.is_open:
        whose = deadline_rows.whose(clock) if clock else ""
        told = {"due": now.due(task.due_at, away), "whose": whose}
    else:
        told = owed(clock, now, away)
    return {
        "task": task,
        "route": route(task.direction, home, away),
        **told,
        "may_claim": task.is_open and (task.owner_id is None or task.owner_id in absent) and _is_at_my_desk(task, user),
        "decided": words.done(task.decided) if task.decided else "",
        "finished": Capitals(home).at_home(task.finished) if task.finished else "",
    }


def route(direction: str, home: Party, counterpart: Party) -> str:
    """“US → CN”: who asks whom."""
    first, second = (home, counterpart) if direction == "out" else (counterpart, home)
    return f"{first.code} → {second.code}"


def _is_at_my_desk(task: Task, user: User) -> bool:
    if task.authority_id is None:
        return task.desk in user.central_roles
    return task.authority_id in user.roles.get(task.desk, ())
