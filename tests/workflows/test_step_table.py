"""state x step x role -> allowed or refused, for every step there is."""

import pytest
from django.db import transaction

from mla.exceptions import NotPossible, PermissionDenied
from mla.lifecycle import DECISION, STEPS
from mla.models import Membership, Request, User
from mla.vocabulary import Role, State
from workflows import clocks, engine
from workflows.walking import default_facts

PLACES = [
    (direction, state)
    for direction in ("out", "in") for state in State
    if state != State.LAPSED
]


class Undo(Exception):
    """Take back what one cell of the table did."""


def people(request, office):
    """One fresh person for each role, holding it alone where it counts for the request, or nowhere if nothing does."""
    leg = request.legs.filter(closed_at=None).first()
    home = office["ben"].memberships.get(role="registrar").authority_id
    places = {Role.REQUESTER: request.agency_id, Role.EXECUTING_OFFICER: leg and leg.authority_id}
    found = {}
    for role in Role:
        user = User.objects.create(username=f"only-{role}", clearance=3)
        if place := places.get(role, home):
            Membership.objects.create(user=user, authority_id=place, role=role)
        found[role] = user
    return {role: User.objects.get(pk=user.pk) for role, user in found.items()}


def attempt(request, word, user, now):
    """What happens when this person takes the step: allowed, forbidden or not possible."""
    task = request.tasks.open().filter(desk__in=list(user.roles)).first()
    try:
        if task and STEPS[word].sort == DECISION and task.owner_id is None:
            engine.claim(task, by=user, now=now)
        engine.fire(request, word, by=user, now=now, facts=default_facts(word, request, now))
    except PermissionDenied:
        return "forbidden"
    except NotPossible:
        return "not possible"
    return "allowed"


def expected(request, word, role, user):
    """What the table of the lifecycle says; who has no place with the request does not even see it."""
    actor = STEPS[word].actor(request.direction, request.state)
    if not user.roles:
        return "forbidden"
    if actor is None:
        return "not possible"
    return "allowed" if role in actor.roles else "forbidden"


@pytest.mark.slow
@pytest.mark.parametrize(("direction", "state"), PLACES, ids=str)
def test_every_step_is_allowed_to_its_roles_and_refused_to_all_others(
    direction, state, a_request, walker, office, monkeypatch
):
    monkeypatch.setattr(clocks, "has_lapsed", lambda request, **_: True)  # time has passed: the guard of `lapse` holds
    request = a_request(in_state=state, direction=direction)
    everyone = people(request, office)
    found, wanted = {}, {}
    for word in STEPS:
        actor = STEPS[word].actor(request.direction, request.state)
        for role in Role:
            try:
                with transaction.atomic():
                    prepared = ready(walker, request, word, actor, role)
                    found[word, role] = attempt(prepared, word, everyone[role], walker.now)
                    raise Undo
            except Undo:
                wanted[word, role] = expected(request, word, role, everyone[role])
    assert found == wanted


def ready(walker, request, word, actor, role):
    """For the role that may decide, let the desks before it finish; the others meet the request as it stands."""
    if actor and role in actor.roles and STEPS[word].sort == DECISION:
        if word == "refuse" and request.direction == "in" and not request.events.filter(verb="consult").exists():
            request = walker.act(walker.act(request, "consult"), "settle")
        request = walker.clear_desks(request, word)
    if word == "expedite":
        Request.objects.filter(pk=request.pk).update(urgency="emergency", urgency_reason="A threat for tonight.")
    if actor and role in actor.roles and STEPS[word].sort == DECISION:
        request.tasks.open().filter(desk=role).update(owner=None, status="NEW")
    return walker._fresh(request)
