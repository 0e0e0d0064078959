"""May this clock be extended, waived or cancelled? The ledger of one clock, and the three acts that name it.

The forms ask `flaws` before, the engine's transaction asks it again under the lock; both say the same sentences.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mla.models import Event, Request
from workflows import derivation, explanations, ladders
from workflows.models import LIVE, Clock, ClockEntry, ClockRule
from workflows.period_types import Length, Unit

WORDS = ("extend", "waive", "cancel")
Facts = dict[str, Any]
Ledger = list[ClockEntry]
_SORTS = {"waive": ("waiver", "waived"), "cancel": ("cancellation", "cancelled")}
_LIKE = {  # the units that can be added up, with their size in the first of them
    Unit.HOUR: (Unit.HOUR, 1), Unit.DAY: (Unit.DAY, 1), Unit.WEEK: (Unit.DAY, 7), Unit.MONTH: (Unit.MONTH, 1),
    Unit.WORKDAY: (Unit.WORKDAY, 1),
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why the act is not possible, and the fact that would have to change; none where no fact helps."""

    fact: str
    text: str


def flaws(word: str, clock: Clock, entries: Iterable[ClockEntry], facts: Facts) -> list[Flaw]:
    """What stands against the act, one sentence each, naming the rule."""
    listed = list(entries)
    if clock.status not in LIVE:
        return [Flaw("", _ended(word, clock))]
    if facts.get("seen") not in (None, "", seen(clock, listed)):
        return [Flaw("", _moved(clock))]
    if word == "extend":
        return _of_extension(clock, listed, facts)
    if word == "waive" and is_by_agreement(clock.rule) and not str(facts.get("agreement") or "").strip():
        return [Flaw("agreement", _(
            "%(rule)s fixes this date by treaty: it can be waived only with the agreement of the other side. Say who "
            "agreed, when and how."
        ) % {"rule": named(clock.rule)})]
    return []


def enter(clock: Clock, entries: Ledger, event: Event) -> None:
    """Write the act into the clock and its ledger; nothing is saved. The caller has asked `flaws`."""
    if event.verb == "extend":
        entries.append(_entry("extension", clock, event, length=event.details["length"]))
        derivation.derive(clock, entries)
    else:
        sort, status = _SORTS[event.verb]
        close(clock, entries, event)
        clock.status, clock.stopped_by, clock.stops_at = status, event, event.happened_at
        entries.append(_entry(sort, clock, event))
    settle(clock, entries, event.recorded_at)


def close(clock: Clock, entries: Iterable[ClockEntry], event: Event) -> None:
    """End the pauses that still run, for the clock itself ends; the end is derived with them."""
    for one in open_pauses(entries):
        one.ends_at = max(one.begins_at, event.happened_at)
    if clock.status == "paused":
        derivation.derive(clock, entries)


def pause(clock: Clock, event: Event) -> ClockEntry:
    """The line of a pause that begins with the act."""
    return _entry("pause", clock, event)


def open_pauses(entries: Iterable[ClockEntry]) -> Ledger:
    """The pauses that still run."""
    return [one for one in entries if one.sort == "pause" and one.ends_at is None]


def settle(clock: Clock, entries: Iterable[ClockEntry], now: datetime) -> None:
    """Say whether the clock is late, and when it is looked at next.

    Late is what had come to its end when it was stopped; for a paused clock, when it was paused; else by now.
    """
    if clock.status in ("met", "met_late"):
        clock.is_late = clock.status == "met_late"
    else:
        stood = [one.begins_at for one in open_pauses(entries)]
        clock.is_late = clock.due_at <= min([clock.stops_at or now, *stood])
    clock.wake_at = ladders.first_look(clock) if clock.status == "running" else None


def foreseen(clock: Clock, entries: Iterable[ClockEntry], length: Length) -> Clock:
    """The clock as it would be with this extension; nothing is saved."""
    after = copy(clock)
    derivation.derive(after, [*entries, ClockEntry(sort="extension", length=str(length))])
    return after


def is_extendable(rule: ClockRule) -> bool:
    """Whether the rule allows an extension at all."""
    return bool(rule.max_extension) and rule.count >= 0


def is_by_agreement(rule: ClockRule) -> bool:
    """Whether the date is fixed by treaty, so that one side alone cannot waive it."""
    return rule.source_class == "treaty" and not rule.max_extension


def left(rule: ClockRule, entries: Iterable[ClockEntry]) -> Length:
    """How much of the rule's longest extension is not used yet. Only for a rule that is extendable."""
    unit, most = _like(Length.parse(rule.max_extension))
    used = (_like(Length.parse(one.length)) for one in entries if one.sort == "extension")
    return Length(max(0, most - sum(count for like, count in used if like is unit)), unit)


def units(rule: ClockRule) -> list[Unit]:
    """The units in which an extension of this rule is counted: those that add up with its longest one."""
    if not is_extendable(rule):
        return []
    unit, _most = _like(Length.parse(rule.max_extension))
    return [one for one, (like, _size) in _LIKE.items() if like is unit]


def seen(clock: Clock, entries: Iterable[ClockEntry]) -> str:
    """What a page shows of the clock, in short: an act made for another state of it is refused."""
    return f"{clock.status} {clock.due} {len(list(entries))}"


def find(request: Request, number: Any) -> Clock | None:
    """The clock of the request with this number, whatever its status; None for what is no number of such."""
    given = str(number)
    if not given.isdecimal() or len(given) > 18:
        return None
    found = request.clocks.filter(pk=int(given)).select_related("rule__instrument", "party", "authority", "item")
    return found.first()


def is_recorded(request: Request, word: str, by: Any, facts: Facts) -> bool:
    """Whether this person's same act stands in the record already: a form sent twice is one act."""
    return bool(facts.get("seen")) and request.events.filter(verb=word, actor=by, details__contains=facts).exists()


def named(rule: ClockRule) -> str:
    """The rule as a sentence names it."""
    return _("The rule “%(name)s” (%(code)s, version %(version)s)") % {
        "name": rule, "code": rule.code, "version": rule.version,
    }


def _of_extension(clock: Clock, entries: Ledger, facts: Facts) -> list[Flaw]:
    rule = clock.rule
    if rule.count < 0:
        return [Flaw("", _("%(rule)s counts back from a date: it cannot be extended.") % {"rule": named(rule)})]
    if not rule.max_extension:
        return [Flaw("", _("%(rule)s allows no extension.") % {"rule": named(rule)})]
    try:
        wanted = Length.parse(str(facts.get("length") or ""))
    except ValueError:
        return [Flaw("length", _("Say by how much, such as 30d."))]
    text = _too_long(wanted, rule, entries)
    return [Flaw("length", text)] if text else []


def _too_long(wanted: Length, rule: ClockRule, entries: Ledger) -> str:
    most = {"rule": named(rule), "most": explanations.length(rule.max_extension)}
    if wanted.count <= 0:
        return _("An extension is longer than nothing.")
    if wanted.unit not in units(rule):
        return _("%(rule)s is extended by %(most)s at most: give the extension in that unit.") % most
    rest = left(rule, entries)
    if _like(wanted)[1] <= rest.count:
        return ""
    told = most | {"left": explanations.length(str(rest))}
    return _("%(rule)s is extended by %(most)s at most in all, of which %(left)s can still be granted.") % told


def _ended(word: str, clock: Clock) -> str:
    told = {"clock": clock.rule, "status": clock.get_status_display()}
    if word == "extend":
        return _("The clock “%(clock)s” is %(status)s: it can no longer be extended.") % told
    if word == "waive":
        return _("The clock “%(clock)s” is %(status)s: it can no longer be waived.") % told
    if word == "cancel":
        return _("The clock “%(clock)s” is %(status)s: it can no longer be cancelled.") % told
    return _("The clock “%(clock)s” is %(status)s: nothing more can happen to it.") % told


def _moved(clock: Clock) -> str:
    return _(
        "The clock “%(clock)s” has changed since this page was opened: it is now %(status)s, due %(due)s. Look at it "
        "again before you act."
    ) % {"clock": clock.rule, "status": clock.get_status_display(), "due": explanations.point(clock.due)}


def _like(length: Length) -> tuple[Unit, int]:
    unit, size = _LIKE[length.unit]
    return unit, length.count * size


def _entry(sort: str, clock: Clock, event: Event, length: str = "") -> ClockEntry:
    told = event.details
    reason = told.get("reasons") or event.note or told.get("ground") or ""
    return ClockEntry(
        clock=clock, sort=sort, begins_at=event.happened_at, length=length, event=event, actor_id=event.actor_id,
        reason=reason[:300],
    )
