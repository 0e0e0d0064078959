"""How does a request move? The state moves first and the tasks follow, in one transaction under the request's lock.

`fire` takes a step, `mark` records a milestone; clocks, letters and stages follow. Both raise `NotPossible` (409) and
`PermissionDenied` (403)."""

from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from documents import letters
from mla import access, acts, copying, kinds
from mla.copying import Start
from mla.exceptions import NotPossible, PermissionDenied
from mla.lifecycle import DECISION, STEPS, Actor, Step, no_step, steps_from
from mla.milestones import KindAct, Milestone
from mla.models import Counter, Event, Party, Request, User
from mla.vocabulary import FINAL, OPEN, WAITING, Role, State
from workflows import clocks, knowing, passing, relating, stages
from workflows.locking import locked
from workflows.models import Clock, Task
from workflows.pairing import PAIRING
from workflows.reports import measures
from workflows.splitting import split_off

Facts = dict[str, Any]
MOVING = (  # what an act may change in the request's own row
    "state", "came_from", "own_reference", "foreign_reference", "urgency", "urgency_reason", "classification",
    "channel", "review_on", "received_at", "sent_at", "content_digest", "entered_at", "is_review_owed", "duplicate_of")


def open_draft(*, kind: str, direction: str, by: User, now: datetime, start: Start = None, after: Facts | None = None,
               **fields: Any) -> Request:
    """A new request in the state draft: with answers from `start`, and gone back to another (`after`) if so told."""
    if not access.may_start(by, kinds.starter(kind, direction)):
        raise PermissionDenied(_("You may not open such a request."))
    with transaction.atomic():
        request = Request(kind=kind, direction=direction, created_by=by, created_at=now, entered_at=now, **fields)
        request.save(force_insert=True)
        told: Facts = {"copied_from": start[0]} if start else {}
        if start:
            copying.pour(start[1], request)
        request.record("draft", by=by, now=now, **told)
        if after:
            relating.begin(request, after, by=by, now=now)
    return request


def fire(
    request: Request, word: str, *, by: User, now: datetime, facts: Facts | None = None,
    happened_at: datetime | None = None, note: str = "", stage: int | None = None,
) -> Request:
    """Take the step `word`. `stage` names the stay the decision was made for: a stale page is told who was first.

    A decision needs the person's own open task; a notice needs none. Raises NotPossible or PermissionDenied.
    """
    with transaction.atomic(), locked(request.pk, by) as request:  # noqa: PLR1704 -- the row as it is now
        stages.refuse_stale(request, stage)
        step, actor = _step(request, word)
        _authorize(request, actor, by)
        task = stages.own_task(request, actor, by) if step.sort == DECISION else None
        _four_eyes(request, actor, task, by)
        at = _moment(happened_at, now)
        facts = {**(facts or {}), **knowing.facts(word, request, now)}
        if missing := kinds.missing(step, request, facts):
            raise NotPossible(*missing, possible=_words(request))
        left, known = request.state, clocks.live(request)
        _move(request, step, actor, facts, by=by, now=now, at=at, note=note, known=known)
        _pass(request, by=by, now=now, at=at, known=known)
        if left != State.DRAFT:
            stages.close(request, task, word, now=now)
        stages.open_stage(request, now=now, due_at=clocks.nearest(known))
    return request


def mark(
    request: Request, word: str, *, by: User, now: datetime, facts: Facts | None = None,
    happened_at: datetime | None = None, note: str = "",
) -> Event:
    """Record the milestone `word`; it changes no state. `opine` and `translate` end the person's own task."""
    with transaction.atomic(), locked(request.pk, by) as request:  # noqa: PLR1704 -- the row as it is now
        milestone, actor = _milestone(request, word)
        _authorize(request, actor, by)
        at = _moment(happened_at, now)
        facts = {**(facts or {}), **knowing.facts(word, request, now)}
        if missing := milestone.guard(request, facts):
            raise NotPossible(*missing)
        task = stages.own_task(request, actor, by) if milestone.ends_task else None
        _four_eyes(request, actor, task, by)
        if task:
            facts["role"] = task.desk
        party = milestone.party(actor, facts)
        _write(request, milestone, facts, by=by, now=now, at=at, party=party)
        event = _follow(request, word, _told(facts), by=by, now=now, at=at, party=party, note=note)
        if task:
            stages.pass_on(task, word, now=now)
        stages.refresh_columns(request, word)
        if isinstance(milestone, KindAct) and request.direction in milestone.retold:
            stages.call_translator(request, now=now)
        clocks.refresh_tasks(request)
    return event


def claim(task: Task, *, by: User, now: datetime) -> Task:
    """Take a task from the queue; if someone has it, NotPossible says who and since when."""
    with transaction.atomic(), locked(task.request_id, by, turn_only=True) as request:
        return stages.claim(task.pk, request, by=by, now=now)


def release(task: Task, *, by: User, now: datetime) -> Task:
    """Give a task back to the queue."""
    with transaction.atomic(), locked(task.request_id, by, turn_only=True) as request:
        return stages.release(task.pk, request, by=by, now=now)


def reassign(task: Task, *, to: User, by: User, now: datetime) -> Task:
    """A supervisor hands a task to someone who holds the desk's role."""
    with transaction.atomic(), locked(task.request_id, by, turn_only=True) as request:
        return stages.reassign(task.pk, request, to=to, by=by, now=now)


def possible(request: Request, user: User) -> list[Step]:
    """The steps this person may take now: notices by role, decisions only with their own open task."""
    desks = stages.desks_held(request, user)
    found = []
    for step in steps_from(request.direction, request.state):
        actor = kinds.actor(step, request)
        if actor is None or not access.may(user, actor, request):
            continue
        if step.sort == DECISION and not desks & set(actor.roles):
            continue
        found.append(step)
    return found


def sayable(request: Request, user: User) -> list[Milestone]:
    """The milestones this person may record now."""
    desks = stages.desks_held(request, user)
    return [
        one for one in kinds.milestones(request)
        if (actor := kinds.actor(one, request)) and access.may(user, actor, request)
        and (not one.ends_task or desks & set(actor.roles))
    ]


def _move(request: Request, step: Step, actor: Actor, facts: Facts, *, by: User, now: datetime, at: datetime,
          note: str, known: list[Clock]) -> None:
    """Change the state, write what the word says, record it; the stages follow when the request rests."""
    left = request.state
    if step.target in WAITING - {State.RESPONDED}:
        request.came_from = left
    getattr(request, step.word)(facts)
    request.entered_at = now
    acts.apply(step.word, request, facts, by=by, now=now, happened_at=at, party=actor.party)
    if request.state in FINAL:
        acts.leave(request, at)
    told = _told(facts) | {"from": left, "to": request.state}
    _follow(request, step.word, told, by=by, now=now, at=at, party=actor.party, note=note, known=known)


def _write(request: Request, milestone: Milestone, facts: Facts, *, by: User, now: datetime, at: datetime,
           party: str) -> None:
    """Write what a milestone says in the request's rows and, where it concerns another request, there; the facts grow
    by what becomes known."""
    acts.apply(milestone.word, request, facts, by=by, now=now, happened_at=at, party=party)
    if isinstance(milestone, KindAct):
        milestone.writes(request, facts, at)
    if milestone.word == "split":
        facts["reference"] = _reference(request, at)
        split_off(request, int(facts["item"]), by=by, now=now, reference=facts["reference"])
    if milestone.word in PAIRING:
        facts |= PAIRING[milestone.word](request, facts, by=by, now=now)


def _pass(request: Request, *, by: User, now: datetime, at: datetime, known: list[Clock]) -> None:
    """Leave at once each state in which the kind has no desk, and record it so: nobody decided there."""
    while word := kinds.passing(request):
        step, actor = _step(request, word)
        facts = passing.facts(request, word)
        if missing := kinds.missing(step, request, facts):
            raise NotPossible(*missing)
        _move(request, step, actor, facts, by=by, now=now, at=at, note="", known=known)


def _step(request: Request, word: str) -> tuple[Step, Actor]:
    step = STEPS.get(word)
    actor = kinds.actor(step, request) if step else None
    if step is None or actor is None:
        raise NotPossible(no_step(word, request.state), possible=_words(request))
    return step, actor


def _milestone(request: Request, word: str) -> tuple[Milestone, Actor]:
    milestone = kinds.milestone(request, word)
    actor = kinds.actor(milestone, request) if milestone else None
    if milestone is None or actor is None:
        raise NotPossible(no_step(word, request.state), possible=_words(request))
    return milestone, actor


def _words(request: Request) -> list[str]:
    return [step.word for step in steps_from(request.direction, request.state)]


def _authorize(request: Request, actor: Actor, by: User) -> None:
    if not access.may(by, actor, request):
        roles = ", ".join(str(Role(role).label) for role in actor.roles)
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": roles})


def _four_eyes(request: Request, actor: Actor, task: Task | None, by: User) -> None:
    if task is None or task.desk != Role.COUNTERSIGNER:
        return
    let_out = request.is_review_owed and request.events.filter(verb="expedite", actor=by).exists()
    if let_out or access.has_given_opinion(by, request):
        raise PermissionDenied(_("Four eyes: who drafted a request or gave an opinion on it does not countersign it."))


def _moment(happened_at: datetime | None, now: datetime) -> datetime:
    if happened_at and happened_at > now:
        raise NotPossible(_("The moment lies in the future: an act is recorded once it has happened."))
    return happened_at or now


def _told(facts: Facts) -> Facts:
    """What the record keeps of the facts: what the office found itself is left out."""
    return {key: value for key, value in facts.items() if key not in ("open_checks", "stale_texts")}


def _follow(request: Request, word: str, told: Facts, *, by: User, now: datetime, at: datetime, party: str, note: str,
            known: list[Clock] | None = None) -> Event:
    """Record, then let the clocks and the letters follow; numbers are taken last."""
    event = request.record(word, by=by, now=now, happened_at=at, party=party, note=note, **told)
    clocks.follow(event, request, now=now, known=known)
    if not request.own_reference and request.state in OPEN - {State.DRAFT}:
        request.own_reference = _reference(request, at)
    request.save(update_fields=MOVING)
    running = cast("list[Facts]", SimpleLazyObject(lambda: clocks.as_facts(request)))  # few letters print clocks
    letters.issue(event, request, word=word, by=by, now=now, clocks=running)
    measures.follow(event)
    return event


def _reference(request: Request, at: datetime) -> str:
    """Our reference: own party, other party, year at our capital, number in that year. Gapless; drafts have none."""
    home = Party.home()
    series = f"{home.code}-{request.counterpart.code}-{at.astimezone(home.tz).year}"
    return f"{series}-{Counter.take(series):04d}"
