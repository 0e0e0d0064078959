"""Which requests fill a demo office? All states, both directions, spread over the months before a moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import cycle

from mla import kinds
from mla.demo.cases import CASES
from mla.models import Authority, Request, User
from mla.vocabulary import Direction, Role, State
from workflows.drafting import draft_from
from workflows.scenes import SCENES, Scene, play
from workflows.walking import Walker, dictionary_of, road_to

PLAN: tuple[tuple[str, int], ...] = (
    # the state to reach, and how many days ago the last act was
    (State.DRAFT, 1), (State.INTAKE, 2), (State.INTAKE, 16), (State.REVIEW, 1), (State.REVIEW, 3),
    (State.REVIEW, 33), (State.TRANSMISSION, 1), (State.TRANSMISSION, 6), (State.EXECUTION, 2),
    (State.EXECUTION, 12), (State.EXECUTION, 45), (State.EXECUTION, 120), (State.RESPONSE, 1),
    (State.CLARIFICATION, 5), (State.CLARIFICATION, 58), (State.CONSULTATION, 4), (State.POSTPONED, 20),
    (State.RESPONDED, 7), (State.CLOSED, 30), (State.REFUSED, 25), (State.RETURNED, 18), (State.WITHDRAWN, 22),
    (State.LAPSED, 10), (State.RESPONSE, 9), (State.RESPONDED, 40), (State.CLOSED, 75), (State.CLOSED, 140),
    (State.REVIEW, 8), (State.EXECUTION, 85), (State.INTAKE, 0),
)

THEN: dict[tuple[str, str, int], tuple[str, ...]] = {
    # what some of them meet on the way: the direction, and the row of the plan
    (Direction.IN, State.INTAKE, 16): ("acknowledge", "redirect"),
    (Direction.OUT, State.EXECUTION, 12): ("ask", "answer"),
    (Direction.IN, State.EXECUTION, 12): ("inform",),
    (Direction.OUT, State.EXECUTION, 120): ("remind", "inform"),
    (Direction.IN, State.EXECUTION, 45): ("ask", "answer"),
    (Direction.IN, State.EXECUTION, 85): ("conclude", "inform"),
    (Direction.OUT, State.EXECUTION, 85): ("withdraw",),
}


def fill(
    cast: dict[str, User], *, count: int, now: datetime, progress: Callable[[int, int], None] = lambda *_: None
) -> int:
    """Walk `count` requests through the engine, each at its own simulated times, all before `now`.

    An office of some size also plays the scenes, which are counted with the others.
    """
    scenes = SCENES if count > len(SCENES) + len(PLAN) else ()
    plain = [one for one in CASES if _takes_any_road(one)]
    supply = {direction: cycle([one for one in plain if one["direction"] == direction]) for direction in Direction}
    plan = cycle([(direction, *row) for row in PLAN for direction in Direction])
    for number in range(count - len(scenes)):
        direction, state, days = next(plan)
        last = now - timedelta(days=days, hours=number % 9 + 1)
        then = THEN.get((direction, state, days), ())
        walker, request = _walk_one(cast, next(supply[direction]), state, last, then)
        if number % 3:  # two of three have found somebody already
            walker.take_up(request)
        progress(number + 1, count)
    for number, scene in enumerate(scenes, start=count - len(scenes)):
        _play(cast, scene, now)
        progress(number + 1, count)
    return count


def _play(cast: dict[str, User], scene: Scene, now: datetime) -> None:
    case = next(one for one in CASES if one["code"] == scene.case)
    started = now - timedelta(days=scene.days) - scene.pause * (len(scene.acts) * 2)
    walker = Walker(cast=cast, now=started, pause=scene.pause)
    walker.dictionary = dictionary_of(case, case["translation"])
    play(scene, draft_from(case, by=drafter(cast, case), now=walker.now), walker)


def first_outgoing(walker: Walker) -> Request:
    """The draft of the story: the first outgoing formal request of the material."""
    case = next(one for one in CASES if one["direction"] == Direction.OUT and one["kind"] == "mla")
    walker.dictionary = dictionary_of(case, case["translation"])
    return draft_from(case, by=drafter(walker.cast, case), now=walker.now)


def _takes_any_road(case: dict) -> bool:
    """Whether every state can be reached with it: a kind with desks or guards of its own plays scenes instead."""
    kind = kinds.get(case["kind"])
    return not kind.guards and not kind.desks


def drafter(cast: dict[str, User], case: dict) -> User:
    """Who writes this case: a requester of its agency, or whoever opens such drafts."""
    role = kinds.starter(case["kind"], case["direction"])
    if role != Role.REQUESTER:
        return next(user for user in cast.values() if role in user.central_roles)
    agency = Authority.objects.get(code=case["agency"])
    return next(user for user in cast.values() if agency.pk in user.roles.get(Role.REQUESTER, ()))


def _walk_one(
    cast: dict[str, User], case: dict, state: str, last: datetime, then: tuple[str, ...]
) -> tuple[Walker, Request]:
    pause = timedelta(days=2, hours=5)
    road = ["receive", "acknowledge", "ask"] if state == State.LAPSED else road_to(case["direction"], state)
    waits = timedelta(days=95) if state == State.LAPSED else timedelta()
    walker = Walker(cast=cast, now=last - pause * (len(road) * 2 + len(then) + 1) - waits, pause=pause)
    walker.dictionary = dictionary_of(case, case["translation"])
    request = draft_from(case, by=drafter(cast, case), now=walker.now)
    if state == State.LAPSED:
        return walker, walker.act(walker.walk(request, State.CLARIFICATION), "lapse", now=last)
    request = walker.walk(request, state)
    for word in then:
        request = walker.act(request, word)
    return walker, request
