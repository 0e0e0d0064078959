"""The desk at volume: the queue beside stock viewflow's, flat in the number of tasks, and fifty officers at once."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks import Row, load, stock
from benchmarks.throwaway import database
from mla.models import User
from mla.paging import SIZE
from mla.vocabulary import Role
from workflows.volume import Sizes

FEW = Sizes(requests=2_000, tasks=10_000, open=2_000)
MANY = Sizes()
RUNS, BLOCK, STOCK_RUNS = 200, 20, 3
OFFICERS, LOAD_SECONDS = 50, 60
ORDINARY = "v0001"
_FULL = f"{MANY.requests:,} requests, {MANY.tasks:,} tasks, {MANY.open:,} open, {MANY.users} users"


def run() -> list[Row]:
    """Two databases, a small one and a full one, on the same server; the page is measured on both in turns."""
    with database("bench_few"):
        call_command("load_reference", verbosity=0)
        call_command("volume", verbosity=0, **_options(FEW))
        few = connection.settings_dict["NAME"]
        with database("bench_many"):
            call_command("load_reference", verbosity=0)
            begun = time.perf_counter()
            call_command("volume", verbosity=0, **_options(MANY))
            loaded = time.perf_counter() - begun
            rows = [Row("desk: loading the volume", loaded, "s", _FULL, target="<= 120"), *_page(few), *_load()]
            return [*rows, *_indexes()]


def _options(sizes: Sizes) -> dict[str, int]:
    return {name: getattr(sizes, name) for name in sizes.__slots__}


def _page(few: str) -> list[Row]:
    many, seconds, size = connection.settings_dict["NAME"], {few: [], connection.settings_dict["NAME"]: []}, 0
    for _block in range(RUNS // BLOCK):
        for name in (few, many):
            with _on(name):
                fetch = _queue()
                fetch()
                for _run in range(BLOCK):
                    taken, size = fetch()
                    seconds[name].append(taken)
    stock.fill(MANY.tasks, MANY.open)
    theirs = stock.queue_page(ORDINARY, STOCK_RUNS)
    ours, small = median(seconds[many]), median(seconds[few])
    other, weight = median(one for one, _size in theirs), theirs[0][1]
    return [
        Row("desk: queue page", ours * 1000, "ms", _FULL, "stock viewflow's queue", other / ours, "ratio >= 50"),
        Row("desk: stock viewflow's queue", other * 1000, "ms", f"the same tasks, {STOCK_RUNS} runs"),
        Row("desk: weight of the page", size / 1024, "KiB", _FULL, "stock viewflow's queue", weight / size, "<= 60"),
        Row("desk: queue page when full", ours * 1000, "ms", f"median of {RUNS} runs", f"{FEW.open:,} open tasks",
            small / ours, "ratio >= 0.83 (at most 1.2 times)"),
        Row("desk: queue page when nearly empty", small * 1000, "ms", f"{FEW.open:,} open tasks, {RUNS} runs"),
    ]


def _queue() -> Callable[[], tuple[float, int]]:
    client, address = Client(SERVER_NAME="localhost"), f"{reverse('inbox')}?tab=queue"
    client.force_login(User.objects.get(username=ORDINARY))

    def fetch() -> tuple[float, int]:
        begun = time.perf_counter()
        page = client.get(address)
        taken = time.perf_counter() - begun
        assert page.status_code == 200, page.status_code
        assert page.content.count(b'id="task-') == SIZE
        return taken, len(page.content)

    return fetch


def _load() -> list[Row]:
    officers = list(User.objects.filter(
        memberships__role__in=[Role.REGISTRAR, Role.REVIEWER], username__startswith="v"
    ).distinct().order_by("pk")[:OFFICERS])
    with load.server() as port:
        load.alone(officers[0], port, 20)
        idle = load.alone(officers[1], port, 100)
        busy = load.at_work(officers, port, LOAD_SECONDS)
        speed = load.a_second(officers[2], port, f"{reverse('inbox')}?tab=queue")
    with load.server("benchmarks.bare") as port:
        bare = load.a_second(officers[3], port, "/1/")
    still, late = median(idle.all), quantiles(busy.all, n=20)[-1]
    volume = f"{OFFICERS} officers, {LOAD_SECONDS} s, {len(busy.all):,} clicks, {busy.refused} times another was first"
    rows = [
        Row("desk: p95 under load", late * 1000, "ms", volume, "median of an idle server", still / late,
            "ratio >= 0.2 (at most 5 times)"),
        Row("desk: median of an idle server", still * 1000, "ms", "one officer, 100 clicks, no thinking"),
        Row("desk: errors under load", float(len(busy.errors) + len(idle.errors)), "errors", volume, target="0"),
        Row("desk: queue pages a second", speed, "1/s", "4 clients, 2 workers", "a bare view, one query", speed / bare),
        Row("desk: bare views a second", bare, "1/s", "the same server"),
    ]
    return rows + [
        Row(f"desk: {name} under load", median(one) * 1000, "ms", f"{len(one)} clicks")
        for name, one in busy.seconds.items() if one
    ]


def _indexes() -> list[Row]:
    """How often each index of the tasks was read in this run: one that nothing reads only costs."""
    for role, tab in ((Role.SUPERVISOR, "all"), (Role.EXECUTING_OFFICER, "all"), (Role.REVIEWER, "done")):
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.filter(memberships__role=role, username__startswith="v").order_by("pk")[0])
        assert client.get(reverse("inbox"), {"tab": tab}).status_code == 200
    connection.close()  # what a session has read is counted when it ends
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelname, idx_scan FROM pg_stat_user_indexes WHERE relname = 'workflows_task' ORDER BY 1"
        )
        return [Row(f"desk: index {name}", float(scans), "reads", "this run") for name, scans in cursor.fetchall()]


@contextmanager
def _on(name: str) -> Iterator[None]:
    """Inside, that database is the present one."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
