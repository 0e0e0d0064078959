"""The scorecard and the figures of a whole report, at a tenth of the volume and at the full one.

The volume has two kinds and no act that only other kinds know; what the metrics count is added here: kinds and their
acts, reminders, feedback, and a clock for each decision. It has no chain of digests, which nothing here reads.
"""

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
from workflows.models import PastChange
from workflows.reports import counting, measures
from workflows.reports.metrics import METRICS
from workflows.volume import Sizes

FEW = Sizes(requests=20_000, tasks=100_000, open=20_000)
MANY = Sizes()
RUNS = 5
MORE = 5
"""How many acts are added to each request that was ever sent: with them there are two million of 200,000 requests."""
_KINDS = """
UPDATE mla_request SET kind = found.kind, theme = found.theme FROM (VALUES
    (1, 'repatriation', 'repatriation'), (2, 'hotline', 'network'), (3, 'lead', 'network'), (4, 'parcel', 'narcotics'),
    (5, 'fugitive', 'fugitives'), (6, 'preservation', 'cybercrime')
) found (place, kind, theme) WHERE found.place = mla_request.id % 20
"""
_ACTS = """
INSERT INTO mla_event (request_id, seq, verb, party, happened_at, recorded_at, note, details, previous, digest)
SELECT id, length + nth, verb, 'home', at, at, '', '{}', '', '' FROM (
    SELECT request.id, record.length, nth, words.told[nth] AS verb,
        least(%(now)s, created_at + (nth * (entered_at - created_at)) / %(more)s) AS at
    FROM mla_request request JOIN mla_recordend record ON record.request_id = request.id JOIN (VALUES
        ('repatriation', ARRAY['acknowledge', 'verify', 'issue_document', 'depart', 'hand_over']),
        ('hotline', ARRAY['call', 'answer_call', 'confirm', 'call', 'view']),
        ('lead', ARRAY['acknowledge', 'feedback', 'view', 'inform', 'view']),
        ('parcel', ARRAY['acknowledge', 'trace', 'seize', 'view', 'feedback']),
        ('fugitive', ARRAY['nominate', 'assess', 'list', 'review', 'resolve']),
        ('preservation', ARRAY['acknowledge', 'preserve', 'renew', 'confirm', 'view']),
        ('mla', ARRAY['acknowledge', 'remind', 'inform', 'view', 'remind']),
        ('information', ARRAY['acknowledge', 'view', 'inform', 'remind', 'download'])
    ) words (kind, told) ON words.kind = request.kind, generate_series(1, %(more)s) nth
    WHERE request.state <> 'draft'
) added
"""
_CLOCKS = """
INSERT INTO workflows_clock (rule_id, request_id, obligated, party_id, run, started_by_id, starts_at, stops_at, status,
    strict, due, due_at, unpaused_due_at, is_provisional, is_late, calendar_version)
SELECT (SELECT id FROM workflows_clockrule WHERE code = 'DECISION' AND NOT is_draft ORDER BY version DESC LIMIT 1),
    request_id, 'home', party_id, 1, (SELECT min(id) FROM mla_event event WHERE event.request_id = measure.request_id),
    begins_at, decided_at, CASE WHEN decided_at IS NULL THEN 'running' ELSE 'met' END, '', '',
    begins_at + interval '30 days', begins_at + interval '30 days', false, false, ''
FROM workflows_measure measure WHERE is_last
"""


def run() -> list[Row]:
    """Both databases one after the other, on the same server."""
    few, many = _measured(FEW), _measured(MANY)
    times = MANY.requests / FEW.requests
    rows = []
    for name, target in (("scorecard, time in the database, warm", "<= 300 ms"), ("scorecard, counted anew", ""),
                         ("figures of a report", "<= 20 s"),
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
            cursor.execute(_KINDS)
            cursor.execute(_ACTS, {"now": timezone.now(), "more": MORE})
        measures.derive()
        with connection.cursor() as cursor:
            cursor.execute(_CLOCKS)
            cursor.execute("VACUUM ANALYZE")
        told = f"{sizes.requests:,} requests, {Event.objects.count():,} events"
        return {
            "scorecard, time in the database, warm": (_page() * 1000, "ms", told),
            "scorecard, counted anew": (_page(anew=True) * 1000, "ms", told),
            "figures of a report": (_figures(), "s", told),
            "measuring all requests anew": (_anew(), "s", told),
        }


def _page(*, anew: bool = False) -> float:
    """Seconds that the statements of the page take, the least of some runs after a first one; `anew`: nothing that was
    kept of quarters that are over is read."""
    client, least = Client(SERVER_NAME="localhost"), 1e9
    officer = User.objects.filter(memberships__role=Role.SUPERVISOR, username__startswith="v").order_by("pk")[0]
    client.force_login(officer)
    for nth in range(RUNS + 1):
        if anew:
            PastChange.objects.create()
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
