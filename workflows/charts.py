"""What does the lifecycle look like? Drawn from `lifecycle.STEPS` alone: columns by distance, rows by sort of state."""

from collections import deque
from typing import Any

from django.utils.translation import gettext as _

from mla.lifecycle import BACK, STEPS, Actor, Step
from mla.vocabulary import COUNTERPART, FINAL, WAITING, Direction, Role, State
from workflows import words
from workflows.drawing import Arrow, Box, Drawing, Point

_COLUMN, _BOX_WIDTH, _BOX_HEIGHT = 150, 116, 52
_GAP = 200
_ROWS = {"waiting": 20, "working": 20 + _BOX_HEIGHT + _GAP, "final": 20 + 2 * (_BOX_HEIGHT + _GAP)}
_EVERYWHERE = 8  # a step from so many states is told in its target's box, not drawn
Rank = dict[str, tuple[str, int]]


def lifecycle(direction: str = "", current: str = "") -> Drawing:
    """The states and the steps between them, of one direction or both; `current` is where a request stands."""
    steps = [one for one in STEPS.values() if _has(one, direction)]
    places = _places(steps)
    boxes = {state: _box(state, places[state], steps, current) for state in places}
    arrows = _arrows(_ways(steps, boxes, direction), boxes)
    columns = max(column for _row, column in places.values()) + 1
    return Drawing(
        _("The lifecycle of a request"),
        _("The table beside the chart says the same in words."),
        columns * _COLUMN + 10,
        _ROWS["final"] + _BOX_HEIGHT + 20,
        list(boxes.values()),
        arrows,
    )


def table(direction: str = "") -> list[dict[str, Any]]:
    """The same in words: one row for each step."""
    return [
        {
            "number": number,
            "word": words.to_do(one.word),
            "sort": _("decision") if one.sort == "decision" else _("notice"),
            "sources": ", ".join(str(State(state).label) for state in _sources(one, direction)),
            "target": _("the state it came from") if one.target == BACK else State(one.target).label,
            "out": _who(one, Direction.OUT),
            "in": _who(one, Direction.IN),
        }
        for number, one in enumerate(STEPS.values(), start=1)
        if _has(one, direction)
    ]


def _has(step: Step, direction: str) -> bool:
    return not direction or any(where == direction for where, _state in step.actors)


def _sources(step: Step, direction: str) -> list[str]:
    return [state for state in step.sources if not direction or (direction, state) in step.actors]


def _is_everywhere(step: Step) -> bool:
    return len(step.sources) >= _EVERYWHERE


def _row(state: str) -> str:
    return "waiting" if state in WAITING else "final" if state in FINAL else "working"


def _places(steps: list[Step]) -> Rank:
    """Row by sort of state, column by the number of steps from the draft, the next free one where taken."""
    far = {State.DRAFT.value: 0}
    waiting = deque([State.DRAFT.value])
    while waiting:
        state = waiting.popleft()
        for step in steps:
            if state in step.sources and step.target != BACK and step.target not in far:
                far[str(step.target)] = far[state] + 1
                waiting.append(str(step.target))
    places: Rank = {}
    for state, column in sorted(far.items(), key=lambda pair: pair[1]):
        spot = column
        while (_row(state), spot) in places.values():
            spot += 1
        places[state] = (_row(state), spot)
    return places


def _box(state: str, place: tuple[str, int], steps: list[Step], current: str) -> Box:
    row, column = place
    from_all = [one for one in steps if one.target == state and _is_everywhere(one)]
    note = _("from every open state") if from_all else ""
    if state == current:
        note = _("current")
    return Box(
        column * _COLUMN + 15,
        _ROWS[row],
        _BOX_WIDTH,
        _BOX_HEIGHT,
        str(State(state).label),
        "current" if state == current else row,
        note,
    )


def _ways(steps: list[Step], boxes: dict[str, Box], direction: str) -> list[tuple[str, str, str]]:
    """Every drawn way as source, target and numbers; ways between the same two states are one."""
    numbers = {one.word: str(number) for number, one in enumerate(STEPS.values(), start=1)}
    ways: dict[tuple[str, str], list[str]] = {}
    for step in steps:
        if step.target != BACK and not _is_everywhere(step):
            for source in _sources(step, direction):
                ways.setdefault((source, str(step.target)), []).append(numbers[step.word])
    return [(source, target, ",".join(found)) for (source, target), found in ways.items() if source in boxes]


def _arrows(ways: list[tuple[str, str, str]], boxes: dict[str, Box]) -> list[Arrow]:
    """Neighbours in a row are joined straight; other ways get a port at both ends and a lane between the rows."""
    straight = [way for way in ways if _is_straight(boxes[way[0]], boxes[way[1]])]
    bent = [way for way in ways if way not in straight]
    ports = _ports(bent, boxes)
    arrows = []
    for source, target, number in straight:
        y = boxes[source].middle[1]
        arrows.append(Arrow([(boxes[source].x + _BOX_WIDTH, y), (boxes[target].x, y)], number))
    for order, way in enumerate(bent):
        arrows.append(_bent(way, boxes, ports, (order + 1) / (len(bent) + 1)))
    return arrows


def _is_straight(source: Box, target: Box) -> bool:
    return source.y == target.y and 0 < target.x - source.x <= _COLUMN


def _ports(ways: list[tuple[str, str, str]], boxes: dict[str, Box]) -> dict[tuple[str, str, str], float]:
    """(state, other state, "out" or "in") -> x, evenly spread over the side of the box."""
    sides: dict[tuple[str, bool], list[tuple[float, str, str]]] = {}
    for source, target, _number in ways:
        up = boxes[target].y < boxes[source].y
        sides.setdefault((source, up), []).append((boxes[target].x, target, "out"))
        sides.setdefault((target, not up), []).append((boxes[source].x, source, "in"))
    return {
        (state, other, way): boxes[state].x
        + _BOX_WIDTH * (place + 1) / (len(ends) + 1)
        + (7 if _row(state) != "working" else 0)
        for (state, _up), ends in sides.items()
        for place, (_x, other, way) in enumerate(sorted(ends))
    }


def _bent(
    way: tuple[str, str, str], boxes: dict[str, Box], ports: dict[tuple[str, str, str], float], lane: float
) -> Arrow:
    """Out at the top or bottom, along its lane between the rows, in at the top or bottom."""
    source, target, number = way
    up = boxes[target].y < boxes[source].y
    x1, x2 = ports[(source, target, "out")], ports[(target, source, "in")]
    y1, y2 = (
        (boxes[source].y, boxes[target].y + _BOX_HEIGHT) if up else (boxes[source].y + _BOX_HEIGHT, boxes[target].y)
    )
    top = min(y1, y2) if min(y1, y2) > _ROWS["waiting"] + _BOX_HEIGHT else _ROWS["waiting"] + _BOX_HEIGHT
    y = top + 34 + lane * (_GAP - 68)
    points: list[Point] = [(x1, y1), (x1, y), (x2, y), (x2, y2)]
    return Arrow(points, number, (x1, y1 - 15 if up else y1 + 15))


def _who(step: Step, direction: str) -> str:
    """Who takes the step in a direction; each actor once."""
    actors = dict.fromkeys(actor for (where, _state), actor in step.actors.items() if where == direction)
    return "; ".join(_actor(one) for one in actors) or "–"


def _actor(actor: Actor) -> str:
    roles = ", ".join(str(Role(role).label) for role in actor.roles)
    return _("%(roles)s, for the other side") % {"roles": roles} if actor.party == COUNTERPART else roles
