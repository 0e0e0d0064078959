"""The sweep: it wakes what is due, once, in order, with any number of workers."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from mla import reference
from mla.models import Request
from mla.verification import breaks
from tests.workflows.office import open_office, washington
from tests.workflows.one_rule import rewrite
from workflows import clocks, jobs, rules, sweeping
from workflows.calendar_store import CALENDARS
from workflows.models import Clock, Rung, Wake

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]

RECEIVED = washington("2026-06-01 09:00")
LADDER = [{"at": "-168h", "to": ["desk"]}, {"at": "-72h", "to": ["desk"]}, {"at": "due", "to": ["desk", "supervisor"]}]


@pytest.fixture
def decision(settings) -> Clock:
    """A decision owed by 1 July, warned of 168 and 72 hours before; the only clock that wakes."""
    rewrite("DECISION", ladder=LADDER)
    office = open_office(settings, "US", "in")
    office.act("receive", RECEIVED)
    Clock.objects.exclude(rule__code="DECISION").update(wake_at=None)
    return office.clock("DECISION")


def claimed(clock: Clock) -> list[str]:
    return [rung.name.split()[0] for rung in clock.rungs.order_by("due_at")]


def recorded(clock: Clock) -> list[str]:
    events = clock.request.events.filter(verb="escalate", details__clock=clock.pk)
    return [event.details["rung"].split()[0] for event in events.order_by("seq")]


def test_first_look_is_the_first_warning(decision):
    assert decision.wake_at == decision.wake.at == decision.due_at - timedelta(hours=168)


def test_an_act_that_sets_the_first_look_sets_the_next_one(decision):
    sweeping.sweep(now=decision.due_at)
    for moment in (RECEIVED, None, decision.due_at):
        Clock.objects.filter(pk=decision.pk).update(wake_at=moment)
        assert Wake.objects.get(clock=decision).at == moment
        assert sweeping.oldest_due(decision.due_at) == moment


def test_a_clock_that_is_never_looked_at_has_no_next_look(decision):
    copy = _copy(decision)
    copy.wake_at = None
    copy.save()
    assert not Wake.objects.filter(clock=copy).exists()


def test_nothing_due_costs_one_look(decision, django_assert_num_queries):
    with django_assert_num_queries(3):  # the batch and its savepoint
        assert clocks.sweep(now=RECEIVED) == 0
    assert claimed(decision) == []


@pytest.mark.parametrize("regime", ["PLAIN", "RETENTION"])
@pytest.mark.parametrize("number", [1, 30])
def test_a_batch_costs_the_same_whatever_is_in_it(decision, number, regime, django_assert_num_queries):
    rewrite("DECISION", regime=regime)
    Clock.objects.bulk_create([_copy(decision) for _ in range(number - 1)])
    now = decision.due_at
    for kept in (reference.PARTIES, reference.AUTHORITIES, rules.RULES, CALENDARS):
        kept.now()  # as after any other sweep
    with django_assert_num_queries(15):
        assert sweeping.sweep(now=now, limit=number) == number
    assert Rung.objects.count() == 3 * number


def test_each_rung_is_claimed_at_its_time(decision):
    for hours, names in ((168, ["-168h"]), (72, ["-168h", "-72h"]), (0, ["-168h", "-72h", "due"])):
        assert clocks.sweep(now=decision.due_at - timedelta(hours=hours)) == 1
        assert claimed(decision) == recorded(decision) == names
    decision.refresh_from_db()
    assert (decision.status, decision.is_late, decision.wake.at) == ("running", True, None)


def test_second_sweep_finds_nothing(decision):
    now = decision.due_at - timedelta(hours=100)
    assert clocks.sweep(now=now) == 1
    decision.refresh_from_db()
    assert (decision.wake.at, decision.is_late) == (decision.due_at - timedelta(hours=72), False)
    assert clocks.sweep(now=now) == 0
    assert claimed(decision) == recorded(decision) == ["-168h"]


def test_rung_claimed_before_is_not_claimed_again(decision):
    now = decision.due_at - timedelta(hours=100)
    clocks.sweep(now=now)
    Clock.objects.filter(pk=decision.pk).update(wake_at=now)
    clocks.sweep(now=now + timedelta(minutes=1))
    assert list(Rung.objects.values_list("claimed_at", flat=True)) == [now]
    assert recorded(decision) == ["-168h"]


def test_outage_is_caught_up_in_order(decision):
    now = decision.due_at + timedelta(days=10)
    assert clocks.sweep(now=now) == 1
    rungs = list(Rung.objects.order_by("pk"))
    assert [rung.name.split()[0] for rung in rungs] == ["-168h", "-72h", "due"]
    assert [rung.due_at for rung in rungs] == sorted(rung.due_at for rung in rungs)
    assert recorded(decision) == ["-168h", "-72h", "due"]


def test_longest_due_comes_first_within_the_limit(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", RECEIVED)
    first = Clock.objects.filter(wake_at__isnull=False).order_by("wake_at").first()
    assert clocks.sweep(now=RECEIVED + timedelta(days=400), limit=1) == 1
    assert {rung.clock for rung in Rung.objects.all()} == {first}


def test_new_end_after_a_pause_is_warned_of_anew(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", RECEIVED)
    Clock.objects.exclude(rule__code="DECISION").update(wake_at=None)
    clocks.sweep(now=office.clock("DECISION").due_at - timedelta(hours=100))
    office.request.refresh_from_db()
    office.act("ask", washington("2026-06-28"))
    assert clocks.sweep(now=washington("2026-07-15")) == 0
    office.act("answer", washington("2026-08-01"), "counterpart")
    clocks.sweep(now=office.clock("DECISION").due_at - timedelta(hours=100))
    assert claimed(office.clock("DECISION")) == ["-168h", "-168h"]


def test_unreadable_rule_does_not_block_the_others(settings, caplog):
    office = open_office(settings, "US", "in")
    office.act("receive", RECEIVED)
    rewrite("ACK-ROUTINE", ladder=["soon"])
    now, broken = RECEIVED + timedelta(days=400), office.clock("ACK-ROUTINE")
    swept = sweeping.look(now=now)
    assert (swept.seen, swept.unreadable) == (3, [broken.pk])
    assert "'soon'" in caplog.text
    broken.refresh_from_db()
    assert (broken.wake.at, broken.is_late) == (now + timedelta(hours=1), True)
    assert office.clock("DECISION").is_late


def test_sweep_moves_no_state_and_its_events_are_chained(decision):
    state, length = decision.request.state, decision.request.record_end.length
    now = decision.due_at + timedelta(days=400)
    clocks.sweep(now=now)
    decision.request.refresh_from_db()
    assert (decision.request.state, decision.request.record_end.length) == (state, length + 3)
    last = decision.request.events.last()
    assert (last.verb, last.party, last.actor, last.happened_at) == ("escalate", "home", None, now)
    assert last.details == {
        "clock": decision.pk, "rule": "DECISION", "rung": claimed_name(decision), "told": ["desk", "supervisor"],
    }
    assert last.note == "DECISION due"
    assert list(breaks()) == []


def claimed_name(clock: Clock) -> str:
    return clock.rungs.get(name__startswith="due ").name


def test_job_sweeps_until_nothing_is_due(decision):
    jobs.sweep_clocks(timestamp=0)  # the real moment is after the due date of this request
    decision.refresh_from_db()
    assert decision.is_late


def test_clock_that_an_act_holds_is_skipped_and_not_waited_for(settings, real_transactions):
    office = open_office(settings, "US", "in")
    office.act("receive", RECEIVED)
    now, swept = RECEIVED + timedelta(days=400), []
    with transaction.atomic():
        held = Clock.objects.select_for_update().get(rule__code="DECISION")
        _run(lambda: swept.append(clocks.sweep(now=now)))
    assert swept == [2]
    assert Rung.objects.filter(clock=held).count() == 0
    assert clocks.sweep(now=now) == 1


def test_clocks_of_a_request_that_an_act_holds_are_skipped_and_not_waited_for(settings, real_transactions):
    office = open_office(settings, "US", "in")
    office.act("receive", RECEIVED)
    now, swept = RECEIVED + timedelta(days=400), []
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=office.request.pk)
        _run(lambda: swept.append(clocks.sweep(now=now)))
    assert (swept, Rung.objects.count()) == ([0], 0)
    assert clocks.sweep(now=now) == 3


def test_two_workers_claim_every_rung_once(settings, real_transactions):
    rewrite("DECISION", ladder=LADDER)
    office = open_office(settings, "US", "in")
    office.act("receive", RECEIVED)
    template = office.clock("DECISION")
    Clock.objects.bulk_create([_copy(template) for _ in range(150)])
    now, swept, start = RECEIVED + timedelta(days=400), [], threading.Barrier(2)

    def work():
        start.wait(10)
        swept.append(clocks.sweep(now=now))

    _run(work, work)
    assert sum(swept) == 153
    assert not Wake.objects.filter(at__isnull=False).exists()
    assert Rung.objects.filter(clock__rule=template.rule).count() == 151 * 3
    assert office.request.events.filter(verb="escalate").count() == Rung.objects.count()
    assert list(breaks()) == []


def _copy(clock: Clock) -> Clock:
    copy = Clock.objects.get(pk=clock.pk)
    copy.pk = None
    return copy


def _run(*works) -> None:
    def on_own_connection(work):
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=on_own_connection, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
