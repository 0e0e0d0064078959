"""The scorecard and the figures of a whole report, at a tenth of the volume and at the full one."""

import time
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks import Row
from benchmarks.throwaway import database
from mla.models import Event, User
from mla.vocabulary import Role
from workflows.reports import counting, measures
from workflows.reports.metrics import METRICS
from workflows.volume import Sizes

FEW = Sizes(requests=20_000, tasks=100_000, open=20_000)
MANY = Sizes()
RUNS = 5


def run() -> list[Row]:
    """Both databases one after the other, on the same server."""
    few, many = _measured(FEW), _measured(MANY)
    times = MANY.requests / FEW.requests
    rows = []
    for name, target in (("scorecard, time in the database", "<= 300 ms"), ("figures of a report", "<= 20 s"),
                         ("measuring all requests anew", "")):
        (small, unit, at_few), (large, _unit, at_many) = few[name], many[name]
        rows += [
            Row(f"reports: {name}", large, unit, at_many, f"{times:.0f} times as much as {FEW.requests:,} requests",
                small * times / large, target and f"{target}, ratio >= 1"),
            Row(f"reports: {name}", small, unit, at_few),
        ]
    return rows


def _measured(sizes: Sizes) -> dict[str, tuple[float, str, str]]:
    with database():
        call_command("load_reference", verbosity=0)
        call_command("volume", verbosity=0, **{name: getattr(sizes, name) for name in sizes.__slots__})
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        told = f"{sizes.requests:,} requests, {Event.objects.count():,} events"
        return {
            "scorecard, time in the database": (_page() * 1000, "ms", told),
            "figures of a report": (_figures(), "s", told),
            "measuring all requests anew": (_anew(), "s", told),
        }


def _page() -> float:
    """Seconds that the statements of the page take, the least of some runs after a first one."""
    client, least = Client(SERVER_NAME="localhost"), 1e9
    officer = User.objects.filter(memberships__role=Role.SUPERVISOR, username__startswith="v").order_by("pk")[0]
    client.force_login(officer)
    for nth in range(RUNS + 1):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("scorecard"))
        assert page.status_code == 200, page.status_code
        taken = sum(float(one["time"]) for one in captured.captured_queries)
        least = min(least, taken) if nth else least
    return least


def _figures() -> float:
    """Every metric for a half-year and the one before, by direction."""
    now = timezone.now()
    period = counting.of_office(date(2026, 1, 1), date(2026, 6, 30), now=now)
    begun = time.perf_counter()
    for one in METRICS.values():
        for each in (period, period.before()):
            counting.count(one, each, counting.visible(None), by=("direction",), with_all=True)
    return time.perf_counter() - begun


def _anew() -> float:
    begun = time.perf_counter()
    measures.derive()
    return time.perf_counter() - begun
