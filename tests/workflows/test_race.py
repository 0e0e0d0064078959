"""Three people, one request, real connections: at most one decision wins, and the others are told."""

import threading

import pytest
from django.db import connection

from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Request, User
from tests.workflows.test_walks import assert_agrees
from workflows import engine
from workflows.models import Task
from workflows.walking import default_facts

ROUNDS = 40


def race(*moves):
    """Run the moves at once, each on its own connection; what each came to."""
    start, results = threading.Barrier(len(moves)), [None] * len(moves)

    def run(index, move):
        start.wait()
        try:
            results[index] = move()
        except (NotPossible, PermissionDenied) as refusal:
            results[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(moves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def moves_of(request, holder, stage, now):
    """The decisions that the owner of the task may take, each ready to be raced."""
    return [
        lambda w=word: engine.fire(request, w, by=holder, now=now, facts=default_facts(w, request, now), stage=stage)
        for word in ("admit", "ask", "send_back")
    ]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_decision_wins(a_request, walker, office):
    others = [user for user in office.values() if "registrar" in user.central_roles]
    for name in ("rita", "rob"):
        extra = User.objects.create(username=name, clearance=3)
        extra.memberships.create(authority=others[0].memberships.get(role="registrar").authority, role="registrar")
        others.append(User.objects.get(pk=extra.pk))
    for _round in range(ROUNDS):
        request = a_request(in_state="intake")
        task = Task.objects.open().get(request=request)
        claims = race(*[lambda who=user, task=task: engine.claim(task, by=who, now=walker.now) for user in others[:3]])
        assert sum(isinstance(one, Task) for one in claims) == 1
        holder = Task.objects.get(pk=task.pk).owner
        holder = next(user for user in others if user.pk == holder.pk)
        stage = task.process_id
        decisions = race(*moves_of(request, holder, stage, walker.now))
        assert sum(isinstance(one, Request) for one in decisions) == 1
        assert all("was first" in str(one) for one in decisions if not isinstance(one, Request))
        assert_agrees(Request.objects.get(pk=request.pk))
        assert request.events.filter(verb__in=["admit", "ask", "send_back"]).count() == 1
