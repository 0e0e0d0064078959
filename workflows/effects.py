"""What does an act do to the clocks that run? It stops, cancels, pauses or resumes them; nothing starts here."""

from collections import defaultdict
from collections.abc import Iterable

from mla.lifecycle import is_final
from mla.models import Event, Request
from workflows import derivation, ladders, rules
from workflows.models import Clock, ClockEntry

Ledgers = dict[int, list[ClockEntry]]


def change(live: list[Clock], words: frozenset[str], event: Event, request: Request) -> list[Clock]:
    """Stop, cancel, pause and resume what the act concerns; at a final state nothing runs on."""
    concerned = [(clock, act) for clock in live if (act := _act_on(clock, words, event, request))]
    ledgers = _ledgers(clock for clock, act in concerned if clock.status == "paused" and act in ("stop", "resume"))
    changed = []
    for clock, act in concerned:
        entries = ledgers[clock.pk]
        if act == "resume" and not _resume(clock, entries, words, event):
            continue
        if act == "stop":
            stop(clock, entries, event)
        elif act == "cancel":
            end(clock, "cancelled", event)
        elif act == "pause":
            clock.status, clock.wake_at = "paused", None
        changed.append(clock)
    ClockEntry.objects.bulk_update([one for ledger in ledgers.values() for one in ledger], ["ends_at"])
    ClockEntry.objects.bulk_create([_pause(clock, event) for clock, act in concerned if act == "pause"])
    return changed


def stop(clock: Clock, entries: list[ClockEntry], event: Event) -> None:
    """Met, or met late: what counts is when the act happened, not when it was keyed in. A stop ends a pause."""
    for one in entries:
        if one.sort == "pause" and one.ends_at is None:
            one.ends_at = max(one.begins_at, event.happened_at)
    if clock.status == "paused":
        derivation.derive(clock, entries)
    end(clock, "met" if event.happened_at < clock.due_at else "met_late", event)
    clock.is_late = clock.status == "met_late"


def end(clock: Clock, status: str, event: Event) -> None:
    clock.status, clock.stopped_by, clock.stops_at, clock.wake_at = status, event, event.happened_at, None


def _act_on(clock: Clock, words: frozenset[str], event: Event, request: Request) -> str:
    """What the act does to the clock: stop, cancel, pause, resume, or nothing."""
    named = event.details.get("item")
    if named is not None and (clock.item is None or clock.item.seq != named):
        return ""
    rule = clock.rule
    if rules.says(rule.stops_on, words):
        return "stop"
    if is_final(request.state) or rules.says(rule.cancels_on, words):
        return "cancel"
    if rules.says(rule.pauses_on, words):
        return "pause"
    return "resume" if clock.status == "paused" and rules.says(rule.resumes_on, words) else ""


def _ledgers(clocks: Iterable[Clock]) -> Ledgers:
    """The entries of these clocks. One query, none where there are no clocks."""
    found: Ledgers = defaultdict(list)
    wanted = [clock.pk for clock in clocks]
    for entry in ClockEntry.objects.filter(clock__in=wanted).select_related("event") if wanted else ():
        found[entry.clock_id].append(entry)
    return found


def _pause(clock: Clock, event: Event) -> ClockEntry:
    reason = event.note or event.details.get("reasons") or event.details.get("ground") or ""
    return ClockEntry(
        clock=clock, sort="pause", begins_at=event.happened_at, event=event, actor_id=event.actor_id,
        reason=reason[:300],
    )


def _resume(clock: Clock, entries: list[ClockEntry], words: frozenset[str], event: Event) -> bool:
    """End the pauses this act ends: each pausing word has its own resuming word. False if nothing ends."""
    pairs = list(zip(clock.rule.pauses_on, clock.rule.resumes_on, strict=True))
    open_ones = [one for one in entries if one.sort == "pause" and one.ends_at is None]
    ended = [
        one for one in open_ones
        if any(word.partition(":")[0] == one.event.verb and back in words for word, back in pairs)
    ]
    for one in ended:
        one.ends_at = max(one.begins_at, event.happened_at)
    if ended and len(ended) == len(open_ones):
        clock.status = "running"
        derivation.derive(clock, entries)
        clock.wake_at = ladders.first_look(clock)
    return bool(ended)
