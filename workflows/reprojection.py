"""Which ends move when a calendar or a rule changes? First as a preview, then saved with an entry in the journal each.

Only live clocks are looked at: what is met, waived or cancelled stays as it was. Start, obligated side, pauses and
extensions are facts and stay; the ends are derived from them anew.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Self, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mla import reference
from mla.models import Request, User
from workflows import derivation, ladders
from workflows.calendar_store import CALENDARS, Calendars
from workflows.clocks import refresh_tasks
from workflows.models import LIVE, Clock, ClockChange, ClockEntry, ClockRule
from workflows.rules import RULES

BATCH = 200
Thing = TypeVar("Thing")
RuleOf = Callable[[Clock], ClockRule]
Ledger = list[ClockEntry]
_SAVED = ("rule", "strict", "due", "due_at", "unpaused_due_at", "wake_at", "is_provisional", "is_late",
          "calendar_version")


@dataclass(frozen=True, slots=True)
class Change:
    """By what clocks are derived anew: these calendars, and for each clock this version of its rule."""

    calendars: Calendars
    rule_of: RuleOf | None = None

    def move(self, clock: Clock, ledger: Ledger) -> "Move":
        """The clock as it is and as it would be."""
        after = copy(clock)
        if self.rule_of:
            after.rule = self.rule_of(clock)
        try:
            if after.rule_id != clock.rule_id and is_stuck(after, ledger):
                raise ValueError(_("It is paused by an act that this version of the rule does not know."))
            derivation.derive(after, ledger, self.calendars)
        except (ValueError, OverflowError) as flaw:
            return Move(clock, copy(clock), self, str(flaw))
        return Move(clock, after, self)


@dataclass(frozen=True, slots=True)
class Move:
    """One clock before and after; `flaw` says why it cannot be derived anew, and then it stays as it is."""

    clock: Clock
    after: Clock
    change: Change
    flaw: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether an end moves."""
        old, new = self.clock, self.after
        return (old.strict, old.due, old.due_at) != (new.strict, new.due, new.due_at)

    @property
    def is_told(self) -> bool:
        """Whether the journal tells of it: an end moves, or rests on a published year now, or no longer."""
        return self.is_moved or self.clock.is_provisional != self.after.is_provisional

    @property
    def is_change(self) -> bool:
        """Whether anything is to be saved, be it only the version it counts by."""
        old, new = self.clock, self.after
        return self.is_told or (old.rule_id, old.calendar_version) != (new.rule_id, new.calendar_version)

    def entry(self, *, cause: str, told: str, by: User | None, now: datetime) -> ClockChange:
        """The line in the journal."""
        old, new = self.clock, self.after
        before, after = (version_of(one) if cause == "rule" else one.calendar_version for one in (old, new))
        return ClockChange(
            clock=old, cause=cause, told=told[:300], before=before, after=after, old_strict=old.strict,
            new_strict=new.strict, old_due=old.due, new_due=new.due, changed_at=now, actor=by,
        )

    def settled(self, ledger: Ledger, now: datetime) -> Self:
        """The same with the next look at it, and whether it is late. Time stands still for a clock that is paused."""
        clock = self.after
        if not self.is_moved and clock.rule_id == self.clock.rule_id:
            return self
        begun = [one.begins_at for one in ledger if one.sort == "pause" and one.ends_at is None]
        clock.is_late = clock.due_at <= min([now, *begun])
        clock.wake_at = ladders.first_look(clock) if clock.status == "running" else None
        return self


def live() -> QuerySet[Clock]:
    """The clocks that run or are paused."""
    return Clock.objects.filter(status__in=LIVE)


def counting_by(code: str) -> QuerySet[Clock]:
    """Live clocks of those obligated sides whose calendar this is: the authority's own, else its party's."""
    of_party = Q(authority=None) | Q(authority__calendar="")
    return live().filter(Q(authority__calendar=code) | of_party & Q(party__calendar=code))


def moves(
    clocks: QuerySet[Clock], *, calendars: Calendars | None = None, rule_of: RuleOf | None = None
) -> Iterator[Move]:
    """What would change, by request and clock; nothing is saved. Clocks that stay as they are are left out.

    Without calendars those in force count, without `rule_of` each clock keeps its rule. Three queries a batch.
    """
    change = Change(calendars or CALENDARS.now(), rule_of)
    wanted = clocks.filter(status__in=LIVE).order_by("request_id", "pk").values_list("pk", flat=True)
    for some in _batches(list(wanted)):
        ledgers = _ledgers(some)
        for clock in _read(Clock.objects.filter(pk__in=some).order_by("request_id", "pk")):
            move = change.move(clock, ledgers[clock.pk])
            if move.is_change or move.flaw:
                yield move


def apply(moves: Iterable[Move], *, cause: str, told: str, by: User | None, now: datetime) -> int:
    """Save the moves, each batch in a transaction of its own; how many ends the journal tells of.

    1. Locks the requests, then their clocks, and derives again: an act may have come between.
    2. Saves ends, next look, lateness and versions, and writes the journal; `told` says there what changed.
    3. Shows the nearest end in the open tasks.

    Run again it changes nothing; after a crash it does the rest.
    """
    return sum(_apply(some, cause, told, by, now) for some in _batches(moves))


def is_stuck(clock: Clock, ledger: Ledger) -> bool:
    """Whether an act paused the clock that its rule does not list: nothing would let it run again."""
    verbs = {word.partition(":")[0] for word in clock.rule.pauses_on}
    return any(one.sort == "pause" and one.ends_at is None and one.event.verb not in verbs for one in ledger)


def version_of(clock: Clock) -> str:
    """The version of its rule, as the journal names it."""
    return f"{clock.rule.code} {clock.rule.version}"


@transaction.atomic
def _apply(some: list[Move], cause: str, told: str, by: User | None, now: datetime) -> int:
    changes = {move.clock.pk: move.change for move in some}
    requests = {move.clock.request_id for move in some}
    list(Request.objects.filter(pk__in=requests).select_for_update(of=("self",)).order_by("pk").only("pk"))
    ledgers = _ledgers(list(changes))
    held = _read(live().filter(pk__in=changes).select_for_update().order_by("pk"))
    again = [changes[clock.pk].move(clock, ledgers[clock.pk]) for clock in held]
    changed = [move.settled(ledgers[move.clock.pk], now) for move in again if move.is_change and not move.flaw]
    journal = [move for move in changed if move.is_told]
    Clock.objects.bulk_update([move.after for move in changed], _SAVED, batch_size=BATCH)
    ClockChange.objects.bulk_create(move.entry(cause=cause, told=told, by=by, now=now) for move in journal)
    refresh_tasks(*{move.clock.request_id for move in journal})
    return len(journal)


def _read(clocks: QuerySet[Clock]) -> list[Clock]:
    """The clocks with their rules, parties and authorities as kept in memory. Two queries."""
    found = list(clocks)
    now = reference.stamp()  # after the clocks: so whatever they name is known
    known, parties, authorities = RULES.at(now).by_pk, reference.PARTIES.at(now), reference.AUTHORITIES.at(now)
    for clock in found:
        clock.rule, clock.party = known[clock.rule_id], parties[clock.party_id]
        clock.authority = authorities[clock.authority_id] if clock.authority_id else None
    return found


def _ledgers(clocks: list[int]) -> dict[int, Ledger]:
    found: dict[int, Ledger] = defaultdict(list)
    for entry in ClockEntry.objects.filter(clock__in=clocks).select_related("event"):
        found[entry.clock_id].append(entry)
    return found


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    rest = iter(things)
    while some := list(islice(rest, BATCH)):
        yield some
