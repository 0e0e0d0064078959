"""What is owed by when? Clocks follow every act: it starts, pauses, resumes, stops or cancels them.

Facts are stored, moments derived. `follow` runs inside the engine's transaction, under the request's lock; it takes
the request's clocks' locks after it. A clock never moves a state and opens no task.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from mla import reference
from mla.models import AssistanceItem, Event, Person, Request
from workflows import corrections, derivation, effects, ladders, rules
from workflows.models import LIVE, Clock, ClockRule, Task
from workflows.periods import Period
from workflows.rules import Scene, Subject
from workflows.storing import store
from workflows.sweeping import sweep

__all__ = ["as_facts", "explain", "follow", "has_lapsed", "live", "nearest", "refresh_tasks", "sweep"]


def live(request: Request) -> list[Clock]:
    """The clocks of the request that run or are paused, locked. Their rules and parties are those kept in memory."""
    found = list(request.clocks.filter(status__in=LIVE).select_for_update().order_by("pk"))
    known = rules.RULES.at(reference.stamp_of(request)).by_pk
    if any(clock.rule_id not in known for clock in found):  # migrated while we waited for the lock
        known = rules.RULES.at(reference.renew(request)).by_pk
    now = reference.stamp_of(request)
    parties, authorities = reference.PARTIES.at(now), reference.AUTHORITIES.at(now)
    for clock in found:
        clock.rule, clock.party = known[clock.rule_id], parties[clock.party_id]
        if clock.authority_id:
            clock.authority = authorities[clock.authority_id]
    return found


def follow(event: Event, request: Request, *, now: datetime, known: list[Clock] | None = None) -> list[Clock]:
    """Let the clocks of the request follow the act; the clocks touched, those started last.

    Call it once the act's facts are written and the state has moved: legs, dates and dispositions are read as they
    then are. An act that names an item, a person or a clock concerns the clocks of that one alone. `known` are the
    request's clocks as `live` has read them; those that start are added to it.
    """
    if event.verb == "correct" and "event" in event.details:
        return corrections.rederive(event, request, now=now)
    known = live(request) if known is None else known
    scene, words = Scene(request, event), rules.words_of(event, request)
    if any(clock.item_id for clock in known):
        by_pk = {item.pk: item for item in scene.items}
        for clock in known:
            clock.item = by_pk.get(clock.item_id or 0)
    touched = effects.change(known, words, event, request)
    if event.verb == "reclassify":
        gone, started = _reselect(known, scene, event)
        touched += gone
    else:
        started = _start(rules.starting_on(words, request), known, scene, event, words)
        started += _repeat(touched, started, scene, event)
    store(touched)
    Clock.objects.bulk_create(started)
    known += started
    return touched + started


def explain(clock: Clock) -> Period:
    """The period computed again from the stored facts, with every step of its derivation."""
    return derivation.period_of(clock, clock.entries.all())


def as_facts(request: Request) -> list[dict[str, Any]]:
    """The clocks of the request as a letter may print them, soonest first; cancelled ones are left out.

    An article stands here only if somebody has verified it; else it is what is `left_out`.
    """
    laws = reference.INSTRUMENTS.at(reference.stamp_of(request))
    return [
        {
            "code": clock.rule.code, "name_en": clock.rule.name_en, "name_zh": clock.rule.name_zh,
            "source_class": clock.rule.source_class, "article": article(clock.rule),
            "left_out": "" if clock.rule.verified_on else clock.rule.article,
            "law": laws.get(clock.rule.instrument_id or 0), "count": abs(clock.rule.count), "unit": clock.rule.unit,
            "strict": clock.strict, "due": clock.due, "due_at": clock.due_at.isoformat(), "status": clock.status,
            "obligated": clock.obligated, "is_provisional": clock.is_provisional,
            "item": clock.item.seq if clock.item else None, "person": clock.person_id,
            "started_by": clock.started_by_id,
            "awaits_confirmation": any(word.partition(":")[0] == "confirm" for word in clock.rule.stops_on),
        }
        for clock in _of(request).exclude(status="cancelled").order_by("due_at", "pk")
    ]


def article(rule: ClockRule) -> str:
    """The article a rule rests on, once verified; otherwise nothing that could be cited."""
    return rule.article if rule.verified_on else ""


def law(rule: ClockRule) -> str:
    """The instrument a rule rests on, with its article once verified; empty where it rests on neither."""
    return " ".join(str(part) for part in (rule.instrument or "", article(rule)) if part)


def nearest(clocks: Iterable[Clock]) -> datetime | None:
    """The earliest end of the running ones, whoever is obligated; a paused clock has none."""
    return min((clock.due_at for clock in clocks if clock.status == "running"), default=None)


def has_lapsed(request: Request, *, now: datetime | None = None) -> bool:
    """Whether a clock that lets the request lapse has expired: marked by the sweep, or by `now` where it is given."""
    expired = Q(is_late=True) if now is None else Q(is_late=True) | Q(due_at__lte=now)
    return request.clocks.filter(expired, status="running", rule__lapses=True).exists()


def refresh_tasks(*requests: Request | int) -> None:
    """Show the nearest end in the open tasks of these requests. One query, none without requests."""
    if requests:
        running = Clock.objects.filter(request=OuterRef("request"), status="running").order_by("due_at")
        Task.objects.filter(request__in=requests).open().update(due_at=Subquery(running.values("due_at")[:1]))


def _of(request: Request) -> QuerySet[Clock]:
    return Clock.objects.filter(request=request).select_related("rule", "item", "party", "authority")


def _start(
    candidates: list[ClockRule], known: list[Clock], scene: Scene, event: Event, words: frozenset[str]
) -> list[Clock]:
    """Start what the act starts. A clock of the same code that still runs on the same subject stands."""
    running = {_place(clock) for clock in known if clock.status in LIVE}
    started = []
    for rule in rules.in_force(candidates, scene, event.happened_at) if candidates else ():
        for subject in rules.subjects(rule, scene, event):
            clock = _new(rule, subject, scene, event)
            if clock is None or _place(clock) in running:
                continue
            if rules.says(rule.stops_on, words) and rule.starts_field:
                effects.stop(clock, [], event)
            started.append(clock)
    return started


def _repeat(touched: list[Clock], started: list[Clock], scene: Scene, event: Event) -> list[Clock]:
    """The next runs of what repeats and was met, by the version in force now, unless the act itself started them."""
    taken, again = {_place(clock) for clock in started}, []
    for clock in touched:
        rule = clock.rule
        is_over = rule.max_runs is not None and clock.run >= rule.max_runs
        if not rule.repeats or clock.status not in ("met", "met_late") or is_over or _place(clock) in taken:
            continue
        for version in rules.in_force(rules.versions_of(rule, scene.request), scene, event.happened_at):
            follower = _new(version, clock.item or clock.person or clock.leg, scene, event, before=clock)
            if follower is not None:
                follower.run = clock.run + 1
                again.append(follower)
    return again


def _place(clock: Clock) -> tuple[Any, ...]:
    return clock.rule.code, clock.item_id, clock.leg_id, clock.person_id


def _new(
    rule: ClockRule, subject: Subject, scene: Scene, event: Event, before: Clock | None = None
) -> Clock | None:
    """A clock of this rule; None while its date or the clock it continues is missing. It may repeat a run."""
    item = subject if isinstance(subject, AssistanceItem) else None
    person = subject if isinstance(subject, Person) else None
    zone = scene.zone(rule)
    ended = list(_of(scene.request).filter(item=item, person=person)) if rule.starts_after and not before else []
    if before and rule.starts_after != rule.code:
        starts_at: datetime | None = event.happened_at
    else:
        starts_at = derivation.trigger(
            rule, item or person or scene.request, event.happened_at, zone, [before] if before else ended, event.details
        )
    if starts_at is None:
        return None
    side = scene.side(rule)
    leg = scene.leg if rules.LEG in (rule.subject, rule.obligated) else None
    clock = Clock(
        rule=rule, request=scene.request, item=item, person=person, leg=None if item or person else leg,
        obligated=side, party=scene.parties[side], authority=leg.authority if leg else None, started_by=event,
        starts_at=starts_at,
    )
    derivation.derive(clock)
    clock.wake_at = ladders.first_look(clock)
    return clock


def _reselect(known: list[Clock], scene: Scene, event: Event) -> tuple[list[Clock], list[Clock]]:
    """After a change of urgency: clocks whose rule no longer applies are cancelled; the rule of the same family that
    now applies (started and met by the same acts) runs from this moment. Both stay to be seen."""
    gone = [clock for clock in known if not _still_applies(clock, scene)]
    for clock in gone:
        effects.end(clock, "cancelled", event)
    families = {_family(clock.rule) for clock in gone}
    starting = rules.starting_on({word for starts, *_rest in families for word in starts}, scene.request)
    heirs = [rule for rule in starting if _family(rule) in families]
    return gone, _start(heirs, known, scene, event, frozenset())


def _still_applies(clock: Clock, scene: Scene) -> bool:
    """Whether the clock's rule holds for the request as it now is; what its own act said is not said anew."""
    asks_act = {"manner", "said"} & {key.removeprefix("not_") for key in clock.rule.selects}
    return rules.applies(clock.rule, Scene(scene.request, clock.started_by) if asks_act else scene, clock.item)


def _family(rule: ClockRule) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    return tuple(rule.starts_on), tuple(rule.stops_on), rule.subject
