"""How do stages and tasks follow the state? Called by the engine under the request's lock, inside its transaction."""

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from viewflow.workflow.status import PROCESS, STATUS

from mla import access, texts
from mla.exceptions import NotPossible, PermissionDenied
from mla.lifecycle import Actor, steps_from
from mla.models import Party, Request, User
from mla.moments import in_capital
from mla.vocabulary import Role, State
from workflows import substitutes
from workflows.flows import flow_of
from workflows.models import Task
from workflows.models.stages import OPEN_STATUSES
from workflows.nodes import DeskActivation, OpeningActivation

ADVISED = (State.REVIEW, State.RESPONSE)


def open_stage(request: Request, *, now: datetime, due_at: datetime | None) -> None:
    """Open the stage of the present state with its first tasks, which show `due_at`; a final state has none."""
    flow = flow_of(request)
    if request.state in ADVISED:  # what the flow asks for, read once
        prefetch_related_objects([request], "opinions")
        if texts.needs_translation(request):
            prefetch_related_objects([request], "items", "offences", "translations")
    if flow is not None:
        OpeningActivation.opening(flow.instance.node("start"), request, now, due_at).execute()


def close(request: Request, task: Task | None, word: str, *, now: datetime) -> None:
    """End the open stage: the deciding task is done, the others are cancelled."""
    if task:
        DeskActivation.at(task, now).decide(word)
        task.save(update_fields=["status", "finished", "decided"])
    if task is None or not task.is_alone:
        request.tasks.open().update(status=STATUS.CANCELED, finished=now)
    request.stages.filter(finished=None).update(status=PROCESS.DONE if task else PROCESS.CANCELED, finished=now)


def pass_on(task: Task, word: str, *, now: datetime) -> None:
    """End a task that does not decide; the flow goes on to the next desk."""
    activation = DeskActivation.at(task, now)
    activation.decide(word)
    task.save(update_fields=["status", "finished", "decided"])
    activation.activate_next()


def call_translator(request: Request, *, now: datetime) -> None:
    """Open the translator's desk for what has just been said, where the flow of the open stage has one, it is closed,
    and texts wait."""
    flow, open_ones = flow_of(request), list(request.tasks.open().select_related("process"))
    if flow is None or not hasattr(flow, "translator") or not open_ones:
        return
    if any(one.desk == Role.TRANSLATOR for one in open_ones) or not texts.stale(request):
        return
    open_ones[0].process.request = request
    DeskActivation.beside(flow.instance.node("translator"), open_ones[0], now)


def own_task(request: Request, actor: Actor, by: User) -> Task:
    """The open task of this stage that the person owns at a desk of one of these roles.

    Raises NotPossible when it is not their turn, saying whose it is.
    """
    open_ones = list(request.tasks.open().select_related("process"))
    tasks = [one for one in open_ones if one.desk in actor.roles]
    for task in tasks:
        if task.owner_id == by.pk and access.holds(by, task.desk, request):
            task.request = task.process.request = request
            task.is_alone = len(open_ones) == 1
            return task
    owner = next((task.owner for task in tasks if task.owner_id), None)
    if owner:
        raise NotPossible(_("%(who)s has this task.") % {"who": owner})
    if tasks:
        raise NotPossible(_("Claim the task first."))
    possible = [one.word for one in steps_from(request.direction, request.state)]
    raise NotPossible(_("It is not this desk's turn."), possible=possible)


def desks_held(request: Request, user: User) -> set[str]:
    """The desks of the open stage whose task this person owns."""
    return set(request.tasks.open().filter(owner=user).values_list("desk", flat=True))


def refuse_stale(request: Request, stage: int | None) -> None:
    """A page made for an earlier stage: say who decided what since."""
    if stage is None or request.stages.filter(pk=stage, finished=None).exists():
        return
    last = request.events.select_related("actor").filter(details__has_key="to").last()
    assert last  # a stage ends with the event that moved the request
    raise NotPossible(
        _("%(who)s was first: “%(word)s”, %(when)s. The request is now in the state “%(state)s”.") % {
            "who": last.actor, "word": last.verb, "when": in_capital(last.recorded_at, Party.home()),
            "state": request.get_state_display(),
        },
        possible=[one.word for one in steps_from(request.direction, request.state)],
    )


def claim(pk: int, request: Request, *, by: User, now: datetime) -> Task:
    """Assign a free task, or that of somebody absent to their substitute, to a person who holds its desk."""
    task = _open_task(pk, request)
    if task.owner_id == by.pk:
        return task
    stands_in = task.owner_id is not None and substitutes.stands_in(by, task.owner_id, now)
    if task.owner_id and not stands_in:
        assert task.assigned  # with its owner
        raise NotPossible(
            _("%(who)s took this task, %(when)s.")
            % {"who": task.owner, "when": in_capital(task.assigned, Party.home())}
        )
    if not access.holds(by, task.desk, request):
        raise PermissionDenied(_("This desk is for: %(role)s.") % {"role": task.get_desk_display()})
    if stands_in:
        told: dict[str, Any] = {"desk": task.desk, "for": task.owner_id}
        DeskActivation.at(task, now).reassign(by)
        request.record("stand_in", by=by, now=now, **told)
    else:
        DeskActivation.at(task, now).assign(by)
    return task


def release(pk: int, request: Request, *, by: User, now: datetime) -> Task:
    """Free a task: its owner, or a supervisor."""
    task = _open_task(pk, request)
    if task.owner_id != by.pk and not access.may_reassign(by):
        raise PermissionDenied(_("Only %(who)s or a supervisor may release this task.") % {"who": task.owner or "-"})
    if task.owner_id is None:
        return task
    DeskActivation.at(task, now).unassign()
    return task


def reassign(pk: int, request: Request, *, to: User, by: User, now: datetime) -> Task:
    """Hand a task on, to someone who holds its desk and may see the request; recorded."""
    task = _open_task(pk, request)
    if not access.may_reassign(by):
        raise PermissionDenied(_("Only a supervisor may reassign a task."))
    if not access.holds(to, task.desk, request) or not Request.objects.visible_to(to).filter(pk=request.pk).exists():
        raise NotPossible(_("%(who)s does not work at this desk or may not see the request.") % {"who": to})
    activation = DeskActivation.at(task, now)
    if task.owner_id:
        activation.reassign(to)
    else:
        activation.assign(to)
    request.record("reassign", by=by, now=now, desk=task.desk, to=to.pk)
    return task


def refresh_columns(request: Request, word: str) -> None:
    """What the inbox shows of the request, kept in its open tasks."""
    if word == "reclassify":
        request.tasks.open().update(urgency=request.urgency, classification=request.classification)
    if word == "forward":
        for task in request.tasks.open().filter(desk__in=access.ON_LEG):
            leg = request.legs.filter(closed_at=None).get()
            request.tasks.filter(pk=task.pk).update(authority=leg.authority, owner=None, status=STATUS.NEW)


def _open_task(pk: int, request: Request) -> Task:
    task = Task.objects.select_related("process").get(pk=pk)
    task.request = task.process.request = request
    if task.status not in OPEN_STATUSES:
        refuse_stale(request, task.process_id)
        raise NotPossible(_("This task is already done or cancelled."))
    return task
