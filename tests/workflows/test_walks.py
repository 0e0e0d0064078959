"""Random walks: after every attempted move, state, open stage and open tasks agree."""

import random

import pytest
from django.db import transaction

from mla import access
from mla.exceptions import NotPossible, PermissionDenied
from mla.lifecycle import STEPS
from mla.milestones import MILESTONES
from mla.models import Request
from mla.verification import breaks
from mla.vocabulary import FINAL, State
from workflows import engine
from workflows.models import Task
from workflows.walking import default_facts, translated

WALKS, MOVES, PARTS = 300, 25, 6


def assert_agrees(request: Request) -> None:
    """The invariant."""
    stages = list(request.stages.filter(finished=None))
    tasks = list(request.tasks.open())
    if request.state in FINAL or request.state == State.DRAFT:
        assert (stages, tasks) == ([], [])
        return
    assert [stage.state for stage in stages] == [request.state]
    assert tasks
    assert {task.process_id for task in tasks} == {stages[0].pk}
    assert {task.state for task in tasks} == {request.state}


def attempt(rng: random.Random, request: Request, walker) -> None:
    """One random move by a random person, possible or not."""
    user = rng.choice(list(walker.cast.values()))
    word = rng.choice([*STEPS, *MILESTONES])
    free = [task for task in request.tasks.open() if task.owner_id is None and access.holds(user, task.desk, request)]
    try:
        for task in free:
            engine.claim(task, by=user, now=walker.now)
        facts = default_facts(word, request, walker.now)
        facts |= {"recommendation": "grant", "text": "No objection."} if word == "opine" else {}
        facts |= {"texts": translated(request)} if word == "translate" else {}
        act = engine.fire if word in STEPS and STEPS[word].actor(request.direction, request.state) else engine.mark
        with transaction.atomic():
            act(request, word, by=user, now=walker.now, facts=facts)
    except (NotPossible, PermissionDenied):
        return


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("direction", ["out", "in"])
def test_walks_hold_the_invariant(direction, part, a_request, walker):
    rng = random.Random(20171004 + part)
    reached = set()
    for _walk in range(WALKS // 2 // PARTS):
        request = a_request(direction=direction, in_state=rng.choice(["intake", "intake", "review", "execution"]))
        for _move in range(MOVES):
            # nudge: half of the moves are ones that the table allows, else most walks would never leave home
            attempt(rng, request, walker)
            request = walker._fresh(request)
            assert_agrees(request)
            if rng.random() < 0.5 and request.state not in FINAL:
                offered = [word for word, step in STEPS.items() if step.actor(direction, request.state)]
                words = [word for word in offered if word not in ("lapse", "withdraw")]
                try:
                    request = walker.act(request, rng.choice(words))
                except (NotPossible, PermissionDenied, ValueError):
                    request = walker._fresh(request)
                assert_agrees(request)
            reached.add(request.state)
    assert {"review", "execution", "clarification", "responded"} <= reached
    assert list(breaks()) == []
    assert not Task.objects.open().filter(process__finished__isnull=False).exists()
