"""What is owed by when? Clocks follow every act: it starts, pauses, resumes, stops or cancels them.

Facts are stored, moments derived. `follow` runs inside the engine's transaction, under the request's lock; it takes
the request's clocks' locks after it. A clock never moves a state and opens no task.
"""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from mla.models import AssistanceItem, Event, Leg, Request
from workflows import corrections, derivation, effects, ladders, rules
from workflows.models import Clock, ClockRule, Task
from workflows.periods import Period
from workflows.rules import Scene
from workflows.sweeping import sweep

__all__ = ["as_facts", "explain", "follow", "has_lapsed", "nearest_due", "refresh_tasks", "sweep"]

LIVE = ("running", "paused")


def follow(event: Event, request: Request, *, now: datetime) -> list[Clock]:
    """Let the clocks of the request follow the act; the clocks touched, those started last.

    Call it once the act's facts are written and the state has moved: legs, dates and dispositions are read as they
    then are. An act that names an item concerns the clocks of that item alone.
    """
    if event.verb == "correct" and "event" in event.details:
        return corrections.rederive(event, request, now=now)
    live = list(_of(request).filter(status__in=LIVE).select_for_update(of=("self",)).order_by("pk"))
    scene, words = Scene(request), rules.words_of(event, request)
    touched = effects.change(live, words, event, request)
    if event.verb == "reclassify":
        gone, started = _reselect(live, scene, event)
        touched += gone
    else:
        started = _start(rules.starting_on(words), live, scene, event, words)
    if len(touched) == 1:  # as a rule; one plain update costs half of a bulk one
        touched[0].save(update_fields=derivation.CHANGING)
    else:
        Clock.objects.bulk_update(touched, derivation.CHANGING)
    Clock.objects.bulk_create(started)
    return touched + started


def explain(clock: Clock) -> Period:
    """The period computed again from the stored facts, with every step of its derivation."""
    return derivation.period_of(clock, clock.entries.all())


def as_facts(request: Request) -> list[dict[str, Any]]:
    """The clocks of the request as a letter may print them, soonest first; cancelled ones are left out.

    An article stands here only if somebody has verified it.
    """
    return [
        {
            "code": clock.rule.code, "name_en": clock.rule.name_en, "name_zh": clock.rule.name_zh,
            "source_class": clock.rule.source_class, "article": article(clock.rule),
            "strict": clock.strict, "due": clock.due, "due_at": clock.due_at.isoformat(), "status": clock.status,
            "obligated": clock.obligated, "is_provisional": clock.is_provisional,
            "item": clock.item.seq if clock.item else None,
        }
        for clock in _of(request).exclude(status="cancelled").order_by("due_at", "pk")
    ]


def article(rule: ClockRule) -> str:
    """The article a rule rests on, once verified; otherwise nothing that could be cited."""
    return rule.article if rule.verified_on else ""


def nearest_due(request: Request) -> datetime | None:
    """The earliest end of a running clock, whoever is obligated; a paused clock has none."""
    found = request.clocks.filter(status="running").order_by("due_at").values_list("due_at", flat=True)
    return found.first()


def has_lapsed(request: Request, *, now: datetime | None = None) -> bool:
    """Whether a clock that lets the request lapse has expired: marked by the sweep, or by `now` where it is given."""
    expired = Q(is_late=True) if now is None else Q(is_late=True) | Q(due_at__lte=now)
    return request.clocks.filter(expired, status="running", rule__lapses=True).exists()


def refresh_tasks(request: Request) -> None:
    """Show the nearest end in the request's open tasks. One query."""
    running = Clock.objects.filter(request=OuterRef("request"), status="running")
    nearest = running.order_by("due_at").values("due_at")[:1]
    Task.objects.filter(request=request).open().update(due_at=Subquery(nearest))


def _of(request: Request) -> QuerySet[Clock]:
    return Clock.objects.filter(request=request).select_related("rule", "item", "party", "authority")


def _start(
    candidates: list[ClockRule], live: list[Clock], scene: Scene, event: Event, words: frozenset[str]
) -> list[Clock]:
    """Start what the act starts. A clock of the same code that still runs on the same subject stands."""
    running = {(clock.rule.code, clock.item_id, clock.leg_id) for clock in live if clock.status in LIVE}
    started = []
    for rule in rules.in_force(candidates, scene, event.happened_at) if candidates else ():
        for subject in rules.subjects(rule, scene, event):
            clock = _new(rule, subject, scene, event)
            if clock is None or (rule.code, clock.item_id, clock.leg_id) in running:
                continue
            if rules.says(rule.stops_on, words) and rule.starts_field:
                effects.stop(clock, [], event)
            started.append(clock)
    return started


def _new(rule: ClockRule, subject: AssistanceItem | Leg | None, scene: Scene, event: Event) -> Clock | None:
    item = subject if isinstance(subject, AssistanceItem) else None
    zone = scene.zone(rule)
    ended = list(_of(scene.request).filter(item=item)) if rule.starts_after else []
    starts_at = derivation.trigger(rule, item or scene.request, event.happened_at, zone, ended)
    if starts_at is None:
        return None
    side = scene.side(rule)
    leg = scene.leg if rules.LEG in (rule.subject, rule.obligated) else None
    clock = Clock(
        rule=rule, request=scene.request, item=item, leg=leg if item is None else None, obligated=side,
        party=scene.parties[side], authority=leg.authority if leg else None, started_by=event, starts_at=starts_at,
    )
    derivation.derive(clock)
    clock.wake_at = ladders.first_look(clock)
    return clock


def _reselect(live: list[Clock], scene: Scene, event: Event) -> tuple[list[Clock], list[Clock]]:
    """After a change of urgency: clocks whose rule no longer applies are cancelled; the rule of the same family that
    now applies (started and met by the same acts) runs from this moment. Both stay to be seen."""
    gone = [clock for clock in live if not rules.applies(clock.rule, scene, clock.item)]
    for clock in gone:
        effects.end(clock, "cancelled", event)
    families = {(tuple(clock.rule.starts_on), tuple(clock.rule.stops_on), clock.rule.subject) for clock in gone}
    known = rules.starting_on({word for starts, _stops, _subject in families for word in starts}) if families else []
    heirs = [rule for rule in known if (tuple(rule.starts_on), tuple(rule.stops_on), rule.subject) in families]
    return gone, _start(heirs, live, scene, event, frozenset())
