"""One step (claim, then the decision with record, clocks, letter and next tasks) beside a bare viewflow task."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from viewflow.workflow.models import Task as BareTask

from benchmarks import Row
from benchmarks.throwaway import database
from mla.demo.cases import CASES
from mla.demo.cast import make_cast
from mla.models import Request, User
from workflows import engine
from workflows.drafting import draft_from
from workflows.peer import BareFlow
from workflows.walking import Walker, default_facts

ROUNDS, WARM = 60, 5
STEPS_MEASURED = (("in", "intake", "ask"), ("in", "intake", "admit"), ("out", "transmission", "transmit"))


def run() -> list[Row]:
    """Alternates our step and the bare task in one run; medians."""
    with database():
        call_command("load_reference", verbosity=0)
        walker = Walker(cast=make_cast("bench"), now=datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
        rows = []
        for direction, state, word in STEPS_MEASURED:
            rows += _compare(walker, direction, state, word)
    return rows


def _compare(walker: Walker, direction: str, state: str, word: str) -> list[Row]:
    ours, bare, queries = [], [], 0
    for number in range(WARM + ROUNDS):
        move, peer = _our_step(walker, direction, state, word), _bare_task(walker.cast["ben"])
        if number < WARM:  # counted apart: writing the statements down takes time too
            queries = _counted(move)
            peer()
        else:
            ours.append(_timed(move))
            bare.append(_timed(peer))
    mine, theirs = median(ours), median(bare)
    name, volume = f"step: {direction} {word}", f"{ROUNDS} rounds, alternating"
    return [
        Row(name, mine * 1000, "ms", volume, "bare viewflow task", theirs / mine, "ratio >= 0.5 (at most 2 times)"),
        Row(f"{name}: bare viewflow task", theirs * 1000, "ms", volume),
        Row(f"{name}: queries", float(queries), "queries", volume, target="<= 35"),
    ]


def _our_step(walker: Walker, direction: str, state: str, word: str) -> Callable[[], object]:
    case = next(one for one in CASES if one["direction"] == direction and one["kind"] == "mla")
    drafter = walker.cast["ada" if direction == "out" else "ben"]
    request = walker.walk(draft_from(case, by=drafter, now=walker.now), state)
    walker.clear_desks(request, word)
    task = request.tasks.open().get()
    by = _fresh(walker.cast, walker._someone(request, (task.desk,)))
    facts = default_facts(word, request, walker.now)

    def move() -> None:
        engine.claim(task, by=by, now=walker.now)
        engine.fire(Request(pk=request.pk), word, by=by, now=walker.now, facts=facts)

    return move


def _fresh(cast: dict[str, User], user: User) -> User:
    """As a web request finds the person: nothing of them cached but the row."""
    return User.objects.get(pk=user.pk)


def _bare_task(user: User) -> Callable[[], object]:
    process = BareFlow.start.run()
    task = BareTask.objects.get(process=process, flow_task=BareFlow.approve)
    request = RequestFactory().post("/")

    def move() -> None:
        with task.activation() as activation:
            activation.assign(user)
        with task.activation() as activation:
            activation.start(request)
            activation.execute()

    return move


def _counted(move: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        move()
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in seen)


def _timed(move: Callable[[], object]) -> float:
    begun = time.perf_counter()
    move()
    return time.perf_counter() - begun
