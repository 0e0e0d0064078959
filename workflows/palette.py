"""Where may a person go from here? Pages, their tasks and requests, by what they typed."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mla.models import Request, User
from workflows import context, turns
from workflows.models import Task
from workflows.searching import finding, indexing, tokens

MOST = 6
"""How many tasks and how many requests are named at most."""
Group = dict[str, Any]


def groups(user: User, question: str) -> list[Group]:
    """What is found, in groups, those without anything left out. Without a question: pages and the nearest tasks."""
    if not tokens.query(question):
        found: list[Group] = [_group(_("My tasks"), _nearest(user)), _group(_("Places"), pages(user))]
    else:
        indexing.catch_up()
        requests = finding.first(user, question, MOST)
        found = [
            _group(_("Requests"), map(_request, requests)), _group(_("My tasks"), _tasks(user, requests)),
            _group(_("Places"), (one for one in pages(user) if _is_named(one["label"], question))),
        ]
    return [one for one in found if one["rows"]]


def pages(user: User) -> list[dict[str, str]]:
    """The pages and beginnings that this person may use; costs no query beyond their roles."""
    rows = [_row(name, label) for name, label in context.places(user)]
    for tab, label in (("queue", _("Queue of my desks")), ("all", _("All at my desks"))):
        rows.append({"url": f"{reverse('inbox')}?tab={tab}", "label": label})
    rows += [
        _row("search", _("Search")), _row("preferences", _("Settings")),
        _row("reminders", _("Calendar feeds and daily digest")), _row("keys", _("Keys")),
    ]
    return rows


def _nearest(user: User) -> list[dict[str, str]]:
    tasks = turns.arms(user, "mine")[0].select_related("request").order_by("due_at", "pk")
    return [_task(one) for one in tasks[:MOST]]


def _tasks(user: User, requests: list[Request]) -> list[dict[str, str]]:
    """The open tasks at the person's desks that belong to the requests found."""
    tasks = Task.objects.visible_to(user).open().at_desks_of(user).filter(request__in=requests)
    return [_task(one) for one in tasks.select_related("request").order_by("due_at", "pk")[:MOST]]


def _task(task: Task) -> dict[str, str]:
    more = f"{task.get_state_display()} · {task.get_desk_display()}"
    return {"url": reverse("task", args=[task.pk]), "label": _named(task.request), "more": more}


def _request(request: Request) -> dict[str, str]:
    more = str(request.get_state_display())
    return {"url": reverse("request", args=[request.pk]), "label": _named(request), "more": more}


def _named(request: Request) -> str:
    return f"{request.own_reference or _('draft')} {request.title}"


def _row(name: str, label: str) -> dict[str, str]:
    return {"url": reverse(name), "label": label}


def _group(title: str, rows: Iterable[dict[str, str]]) -> Group:
    return {"title": title, "rows": list(rows)}


def _is_named(label: str, question: str) -> bool:
    """Whether every term of the question stands in the label."""
    folded = tokens.fold(label)
    return all(term in folded for term, _is_exact in tokens.terms(question))
