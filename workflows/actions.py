"""What can this person do on a request's page? Notices and milestones as links; decisions wait on the task's page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from mla import conditions, kinds
from mla.lifecycle import DECISION
from mla.links import relations
from mla.milestones import KindAct
from mla.models import Request, User
from mla.vocabulary import Direction, State
from workflows import clocks, engine, words
from workflows.forms import ELSEWHERE
from workflows.models import Task

_ON_CHECK_PAGE = frozenset({"submit", "receive"})
_WHERE: dict[str, Callable[[Request], bool]] = {  # acts that only some requests give reason to
    "breach": lambda request: bool(conditions.binding(request)),
    "unlink": lambda request: request.duplicate_of_id is not None,
    "sever": relations.has_any,
}


def actions(request: Request, user: User) -> list[dict[str, Any]]:
    """Every notice and every milestone without a task, as a word, a label and an address."""
    found = [_writing(request)] if may_write(request, user) else []
    for step in engine.possible(request, user):
        if step.sort != DECISION and (step.word != "lapse" or clocks.has_lapsed(request)):
            actor = kinds.actor(step, request)
            found.append(
                {
                    "word": step.word,
                    "label": words.to_do(step.word, actor.party if actor else ""),
                    "url": _step_address(request, step.word),
                }
            )
    offers = kinds.get(request.kind).offers
    wanted = offers(request) if offers else None
    for saying in engine.sayable(request, user):
        is_wanted = wanted is None or not isinstance(saying, KindAct) or saying.word in wanted
        if saying.word in _WHERE:
            is_wanted = _WHERE[saying.word](request)
        if is_wanted and not saying.ends_task:
            actor = kinds.actor(saying, request)
            found.append(
                {
                    "word": saying.word,
                    "label": words.to_do(saying.word, actor.party if actor else ""),
                    "url": _milestone_address(request, saying.word),
                }
            )
    return found


def following(request: Request, user: User) -> str:
    """The address where a new request that goes back to this one is begun; empty where the person opens none."""
    if not request.own_reference or not any(kinds.startable(user, one) for one in Direction):
        return ""
    chosen = {"follows": request.own_reference, "connection": "follow_up", "counterpart": request.counterpart_id}
    return f"{reverse('request_new')}?{urlencode(chosen)}"


def may_write(request: Request, user: User) -> bool:
    """Whether the person may go on writing this draft: whoever may hand it in."""
    return any(step.word in _ON_CHECK_PAGE for step in engine.possible(request, user))


def own_task(request: Request, user: User) -> Task | None:
    """The open task that this person has, or could take."""
    tasks = list(Task.objects.open().filter(request=request).select_related("owner", "authority"))
    mine = [task for task in tasks if task.owner_id == user.pk]
    free = [task for task in tasks if task.owner_id is None and task.may_be_claimed_by(user)]
    return next(iter(mine + free), None)


def _writing(request: Request) -> dict[str, Any]:
    return {"word": "draft", "label": _("Continue writing"), "url": reverse("writer", args=[request.pk])}


def _step_address(request: Request, word: str) -> str:
    if request.state == State.DRAFT and word in _ON_CHECK_PAGE:
        return reverse("writer_check", args=[request.pk])
    return reverse("request_step", args=[request.pk, word])


def _milestone_address(request: Request, word: str) -> str:
    if word in ELSEWHERE:
        return reverse(ELSEWHERE[word], args=[request.pk])
    return reverse("request_milestone", args=[request.pk, word])
