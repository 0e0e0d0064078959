"""One task: the file beside the decision form with exactly the allowed decisions; claim, release, reassign."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mla import access, kinds
from mla.exceptions import NotPossible
from mla.lifecycle import DECISION, Step
from mla.milestones import Milestone
from mla.models import Membership, User
from mla.signed_in import SignedIn
from workflows import bonds, engine, file, reading, substitutes, why, words
from workflows.forms import ELSEWHERE
from workflows.models import Task
from workflows.moments import Capitals
from workflows.relative import Now
from workflows.views import acting

_RELATED = (
    "owner",
    "authority",
    "process",
    "request__counterpart",
    "request__instrument",
    "request__agency",
    "request__requested_authority",
    "request__created_by",
    "request__record_end",
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(http: SignedIn, pk: int) -> HttpResponse:
    """The task page; a POST is the decision."""
    task, now = _task(http.user, pk), timezone.now()
    offered = decisions(task, http.user)
    if http.method == "POST":
        word = http.POST.get("word", "")
        tried = acting.attempt(http, task.request, word, now=now, is_milestone=acting.ends_task(word))
        if tried.is_done:
            messages.success(http, acting.told(word, task.request))
            return redirect(f"{reverse('request', args=[task.request_id])}?next=1")
        return _page(http, _task(http.user, pk), now, tried)
    reading.seen(task.request, by=http.user, now=now)
    word = _chosen(http.GET.get("word", ""), offered)
    shown = acting.show(http, task.request, word, now=now, is_milestone=acting.ends_task(word)) if word else None
    return _page(http, task, now, shown)


@login_required
@require_POST
def claim(http: SignedIn, pk: int) -> HttpResponse:
    """Take the task; whoever comes second is told who has it."""
    return _turn(http, pk, lambda task, now: engine.claim(task, by=http.user, now=now), "task")


@login_required
@require_POST
def release(http: SignedIn, pk: int) -> HttpResponse:
    """Give the task back to the queue."""
    return _turn(http, pk, lambda task, now: engine.release(task, by=http.user, now=now), "inbox")


@login_required
@require_POST
def reassign(http: SignedIn, pk: int) -> HttpResponse:
    """Hand the task to a colleague of the desk."""
    task = _task(http.user, pk)
    given = http.POST.get("to", "")
    to = get_object_or_404(candidates(task), pk=int(given) if given.isdecimal() else 0)
    return _turn(http, pk, lambda task, now: engine.reassign(task, to=to, by=http.user, now=now), "task")


def decisions(task: Task, user: User) -> list[dict[str, str]]:
    """What this person may decide here and now: nothing unless the task is theirs."""
    request = task.request
    if task.owner_id != user.pk or not task.is_open:
        return []
    steps = [one for one in engine.possible(request, user) if one.sort == DECISION]
    sayings = [one for one in engine.sayable(request, user) if one.ends_task]
    found = []
    both: list[Step | Milestone] = [*sayings, *steps]
    for one in both:
        actor = kinds.actor(one, request)
        if actor and task.desk in actor.roles:
            found.append(
                {"word": one.word, "label": words.to_do(one.word, actor.party), "url": _address(task, one.word)}
            )
    return found


def candidates(task: Task) -> QuerySet[User]:
    """Who works at the task's desk."""
    memberships = Membership.objects.filter(role=task.desk)
    if task.authority_id:
        memberships = memberships.filter(authority=task.authority_id)
    return User.objects.filter(pk__in=memberships.values("user"), is_active=True).order_by("last_name", "pk")


def _turn(http: SignedIn, pk: int, act: Callable[[Task, datetime], Any], goal: str) -> HttpResponse:
    task, now = _task(http.user, pk), timezone.now()
    try:
        act(task, now)
    except NotPossible as refusal:
        return _page(http, _task(http.user, pk), now, None, reasons=refusal.reasons)
    return redirect(goal, pk) if goal == "task" else redirect(goal)


def _task(user: User, pk: int) -> Task:
    return get_object_or_404(Task.objects.visible_to(user).select_related(*_RELATED), pk=pk)


def _may_claim(task: Task, user: User, now: datetime) -> bool:
    if not task.is_open or task.owner_id == user.pk or not task.may_be_claimed_by(user):
        return False
    return task.owner_id is None or substitutes.stands_in(user, task.owner_id, now)


def _chosen(word: str, offered: list[dict[str, str]]) -> str:
    here = [one["word"] for one in offered if one["word"] not in ELSEWHERE]
    if word in here:
        return word
    return here[0] if len(offered) == 1 and here else ""


def _address(task: Task, word: str) -> str:
    if word in ELSEWHERE:
        return reverse(ELSEWHERE[word], args=[task.request_id])
    return f"{reverse('task', args=[task.pk])}?word={word}#decision"


def _page(
    http: SignedIn, task: Task, now: datetime, tried: acting.Attempt | None, reasons: list[str] | None = None
) -> HttpResponse:
    request, user = task.request, http.user
    present = Now.at(now)
    capitals, clocks = Capitals(present.home, request.counterpart), file.clocks(request, present)
    offered, bound = decisions(task, user), bonds.rows(request)
    context = {
        "task": task,
        "the_request": request,
        "tags": file.tags(request),
        "due": file.nearest(clocks),
        "clocks": clocks,
        "panels": file.panels(request, now),
        "why": why.explain(task, clocks, capitals),
        "summary": file.summary(request),
        **file.subjects(request),
        "points": request.points.all(),
        "conditions": bound,
        "items": file.items(request, bound),
        "opinions": file.opinions(request, user),
        "timeline": file.latest(request, capitals),
        "decisions": offered,
        "tried": tried,
        "form": tried.form if tried else None,
        "is_offered": tried is not None and any(one["word"] == tried.word for one in offered),
        "reasons": reasons or (tried.reasons if tried else []),
        "action": reverse("task", args=[task.pk]),
        "stage": task.process_id,
        "is_mine": task.owner_id == user.pk,
        "may_claim": _may_claim(task, user, now),
        "colleagues": candidates(task) if task.is_open and access.may_reassign(user) else None,
    }
    status = acting.REFUSED if reasons else tried.status if tried else acting.OK
    return render(http, "workflows/task.html", context, status=status)
