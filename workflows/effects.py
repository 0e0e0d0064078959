"""What does an act do to the clocks that run? It stops, pauses, resumes, extends or ends them; nothing starts here."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from mla.exceptions import NotPossible
from mla.lifecycle import is_final
from mla.models import Event, Request
from workflows import derivation, ledger, rules
from workflows.models import Clock, ClockEntry

Ledger = list[ClockEntry]
Ledgers = dict[int, Ledger]


def change(live: list[Clock], words: frozenset[str], event: Event, request: Request) -> list[Clock]:
    """Do to each clock what the act does to it; at a final state nothing runs on. The clocks touched.

    An act that names an item, a person or a clock concerns the clocks of that one alone. Raises NotPossible where the
    clock it names is not of this request, has ended, or may not be changed so.
    """
    _refuse_unknown(live, event, request)
    concerned = [(clock, act) for clock in live if (act := _act_on(clock, words, event, request))]
    ledgers = _ledgers(clock for clock, act in concerned if act in ledger.WORDS or clock.status == "paused")
    touched = [clock for clock, act in concerned if _do(act, clock, ledgers[clock.pk], words, event)]
    lines = [one for entries in ledgers.values() for one in entries]
    ClockEntry.objects.bulk_update([one for one in lines if one.pk], ["ends_at"])
    ClockEntry.objects.bulk_create([one for one in lines if not one.pk])
    return touched


def stop(clock: Clock, entries: Ledger, event: Event) -> None:
    """Met, or met late: what counts is when the act happened, not when it was keyed in. A stop ends a pause."""
    ledger.close(clock, entries, event)
    end(clock, "met" if event.happened_at < clock.due_at else "met_late", event)
    clock.is_late = clock.status == "met_late"


def end(clock: Clock, status: str, event: Event) -> None:
    """The clock runs no more, and nobody looks at it again."""
    clock.status, clock.stopped_by, clock.stops_at, clock.wake_at = status, event, event.happened_at, None


def _do(act: str, clock: Clock, entries: Ledger, words: frozenset[str], event: Event) -> bool:
    """False if the act comes to nothing."""
    if act == "resume":
        return _resume(clock, entries, words, event)
    if act == "stop":
        stop(clock, entries, event)
    elif act == "pause":
        entries.append(ledger.pause(clock, event))
        clock.status = "paused"
        ledger.settle(clock, entries, event.recorded_at)
    elif act in ledger.WORDS:
        if flaws := ledger.flaws(act, clock, entries, event.details):
            raise NotPossible(*(one.text for one in flaws))
        ledger.enter(clock, entries, event)
    else:
        ledger.close(clock, entries, event)
        end(clock, "cancelled", event)
    return True


def _act_on(clock: Clock, words: frozenset[str], event: Event, request: Request) -> str:
    """What the act does to the clock: stop, end, pause, resume, a word of the ledger, or nothing."""
    if not _is_named(clock, event):
        return ""
    if event.verb in ledger.WORDS:
        return event.verb
    rule = clock.rule
    if rules.says(rule.stops_on, words):
        return "stop"
    if is_final(request.state) or rules.says(rule.cancels_on, words):
        return "end"
    if rules.says(rule.pauses_on, words):
        return "pause" if _is_ground(clock, event) else ""
    return "resume" if clock.status == "paused" and rules.says(rule.resumes_on, words) else ""


def _is_named(clock: Clock, event: Event) -> bool:
    """Whether the act concerns this clock: by the item, the person and the clock that it names, if any."""
    item, person, number = (event.details.get(name) for name in ("item", "person", "clock"))
    return (
        (item is None or (clock.item is not None and clock.item.seq == item))
        and (person is None or clock.person_id == person)
        and (number is None or str(clock.pk) == str(number))
    )


def _is_ground(clock: Clock, event: Event) -> bool:
    """Whether a stay rests on a ground with which it pauses this clock; without a list, any ground does."""
    grounds = clock.rule.pause_grounds
    return event.verb != "stay" or not grounds or event.details.get("ground") in grounds


def _refuse_unknown(live: list[Clock], event: Event, request: Request) -> None:
    """A clock that the act names is one of this request, and runs or is paused."""
    number: Any = event.details.get("clock")
    if number is None:
        if event.verb in ledger.WORDS:
            raise NotPossible(_("Name the clock that this act concerns."))
        return
    if any(str(clock.pk) == str(number) for clock in live):
        return
    found = ledger.find(request, number)
    if found is None:
        raise NotPossible(_("This request has no clock with the number %(number)s.") % {"number": number})
    raise NotPossible(*(one.text for one in ledger.flaws(event.verb, found, (), event.details)))


def _ledgers(clocks: Iterable[Clock]) -> Ledgers:
    """The entries of these clocks. One query, none where there are no clocks."""
    found: Ledgers = defaultdict(list)
    wanted = [clock.pk for clock in clocks]
    for entry in ClockEntry.objects.filter(clock__in=wanted).select_related("event") if wanted else ():
        found[entry.clock_id].append(entry)
    return found


def _resume(clock: Clock, entries: Ledger, words: frozenset[str], event: Event) -> bool:
    """End the pauses this act ends: each pausing word has its own resuming word. False if nothing ends."""
    open_ones = ledger.open_pauses(entries)
    ended = [one for one in open_ones if _ends(clock, one, words, event)]
    for one in ended:
        one.ends_at = max(one.begins_at, event.happened_at)
    if ended and len(ended) == len(open_ones):
        clock.status = "running"
        derivation.derive(clock, entries)
        ledger.settle(clock, entries, event.recorded_at)
    return bool(ended)


def _ends(clock: Clock, entry: ClockEntry, words: frozenset[str], event: Event) -> bool:
    """Whether the act ends this pause. A lift that names a ground ends the stays on that ground alone."""
    ground = event.details.get("ground") if event.verb == "lift" else None
    if ground and entry.event.details.get("ground") != ground:
        return False
    pairs = zip(clock.rule.pauses_on, clock.rule.resumes_on, strict=True)
    return any(word.partition(":")[0] == entry.event.verb and back in words for word, back in pairs)
