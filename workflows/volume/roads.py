"""What has each request been through, and how many tasks does that make? The plan, before any row is written."""

import random
from dataclasses import dataclass, field

from mla.vocabulary import Direction, Role, State

ADVISERS = (Role.DATA_PROTECTION, Role.SECURITY)
OPEN_SHARES = {
    State.INTAKE: 14, State.REVIEW: 30, State.TRANSMISSION: 10, State.EXECUTION: 26, State.RESPONSE: 8,
    State.CLARIFICATION: 5, State.CONSULTATION: 2, State.POSTPONED: 2, State.RESPONDED: 3,
}
FINAL_SHARES = {State.CLOSED: 75, State.REFUSED: 8, State.RETURNED: 7, State.WITHDRAWN: 8, State.LAPSED: 2}
SECOND_TASK = 0.14
"""The share of the open tasks that stand beside another of the same review."""
DRAFTS = 0.03

Visit = tuple[str, str, tuple[tuple[str, str], ...]]
"""One stay that is over: the state, the word that ended it, and who did what (desk, word; "" was cancelled)."""


@dataclass(slots=True)
class Road:
    """One request: where it stands, what it went through, and who has it now."""

    direction: str
    state: str
    visits: list[Visit] = field(default_factory=list)
    done: tuple[tuple[str, str], ...] = ()
    open: tuple[str, ...] = ()

    @property
    def tasks_over(self) -> int:
        """How many of its tasks are done or cancelled."""
        return sum(len(tasks) for _state, _word, tasks in self.visits) + len(self.done)


class Unworkable(Exception):
    """So many tasks do not fit so many requests."""


def plan(requests: int, tasks: int, open_tasks: int, seed: int) -> list[Road]:
    """As many roads as requests, with exactly so many tasks, of which exactly so many are open; in random order."""
    chance = random.Random(seed)
    waiting = min(round(open_tasks * (1 - SECOND_TASK)), round(requests * (1 - DRAFTS)))
    drafts = min(round(requests * DRAFTS), requests - waiting)
    roads = [_open_road(chance, state) for state in _spread(OPEN_SHARES, waiting)]
    _beside(roads, open_tasks - waiting)
    roads += [_final_road(chance, state) for state in _spread(FINAL_SHARES, requests - waiting - drafts)]
    _lengthen(chance, roads, tasks - open_tasks - sum(road.tasks_over for road in roads))
    roads += [Road(_direction(chance), State.DRAFT) for _number in range(drafts)]
    chance.shuffle(roads)
    return roads


def desk_of(direction: str, state: str) -> str:
    """The desk that decides in a state."""
    if state in (State.REVIEW, State.RESPONSE):
        return Role.LIAISON if (direction, state) == (Direction.OUT, State.RESPONSE) else Role.COUNTERSIGNER
    if state in (State.INTAKE, State.CLARIFICATION):
        return Role.REGISTRAR
    if state == State.TRANSMISSION:
        return Role.DISPATCHER
    if direction == Direction.OUT:
        return Role.LIAISON
    if state == State.EXECUTION:
        return Role.EXECUTING_OFFICER
    return Role.REVIEWER if state == State.CONSULTATION else Role.REGISTRAR


def _spread(shares: dict[State, int], number: int) -> list[State]:
    """So many states, each by its share."""
    whole, found, passed = sum(shares.values()), [], 0
    for state, share in shares.items():
        before, passed = passed, passed + share
        found += [state] * (number * passed // whole - number * before // whole)
    return found


def _direction(chance: random.Random) -> str:
    return chance.choice((Direction.OUT, Direction.IN))


def _visit(direction: str, state: str, word: str) -> Visit:
    """A stay with the desks it cannot do without."""
    desk, tasks = desk_of(direction, state), []
    if state == State.REVIEW:
        tasks.append((Role.REVIEWER, "opine"))
    if (direction, state) == (Direction.IN, State.RESPONSE):
        tasks.append((Role.REVIEWER, "opine"))
    if word in ("ask", "consult", "postpone") and state == State.REVIEW:
        return state, word, ((Role.REVIEWER, word),)
    return state, word, (*tasks, (desk, "" if word in ("answer", "withdraw", "lapse") else word))


_MAIN = (
    (State.INTAKE, "admit"), (State.REVIEW, "grant"), (State.TRANSMISSION, "transmit"), (State.EXECUTION, "report"),
    (State.RESPONSE, "respond"), (State.RESPONDED, "close"),
)
_REACHED = {
    State.INTAKE: 0, State.REVIEW: 1, State.TRANSMISSION: 2, State.EXECUTION: 3, State.RESPONSE: 4, State.RESPONDED: 5,
    State.CLOSED: 6, State.REFUSED: 1, State.CONSULTATION: 1, State.POSTPONED: 1,
}
_LAST = {
    State.CLARIFICATION: ((State.INTAKE, "ask"),), State.RETURNED: ((State.INTAKE, "send_back"),),
    State.WITHDRAWN: ((State.INTAKE, "withdraw"),), State.REFUSED: ((State.REVIEW, "refuse"),),
    State.LAPSED: ((State.INTAKE, "ask"), (State.CLARIFICATION, "lapse")),
}


def _visits(direction: str, state: State) -> list[Visit]:
    steps = [*_MAIN[: _REACHED.get(state, 0)], *_LAST.get(state, ())]
    if state in (State.CONSULTATION, State.POSTPONED):
        word = "consult" if state == State.CONSULTATION else "postpone"
        abroad = [(State.REVIEW, "grant"), (State.TRANSMISSION, "transmit"), (State.EXECUTION, word)]
        steps += abroad if direction == Direction.OUT else [(State.REVIEW, word)]
    return [_visit(direction, *step) for step in steps]


def _open_road(chance: random.Random, state: State) -> Road:
    direction = _direction(chance)
    road = Road(direction, state, _visits(direction, state))
    advised = state == State.REVIEW or (direction, state) == (Direction.IN, State.RESPONSE)
    if advised and chance.random() < 0.5:
        road.done, road.open = ((Role.REVIEWER, "opine"),), (Role.COUNTERSIGNER,)
    else:
        road.open = (Role.REVIEWER if advised else desk_of(direction, state),)
    return road


def _final_road(chance: random.Random, state: State) -> Road:
    direction = _direction(chance)
    return Road(direction, state, _visits(direction, state))


def _beside(roads: list[Road], number: int) -> None:
    """Further opinions that are asked for at the same time as the reviewer's."""
    for adviser in ADVISERS:
        for road in roads:
            if number and road.state == State.REVIEW and Role.COUNTERSIGNER not in road.open:
                road.open = (*road.open, adviser)
                number -= 1
    if number:
        raise Unworkable


def _lengthen(chance: random.Random, roads: list[Road], missing: int) -> None:
    """Supplementary rounds (two tasks each) and further opinions (one each) until the number is right."""
    if missing < 0 or (missing and not roads):
        raise Unworkable
    advised = [road for road in roads if any(word == "grant" for _state, word, _tasks in road.visits)]
    opinions = min(len(advised), missing // 5)
    opinions -= (missing - opinions) % 2 and (1 if opinions else -1)
    if opinions > len(advised):
        raise Unworkable
    for road in chance.sample(advised, opinions):
        road.visits = [_with_opinion(visit, chance.choice(ADVISERS)) for visit in road.visits]
    rounds = (missing - opinions) // 2
    each, further = divmod(rounds, max(1, len(roads)))
    lucky = set(chance.sample(range(len(roads)), further))
    for number, road in enumerate(roads):
        extra = each + (number in lucky)
        once = [_visit(road.direction, State.INTAKE, "ask"), _visit(road.direction, State.CLARIFICATION, "answer")]
        road.visits[:0] = once * extra


def _with_opinion(visit: Visit, adviser: str) -> Visit:
    state, word, tasks = visit
    return (state, word, ((adviser, "opine"), *tasks)) if word == "grant" else visit
