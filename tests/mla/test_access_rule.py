"""`access.visible` for lists and `access.sees` for one request in hand are one rule."""

import pytest

from mla import access
from mla.models import Compartment, Request, User


@pytest.fixture
def requests(a_request, office):
    """Requests that differ in agency, legs, classification, compartment and recusal."""
    made = [
        a_request(in_state="draft"), a_request(in_state="execution", direction="in"),
        a_request(in_state="review", classification=3), a_request(in_state="intake", kind="information"),
    ]
    circle = Compartment.objects.create(code="closed", name="Closed circle")
    Request.objects.filter(pk=made[0].pk).update(compartment=circle)
    circle.members.add(office["ada"])
    for tlp in ("red", "amber_strict", "amber", "green", "clear"):
        for state, direction in (("execution", "out"), ("intake", "out"), ("execution", "in")):
            one = a_request(in_state=state, direction=direction)
            one.tlp = tlp
            one.details["recipients"] = [office["max"].pk, office["sam"].pk]
            one.save()
            made.append(one)
    office["ben"].recusals.create(request=made[3], reason="A relative is concerned.")
    return made


def test_both_forms_agree_for_everyone(requests, office):
    for name in office:
        user = User.objects.get(username=name)
        listed = set(Request.objects.visible_to(user).values_list("pk", flat=True))
        seen = {one.pk for one in Request.objects.all() if access.sees(user, one)}
        assert (name, seen) == (name, listed)


def test_the_cases_tell_people_apart(requests, office):
    def seen_by(name):
        user = User.objects.get(username=name)
        return [access.sees(user, Request.objects.get(pk=one.pk)) for one in requests]

    assert seen_by("ada")[0] is True
    assert seen_by("cleo")[0] is False  # not in the circle
    assert seen_by("ben")[3] is False  # recused
    assert seen_by("xia")[1] is True  # on the open leg
    assert seen_by("eve")[:4] == [False] * 4


def test_a_marking_closes_or_opens_a_request(requests, office):
    def seen_by(name):
        user = User.objects.get(username=name)
        return {(one.tlp, one.direction, one.state) for one in Request.objects.visible_to(user).exclude(tlp="")}

    out, draft, come = ("out", "execution"), ("out", "intake"), ("in", "execution")
    everything = {(tlp, *one) for tlp in ("amber", "green", "clear") for one in (out, draft, come)}
    closed = {(tlp, *one) for tlp in ("red", "amber_strict") for one in (out, draft, come)}
    assert seen_by("lin") == everything | {("amber_strict", *come)}
    assert seen_by("sam") == everything | closed
    assert seen_by("ruth") == everything | {("amber_strict", *come)}
    assert seen_by("eve") == {("green", *out), ("green", *come), ("clear", *out), ("clear", *come)}
    assert seen_by("max") == seen_by("eve") | closed
    own = {("amber_strict", *out), ("amber_strict", *draft), ("red", *out), ("red", *draft)}
    assert own <= seen_by("ada")  # who opened it, at the agency that holds it
