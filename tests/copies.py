"""Many rows out of one, written at once: for what a page costs when it has much to show. No act has made them."""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from typing import Any

from django.db.models import Model

from mla.models import Request
from tests.everything import Everything
from workflows.models import Task

Fresh = Callable[[int], Any]


def copies(row: Model, number: int, /, **fresh: Fresh) -> list[Any]:
    """So many copies of the row; what must differ is made from the number of the copy, from 1 on."""
    made = []
    for nth in range(1, number + 1):
        one = copy(row)
        one._state = copy(row._state)
        one.pk, one._state.adding = None, True
        for name, value in fresh.items():
            setattr(one, name, value(nth))
        made.append(one)
    return type(row)._base_manager.bulk_create(made)


def multiply(everything: Everything, number: int) -> None:
    """Of every row that a page of this office shows as many more, and as many more requests like the running one."""
    hidden = everything.hidden
    for request in (hidden.draft, hidden.running):
        request.refresh_from_db()
        _within(request, number)
    _requests(hidden.running, number)
    lin, running = everything.cast["lin"], hidden.running
    for alert in list(lin.alerts.all()):
        copies(alert, number, subject_key=lambda nth, of=alert: f"{of.sort} {nth + 1} {running.pk}")
    copies(lin.feeds.get(), number, token=lambda nth: f"token-{nth}")
    copies(lin.views.get(), number, name=lambda nth: f"View {nth}")
    copies(lin.absences.get(), number)
    copies(everything.cast["gus"].duty_shifts.get(), number)
    copies(running.case_files.get(), number)
    for name in ("template", "report"):
        row = everything.rows[name]
        field = "name" if name == "template" else "number"
        copies(row, number, **{field: lambda nth: f"Copy {nth}"})
    copies(everything.rows["commitment"].standings.get(), number)


def _within(request: Request, number: int) -> None:
    """More persons, items, letters, clocks, files and events of one request."""
    relations = ("persons", "organisations", "offences", "identifiers", "opinions", "conditions", "points",
                 "attachments", "clocks")
    found = [(getattr(request, name).first(), {}) for name in relations]
    found += [(request.items.first(), {"seq": lambda nth: 100 + nth}),
              (request.translations.first(), {"key": lambda nth: f"copy:{nth}"}),
              (request.versions.first(), {"number": lambda nth: 100 + nth}),
              (request.tasks.exclude(decided="").first(), {}),
              (request.events.last(), {"seq": lambda nth: request.record_end.length + nth}),
              (request.letters.first(), _letter())]
    for row, fresh in found:
        if row:
            made = copies(row, number, **fresh)
            if row == request.letters.first():
                delivery = row.deliveries.get()
                copies(delivery, number, letter=lambda nth, of=made: of[nth - 1])


def _letter() -> dict[str, Fresh]:
    return {"number": lambda nth: f"US-CN-COPY-{nth}-{id(nth)}", "token": lambda nth: f"token-{nth}-{id(nth)}"}


def _requests(running: Request, number: int) -> None:
    """More requests with a task, a clock, an event, a person, a link key and a measure each."""
    made = copies(running, number, own_reference=lambda nth: f"US-CN-2026-9{nth:03d}")

    def of(nth: int) -> Request:
        return made[nth - 1]

    task: Task = running.tasks.open().get()
    stages = copies(task.process, number, request=of)
    copies(task, number, request=of, process=lambda nth: stages[nth - 1],
           due_at=lambda nth: running.entered_at + timedelta(hours=nth))
    for relation in ("clocks", "persons", "events", "link_keys", "measures"):
        row = getattr(running, relation).first()
        if row:
            copies(row, number, request=of)
