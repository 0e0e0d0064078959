"""How are many tasks taken or handed on at once? One after the other, each as if alone, with what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mla import access
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Membership, User
from workflows import engine
from workflows.models import Task

ACTS = ("claim", "release", "reassign")
MOST = 100
"""How many at once."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one task."""

    task: Task
    is_done: bool
    told: str


def carry_out(act: str, tasks: Iterable[Task], *, by: User, now: datetime, to: User | None = None) -> list[Result]:
    """Do the act to each task in a transaction of its own: where a colleague was first, its line says so."""
    return [_one(act, task, by=by, now=now, to=to) for task in tasks]


def may(act: str, user: User) -> bool:
    """Whether the person may do this to any task at all."""
    return act in ACTS and (act != "reassign" or access.may_reassign(user))


def candidates(tasks: Iterable[Task]) -> QuerySet[User]:
    """Who works at the desks of all these tasks."""
    found = User.objects.filter(is_active=True)
    for desk, authority in {(task.desk, task.authority_id) for task in tasks}:
        held = Membership.objects.filter(role=desk)
        held = held.filter(authority=authority) if authority else held
        found = found.filter(pk__in=held.values("user"))
    return found.order_by("last_name", "pk")


def _one(act: str, task: Task, *, by: User, now: datetime, to: User | None) -> Result:
    try:
        told = _do(act, task, by=by, now=now, to=to)
    except NotPossible as refusal:
        return Result(task, is_done=False, told=" ".join(refusal.reasons))
    except PermissionDenied as refusal:
        return Result(task, is_done=False, told=str(refusal))
    return Result(task, is_done=True, told=told)


def _do(act: str, task: Task, *, by: User, now: datetime, to: User | None) -> str:
    if act == "claim":
        engine.claim(task, by=by, now=now)
        return _("You have it now.")
    if act == "release":
        engine.release(task, by=by, now=now)
        return _("It is back in the queue.")
    if to is None:
        raise NotPossible(_("Choose whom to hand the tasks to."))
    engine.reassign(task, to=to, by=by, now=now)
    return _("%(who)s has it now.") % {"who": to}
