"""The sweep: what it costs while nothing is due, how fast it is when much is, and what a second worker brings."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median

from django.core.management import call_command
from django.db import connection
from viewflow.workflow import Flow
from viewflow.workflow.models import Process as BareProcess
from viewflow.workflow.models import Task as BareTask

from benchmarks import Row
from benchmarks.throwaway import database
from mla.demo.cases import CASES
from mla.demo.cast import make_cast
from workflows import audience, jobs, sweeping
from workflows.drafting import draft_from
from workflows.models import Clock, Rung
from workflows.peer import RecordingFlow, TimerFlow, fire_due_timers
from workflows.walking import Walker

FEW, MANY, REQUESTS = 10_000, 1_000_000, 10_000
IDLE_RUNS, DUE, ROUNDS = 200, 1_000, 5
SENT, NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC), datetime(2026, 3, 27, 14, 0, tzinfo=UTC)
_REQUESTS = """
INSERT INTO mla_request SELECT (jsonb_populate_record(
    NULL::mla_request, to_jsonb(one) || jsonb_build_object('id', one.id + n, 'own_reference', 'BENCH-' || n)
)).* FROM mla_request one, generate_series(1, %s) n WHERE one.id = %s
"""
_TASKS = """
INSERT INTO workflows_task SELECT (jsonb_populate_record(NULL::workflows_task, to_jsonb(task) || jsonb_build_object(
    'id', task.id + n, 'request_id', task.request_id + n, 'process_id', stage.id + n
))).* FROM workflows_task task, workflows_stage stage, generate_series(1, %s) n
WHERE task.request_id = %s AND task.finished IS NULL AND stage.id = task.process_id
"""
_STAGES = """
INSERT INTO workflows_stage SELECT (jsonb_populate_record(NULL::workflows_stage, to_jsonb(stage) || jsonb_build_object(
    'id', stage.id + n, 'request_id', stage.request_id + n
))).* FROM workflows_stage stage, generate_series(1, %s) n WHERE stage.request_id = %s AND stage.finished IS NULL
"""
_CLOCKS = """
INSERT INTO workflows_clock (
    id, request_id, rule_id, obligated, party_id, run, started_by_id, starts_at, status, strict, due, due_at, wake_at,
    is_provisional, is_late, calendar_version)
SELECT one.id + n, request_id + 1 + n %% %s, rule_id, obligated, party_id, run, started_by_id, starts_at, status,
    strict, due, due_at, wake_at, is_provisional, is_late, calendar_version
FROM workflows_clock one, generate_series(%s + 1, %s) n WHERE one.id = %s
"""
_PROCESSES = """
INSERT INTO viewflow_process SELECT (jsonb_populate_record(
    NULL::viewflow_process, to_jsonb(one) || jsonb_build_object('id', one.id + n)
)).* FROM viewflow_process one, generate_series(1, %s) n WHERE one.id = %s
"""
_TIMERS = """
INSERT INTO viewflow_task SELECT (jsonb_populate_record(NULL::viewflow_task, to_jsonb(one) || jsonb_build_object(
    'id', one.id + n, 'process_id', one.process_id + n, 'token', 'start', 'scheduled', '2030-01-01T00:00:00+00:00'
))).* FROM viewflow_task one, generate_series(1, %s) n WHERE one.id = %s
"""


def run() -> list[Row]:
    """Everything on one database, which grows from ten thousand to a million clocks on ten thousand requests."""
    with database():
        clock = _template()
        _grow(clock, 0, FEW)
        few = _idle()
        _grow(clock, FEW, MANY)
        many = _idle()
        volume = f"{MANY:,} open clocks, none due; best of 5 medians of {IDLE_RUNS}"
        rows = [
            Row("sweep: nothing due", many * 1000, "ms", volume, f"{FEW:,} open clocks", few / many, "ratio >= 0.77"),
            Row("sweep: nothing due, few clocks", few * 1000, "ms", f"{FEW:,} open clocks, none due"),
        ]
        return [*rows, *_beside_viewflow(clock), *_two_workers(clock)]


def _template() -> Clock:
    """A request sent abroad, walked there by the engine; SQL copies it with its stage and its task."""
    call_command("load_reference", verbosity=0)
    walker = Walker(cast=make_cast("bench"), now=SENT)
    case = next(one for one in CASES if one["direction"] == "out" and one["kind"] == "mla")
    request = walker.walk(draft_from(case, by=walker.cast["ada"], now=walker.now), "execution")
    Clock.objects.filter(request=request).exclude(rule__code="DECISION").update(wake_at=None)
    for statement in (_REQUESTS, _STAGES, _TASKS):
        _execute(statement, REQUESTS, request.pk)
    return request.clocks.get(rule__code="DECISION")


def _grow(clock: Clock, before: int, after: int) -> None:
    _execute(_CLOCKS, REQUESTS, before, after, clock.pk)
    _execute("VACUUM ANALYZE")


def _idle() -> float:
    """The lowest of some medians: whatever else runs on the machine only adds to it."""
    return min(median(_timed(lambda: sweeping.sweep(now=NOW)) for _run in range(IDLE_RUNS)) for _block in range(5))


def _beside_viewflow(clock: Clock) -> list[Row]:
    """As many timers as clocks, and as many of them due: each of ours has one rung that has come."""
    _grow_timers(MANY)
    ours, telling, bare, recording = [], [], [], []
    for number in range(ROUNDS):
        _make_due(clock, DUE, number)
        rungs = Rung.objects.count()
        ours.append(DUE / _timed(_sweep_all))
        assert Rung.objects.count() - rungs == DUE
        telling.append(DUE / _timed(_tell))
        BareTask.objects.filter(pk__in=_waiting(TimerFlow, DUE)).update(scheduled=NOW)
        bare.append(DUE / _timed(fire_due_timers))
        _start_recording(clock, DUE)
        recording.append(DUE / _timed(fire_due_timers))
    assert not BareTask.objects.filter(status="ERROR").exists()
    mine, other, like = median(ours), median(bare), median(recording)
    volume = f"{DUE:,} of {MANY:,} due, on {DUE:,} requests"
    return [
        Row("sweep: clocks a second", mine, "1/s", volume, "viewflow's timers, bare", mine / other, "ratio >= 50"),
        Row("sweep: the same", mine, "1/s", volume, "viewflow's timers that write the event too", mine / like),
        Row("sweep: viewflow's timers a second, bare", other, "1/s", f"{DUE:,} of {MANY:,} due"),
        Row("sweep: viewflow's timers that write the event", like, "1/s", f"{DUE:,} of {MANY:,} due"),
        Row("sweep: rungs told a second", median(telling), "1/s", f"{DUE:,} rungs, one person each"),
    ]


def _start_recording(clock: Clock, number: int) -> None:
    """Timers that are due and write into the record, each of another request."""
    for nth in range(1, number + 1):
        process = RecordingFlow.start.run()
        BareProcess.objects.filter(pk=process.pk).update(data={"request": clock.request_id + nth})
    BareTask.objects.filter(pk__in=_waiting(RecordingFlow, number)).update(scheduled=NOW)


def _grow_timers(number: int) -> None:
    process = TimerFlow.start.run()
    task = BareTask.objects.get(process=process, flow_task=TimerFlow.wait)
    _execute(_PROCESSES, number, process.pk)
    _execute(_TIMERS, number, task.pk)
    _execute("SELECT setval(pg_get_serial_sequence('viewflow_task', 'id'), max(id)) FROM viewflow_task")
    _execute("SELECT setval(pg_get_serial_sequence('viewflow_process', 'id'), max(id)) FROM viewflow_process")
    _execute("VACUUM ANALYZE")


def _waiting(flow: type[Flow], number: int) -> list[int]:
    waiting = BareTask.objects.filter(flow_task=flow.wait, status="SCHEDULED").order_by("-pk")
    return list(waiting.values_list("pk", flat=True)[:number])


def _tell() -> None:
    """What the jobs do that the sweep has queued."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'tell_of_rungs' RETURNING args -> 'rungs'")
        queued = cursor.fetchall()
    for (rungs,) in queued:
        audience.tell(json.loads(rungs) if isinstance(rungs, str) else rungs, now=NOW)


def _two_workers(clock: Clock) -> list[Row]:
    one, two = [], []
    for number in range(ROUNDS):
        for workers, speeds in ((1, one), (2, two)):
            _make_due(clock, REQUESTS, 10 + 2 * number + workers)
            speeds.append(REQUESTS / _raced(workers))
    single, double = median(one), median(two)
    volume = f"{REQUESTS:,} of {MANY:,} clocks due, on {REQUESTS:,} requests"
    return [
        Row("sweep: two workers", double, "1/s", volume, "one worker", double / single, "ratio >= 1.5"),
        Row("sweep: one worker", single, "1/s", volume),
    ]


def _make_due(clock: Clock, number: int, nth: int) -> None:
    """Let the first warning (168 hours before the end) of so many clocks, each of another request, come now."""
    first = clock.pk + 1 + nth * REQUESTS
    chosen = Clock.objects.filter(pk__gte=first, pk__lt=first + number)
    assert chosen.update(due_at=NOW + timedelta(hours=100), wake_at=NOW - timedelta(hours=68)) == number


def _raced(workers: int) -> float:
    """How long so many processes take until nothing is due."""
    connection.close()
    with _started(workers) as (release, children):
        begun = time.perf_counter()
        os.close(release)
        failed = [pid for pid in children if os.waitpid(pid, 0)[1]]
        taken = time.perf_counter() - begun
    assert not failed
    assert sweeping.oldest_due(NOW) is None
    return taken


@contextmanager
def _started(workers: int) -> Iterator[tuple[int, list[int]]]:
    """Processes that are connected and wait until the pipe is closed."""
    wait, release = os.pipe()
    children = []
    for _worker in range(workers):
        if pid := os.fork():
            children.append(pid)
            continue
        status = 1
        try:
            os.close(release)
            connection.ensure_connection()
            os.read(wait, 1)
            _sweep_all()
            status = 0
        finally:
            os._exit(status)
    time.sleep(0.5)
    yield release, children
    os.close(wait)


def _sweep_all() -> None:
    """As the job does it: telling people is left to other jobs, queued in the same transaction."""
    sweeping.look(now=NOW, then=jobs.queue)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _execute(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
