"""Who is told of a rung, and the reminder that goes out by itself."""

from datetime import datetime, timedelta

import pytest

from documents import pages
from mla import reference
from mla.models import Request
from mla.verification import breaks
from tests.workflows.one_rule import rewrite
from workflows import clocks, engine, escalation, sweeping
from workflows.models import Alert, Clock, Rung
from workflows.walking import Walker

LADDER = [
    {"at": "-48h", "to": ["desk"]}, {"at": "due", "to": ["desk", "supervisor"]},
    {"at": "+1wk", "to": ["working"], "letter": "L24"}, {"at": "+2wk", "to": ["leadership", "supervisor"]},
]


@pytest.fixture
def late(a_request) -> Clock:
    """What the other side owes on a request that we sent: its decision, the only clock that wakes."""
    rewrite("DECISION", ladder=LADDER)
    request = a_request("execution")
    Clock.objects.filter(request=request).exclude(rule__code="DECISION").update(wake_at=None)
    return request.clocks.get(rule__code="DECISION", status="running")


def sweep(clock: Clock, **after) -> list[int]:
    """The sweep so long after the end; the rungs claimed that owe a letter."""
    claimed: list[sweeping.Claim] = []

    def then(claims: list[sweeping.Claim], now: datetime) -> None:
        sweeping.tell(claims, now)
        claimed.extend(claims)

    sweeping.look(now=clock.due_at + timedelta(**after), then=then)
    return [one.rung for one in claimed if one.step.letter]


def told(clock: Clock, at: str) -> list[str]:
    alerts = Alert.objects.filter(rung__clock=clock, rung__name__startswith=f"{at} ")
    return sorted(alerts.values_list("recipient__username", flat=True))


def test_desk_is_its_holders_until_somebody_owns_the_task(late, office, walker):
    sweep(late, hours=-47)
    assert told(late, "-48h") == ["lin"]
    second = office["gus"]
    second.memberships.create(authority=office["lin"].memberships.get().authority, role="liaison")
    request = late.request
    engine.claim(request.tasks.open().get(), by=office["lin"], now=walker.now)
    sweep(late, hours=1)
    assert told(late, "due") == ["lin", "sam"]


def test_all_who_hold_the_desk_are_told_while_nobody_owns_the_task(late, office):
    office["gus"].memberships.create(authority=office["lin"].memberships.get().authority, role="liaison")
    sweep(late, hours=-47)
    assert told(late, "-48h") == ["gus", "lin"]


def test_working_level_is_the_liaisons_and_leadership_the_supervisors(late):
    sweep(late, weeks=3)
    assert (told(late, "+1wk"), told(late, "+2wk")) == (["lin"], ["sam"])
    assert Alert.objects.filter(rung__clock=late, sort="rung", sent_at=None).count() == 5
    assert {one.subject_key for one in Alert.objects.all()} == {f"rung {one.pk}" for one in Rung.objects.all()}


def test_agencies_and_authorities_on_the_leg_are_told_at_their_own_desk(a_request, office):
    request = a_request("execution", direction="in")
    Clock.objects.filter(request=request).exclude(rule__code="EXECUTION").update(wake_at=None)
    clock = request.clocks.get(rule__code="EXECUTION")
    sweep(clock, hours=-47)
    authority = request.legs.get(closed_at=None).authority
    holders = office["xia"], office["max"]
    assert told(clock, "-48h") == sorted(
        one.username for one in holders if one.memberships.filter(authority=authority).exists()
    )


@pytest.mark.parametrize("hide", ["recusal", "clearance", "compartment", "inactive"])
def test_whoever_may_not_see_the_request_is_not_told(late, office, hide):
    sam = office["sam"]
    if hide == "recusal":
        sam.recusals.create(request=late.request, reason="A relative is concerned.")
    elif hide == "clearance":
        sam.clearance = 0
    elif hide == "inactive":
        sam.is_active = False
    else:
        circle = office["lin"].compartments.get()
        Request.objects.filter(pk=late.request_id).update(compartment=circle)
        sam.compartments.clear()
    sam.save()
    sweep(late, hours=1)
    assert told(late, "due") == ["lin"]


def test_supervisors_are_told_where_no_desk_is_open(late):
    late.request.tasks.update(status="CANCELED")
    sweep(late, hours=-47)
    assert told(late, "-48h") == ["sam"]


@pytest.mark.parametrize("number", [1, 20])
def test_telling_costs_the_same_for_one_and_for_many(late, number, django_assert_num_queries):
    copies = [Clock.objects.get(pk=late.pk) for _ in range(number - 1)]
    for one in copies:
        one.pk = None
    Clock.objects.bulk_create(copies)
    Clock.objects.filter(rule=late.rule).update(wake_at=late.due_at)
    clocks.sweep(now=late.starts_at)
    with django_assert_num_queries(18):
        assert sweeping.sweep(now=late.due_at, limit=number) == number
    assert Alert.objects.count() == number * 3


def test_the_reminder_goes_out_once_without_a_person(late):
    assert sweep(late, hours=1) == []
    [rung] = sweep(late, weeks=1)
    now = late.due_at + timedelta(weeks=1, minutes=1)
    event = escalation.remind(rung, now=now)
    assert escalation.remind(rung, now=now) is None
    request = Request.objects.get(pk=late.request_id)
    assert (event.verb, event.party, event.actor, event.details["automatic"]) == ("remind", "home", None, True)
    assert event.details["cause"] == {"clock": late.pk, "rule": "DECISION", "rung": rung}
    letter = request.letters.get(code="L24")
    assert (letter.event, letter.signed_by, letter.snapshot["signatory"]) == (event, None, None)
    assert "Decision" in pages.page(letter.template, letter.snapshot)
    assert request.clocks.get(rule__code="STATUS_REPLY").started_by == event
    assert list(breaks()) == []


def acknowledged_by_grant(walker: Walker, request: Request) -> None:
    walker.act(request, "grant")


def postponed(walker: Walker, request: Request) -> None:
    walker.act(request, "postpone")


def withdrawn(walker: Walker, request: Request) -> None:
    walker.act(request, "withdraw")


@pytest.mark.parametrize("happen", [acknowledged_by_grant, postponed, withdrawn])
def test_nothing_is_sent_once_it_is_no_longer_owed(late, walker, happen):
    [rung] = sweep(late, weeks=1)
    happen(walker, late.request)
    assert escalation.remind(rung, now=walker.now) is None
    assert late.request.letters.filter(code="L24").count() == 0


def test_what_we_owe_ourselves_sends_no_reminder(a_request):
    rewrite("DECISION", ladder=LADDER)
    request = a_request("review", direction="in")
    clock = request.clocks.get(rule__code="DECISION")
    sweep(clock, weeks=1)
    rung = Rung.objects.get(clock=clock, name__startswith="+1wk")
    assert escalation.remind(rung.pk, now=clock.due_at + timedelta(weeks=1)) is None


def test_the_contact_is_that_of_the_authority_asked(late):
    request = Request.objects.get(pk=late.request_id)
    known = reference.AUTHORITIES.now()
    levels = {level: escalation.contact(request, level, known) for level in ("working", "leadership")}
    assert all(one is None or (one.level, one.authority.party_id) == (level, request.counterpart_id)
               for level, one in levels.items())
    assert levels["working"] is not None
