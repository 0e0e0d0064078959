"""Which rows does one request of the volume have? Each as one line for COPY, with a record that verifies."""

import hashlib
import random
from collections import defaultdict
from datetime import datetime
from typing import Any

from mla.models import AssistanceItem, Counter, Event, Identifier, Instrument, Leg, Party, Person, Request
from mla.models.record import GENESIS
from mla.vocabulary import COUNTERPART, FINAL, HOME, WAITING, Direction, Role, State
from workflows.models import Clock, ClockRule, Stage, Task
from workflows.volume.columns import COLUMNS, FLOW_CLASSES, FLOW_TASKS
from workflows.volume.copying import NONE, Copier
from workflows.volume.material import FACTS, GIVEN, MATTERS, MEASURES, PLACES, SURNAMES
from workflows.volume.minutes import DAY, day, iso, iso_or_none
from workflows.volume.people import Staff
from workflows.volume.roads import Road

_URGENCIES, _URGENCY_SHARES = ("routine", "priority", "urgent", "emergency"), (70, 18, 9, 3)
_RULES = {
    State.INTAKE: "FORM_REVIEW", State.EXECUTION: "EXECUTION", State.RESPONSE: "STATUS_REPLY",
    State.CLARIFICATION: "SUPPLEMENT", State.POSTPONED: "REVIEW-DATE",
}
_DUE_IN = ((-30, 0), (0, 1), (1, 3), (3, 14), (14, 60), (60, 150))
_DUE_SHARES = (6, 3, 7, 24, 35, 25)


class Writer:
    """Writes one request after another; ids run from 1 in each table."""

    def __init__(self, copier: Copier, staff: Staff, now: datetime, seed: int) -> None:
        self.copier, self.staff, self.chance = copier, staff, random.Random(f"rows {seed}")
        self.now = int(now.timestamp()) // 60
        copier.columns = COLUMNS
        self.parties = [one for one in Party.objects.order_by("pk") if one != staff.home]
        self.home, self.law = staff.home, Instrument.objects.get(code="MLAA").pk
        rules = ClockRule.objects.filter(is_draft=False).order_by("-version")
        self.rules = dict(rules.values_list("code", "pk"))
        self.ids: dict[type, int] = defaultdict(int)
        self.series: dict[str, int] = defaultdict(int)

    def number_on(self) -> None:
        """Let the engine go on numbering references where the volume ends."""
        Counter.objects.bulk_create(Counter(series=series, value=value) for series, value in self.series.items())

    def write(self, pk: int, road: Road) -> None:
        """Everything of one request."""
        _OneRequest(self, pk, road).write()


class _OneRequest:
    """One request with the moments of its stays."""

    def __init__(self, writer: Writer, pk: int, road: Road) -> None:
        self.writer, self.pk, self.road, self.chance = writer, pk, road, writer.chance
        chance, staff = writer.chance, writer.staff
        self.is_out = road.direction == Direction.OUT
        self.kind = "information" if chance.random() < 0.25 else "mla"
        self.urgency = chance.choices(_URGENCIES, _URGENCY_SHARES)[0]
        self.classification = chance.choices((0, 1, 2, 3), (20, 55, 20, 5))[0]
        self.circle = chance.choice(staff.circles) if self.classification >= 2 and chance.random() < 0.16 else None
        self.agency = chance.choice(staff.offices).pk if self.is_out else None
        self.executing = chance.choice(staff.offices).pk
        self.party = writer.parties[0] if chance.random() < 0.8 else chance.choice(writer.parties)
        self.is_final, self.is_draft = road.state in FINAL, road.state == State.DRAFT
        self.entered = writer.now - chance.randrange(60, (900 if self.is_final else 75) * DAY)
        self.stay = chance.randrange(DAY, 12 * DAY)
        self.created = self.entered - (len(road.visits) + 1) * self.stay
        self.due_at = self._due()
        self.readers = {self.agency} if self.agency else set[int]()
        self.seq, self.head = 0, GENESIS

    def write(self) -> None:
        """The rows in the order of what happened."""
        creator = self._owner(Role.REQUESTER if self.is_out else Role.REGISTRAR) or self.writer.staff.users[0].pk
        self._event("draft", creator, self.created)
        if not self.is_draft:
            self._stages(creator)
        self._clock()
        self._legs()
        self._subjects()
        self._request(creator)

    def _next(self, model: type) -> int:
        self.writer.ids[model] += 1
        return self.writer.ids[model]

    def _add(self, model: type, *cells: object) -> None:
        self.writer.copier.add(model, "\t".join(NONE if cell is None else str(cell) for cell in cells))

    def _owner(self, role: str) -> int | None:
        return self.writer.staff.owner(role, self._place(role), self.classification, self.circle)

    def _place(self, role: str) -> int | None:
        return {"requester": self.agency, "executing_officer": self.executing}.get(role)

    def _due(self) -> int | None:
        """The nearest end; one open request in eight has none, and who waits for the other side is paused."""
        if self.is_final or self.is_draft or self.road.state in WAITING or self.chance.random() < 0.12:
            return None
        first, last = self.chance.choices(_DUE_IN, _DUE_SHARES)[0]
        return self.writer.now + self.chance.randrange(first * DAY, last * DAY)

    def _event(self, verb: str, actor: int | None, minute: int, moved: str = "{}", party: str = HOME) -> int:
        """One link of the chain, digested as `Event.compute_digest` does: canonical JSON by hand, for speed."""
        self.seq += 1
        who = "null" if actor is None else actor
        micros = f"{minute * 60}000000"
        content = (
            f'{{"actor":{who},"details":{moved},"happened_at":"{micros}","note":"","party":"{party}",'
            f'"previous":"{self.head}","recorded_at":"{micros}","request":{self.pk},"seq":{self.seq},"verb":"{verb}"}}'
        )
        digest = hashlib.sha256(content.encode()).hexdigest()
        pk, at = self._next(Event), iso(minute)
        self._add(Event, pk, self.seq, verb, party, at, at, "", moved, self.head, digest, actor, self.pk)
        self.head = digest
        return pk

    def _stages(self, creator: int) -> None:
        road, at, left = self.road, self.created + self.stay // 4, "draft"
        actor: int | None = creator
        word = "submit" if self.is_out else "receive"
        for state, ending, tasks in road.visits:
            self._event(word, actor, at, f'{{"from":"{left}","to":"{state}"}}')
            stage = self._stage(state, at, at + self.stay, "DONE" if tasks[-1][1] else "CANCELED")
            for desk, decided in tasks:
                actor = self._closed_task(stage, state, desk, decided, at)
                if decided == "opine":
                    self._event("opine", actor, at + self.stay // 2)
            left, word, at = state, ending, at + self.stay
        actor = actor or creator
        self._event(word, actor, min(at, self.entered), f'{{"from":"{left}","to":"{road.state}"}}')
        if road.open:
            stage = self._stage(road.state, self.entered, None, "NEW")
            for desk, decided in road.done:
                self._closed_task(stage, road.state, desk, decided, self.entered)
            for desk in road.open:
                self._open_task(stage, desk)

    def _stage(self, state: str, begun: int, ended: int | None, status: str) -> int:
        pk, flow = self._next(Stage), FLOW_CLASSES[self.road.direction, state]
        self._add(Stage, pk, flow, status, iso(begun), iso_or_none(ended), state, self.pk)
        return pk

    def _closed_task(self, stage: int, state: str, desk: str, decided: str, begun: int) -> int | None:
        owner = self._owner(desk) if decided else None
        taken, ended = begun + self.stay // 3, min(begun + self.stay, self.writer.now)
        status = "DONE" if decided else "CANCELED"
        self._task(stage, state, desk, (status, begun, taken if owner else None, ended, decided, None, owner))
        return owner

    def _open_task(self, stage: int, desk: str) -> None:
        owner = self._owner(desk) if self.chance.random() < 0.55 else None
        taken = self.chance.randrange(self.entered, self.writer.now) if owner else None
        status = "ASSIGNED" if owner else "NEW"
        self._task(stage, self.road.state, desk, (status, self.entered, taken, None, "", self.due_at, owner))

    def _task(self, stage: int, state: str, desk: str, turn: tuple[Any, ...]) -> None:
        status, begun, taken, ended, decided, due, owner = turn
        self._add(
            Task, self._next(Task), FLOW_TASKS[self.road.direction, state, desk], "HUMAN", status,
            *map(iso_or_none, (begun, taken, None, ended)), "start", None, desk, state, self.kind, self.road.direction,
            self.urgency, self.classification, iso_or_none(due), decided, self._place(desk), self.circle, owner, None,
            stage, self.pk,
        )

    def _clock(self) -> None:
        """The obligation of the present state; a closed file has one that was met, one in nine of them late."""
        if self.is_draft:
            return
        waits = self.road.state in WAITING
        end = self.due_at or self.entered + self.chance.randrange(DAY, 40 * DAY)
        if self.due_at is None and not (waits or self.is_final):
            return
        status = "paused" if waits else "running"
        if self.is_final:
            status = "met_late" if self.chance.random() < 0.11 else "met"
        is_live, is_late = not self.is_final, status == "met_late" or (status == "running" and end <= self.writer.now)
        rule = self.writer.rules[_RULES.get(State(self.road.state), "DECISION")]
        side = HOME if self.is_out == (self.road.state == State.CLARIFICATION) else COUNTERPART
        on, event = day(end), self.writer.ids[Event]
        wake = iso(end) if status == "running" and not is_late else None
        self._add(
            Clock, self._next(Clock), side, iso(self.created), None if is_live else iso(self.entered), status, on, on,
            iso(end), wake, "f", "t" if is_late else "f", "", None, None, None,
            self.writer.home.pk if side == HOME else self.party.pk, None, self.pk, event - self.seq + 1,
            None if is_live else event, rule, 1,
        )

    def _legs(self) -> None:
        """The central authority first; what comes in goes on to the authority that executes it, and comes back."""
        if self.is_draft:
            return
        own, state, end = self.writer.staff.own.pk, self.road.state, self.entered if self.is_final else None
        came, sent = self.created + self.stay // 4, self.entered - self.stay // 2
        went_on = not self.is_out and any(visit[0] == State.TRANSMISSION for visit in self.road.visits)
        self._leg(own, "f", came, sent if went_on else end)
        if not went_on:
            return
        back = None if state == State.EXECUTION else self.entered - self.stay // 8
        self._leg(self.executing, "f", sent, back)
        if back is not None:
            self._leg(own, "t", back, end)

    def _leg(self, authority: int, is_return: str, begun: int, ended: int | None) -> None:
        self.readers.add(authority)
        self._add(Leg, self._next(Leg), is_return, iso(begun), iso_or_none(ended), authority, self.pk)

    def _subjects(self) -> None:
        chance = self.chance
        self.matter, self.measure, self.place = (chance.choice(one) for one in (MATTERS, MEASURES, PLACES))
        given, family = chance.choice(GIVEN), chance.choice(SURNAMES)
        self.name, self.native = f"{given[0]} {family[0]}", family[1] + given[1]
        self.number = f"{chance.randrange(10**15, 10**16)}"
        sort = "information" if self.kind == "information" else self.measure[2]
        outcome = "full" if self.road.state == State.CLOSED else ""
        item = self._next(AssistanceItem)
        granted = "granted" if any(word == "grant" for _state, word, _tasks in self.road.visits) else "pending"
        wanted = f"{self.measure[0]} {self.measure[1]}"
        self._add(AssistanceItem, item, 1, sort, wanted, "", None, "{}", granted, "{}", "", None, outcome, "", None,
                  self.pk)
        self._add(Person, self._next(Person), "suspect", family[0], given[0], self.native, "", "", None, self.place[0],
                  "", "", "", "", self.pk)
        if self.pk % 2:
            self._add(Identifier, self._next(Identifier), "bank_account", self.number, self.number, "", "", None, item,
                      self.pk)

    def _request(self, creator: int) -> None:
        series = f"{self.writer.home.code}-{self.party.code}-{day(self.created)[:4]}"
        reference = ""
        if not self.is_draft:
            self.writer.series[series] += 1
            reference = f"{series}-{self.writer.series[series]:04d}"
        foreign = "" if self.is_out else f"司协〔{day(self.created)[:4]}〕{self.pk}号"
        matter, measure, place = self.matter, self.measure, self.place
        title = f"{matter[0]}, {measure[0]}, {place[0]} {matter[1]} {measure[1]}"
        facts = self.chance.choice(FACTS).format(
            name=self.name, native=self.native, place=place[0], place_zh=place[1], number=self.number, matter=matter[0]
        )
        came = "intake" if self.road.state in WAITING else ""
        self._add(
            Request, self.pk, self.road.state, came, self.kind, self.road.direction, reference, foreign, title, "", "",
            matter[2], self.urgency, "", self.classification, "", "", "en" if self.is_out else "zh", "",
            "investigation", facts, "", "", "", None, "", None, "ca_direct",
            None if self.is_out or self.is_draft else iso(self.created), None, "{}", "{}", 0, "", iso(self.created),
            iso(self.entered), f"{{{','.join(map(str, sorted(self.readers)))}}}",
            self.agency, self.circle, self.party.pk, creator, self.writer.law, None, None,
        )
