"""The links of a new request, at 2,000 requests and at 200,000 with 1,000,000 identifiers: what finding them costs."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection

from benchmarks import Row
from benchmarks.throwaway import database
from mla.demo.cases import CASES
from mla.demo.cast import make_cast
from mla.links import names, storing, telling
from mla.models import Authority, Identifier, LinkKey, Person, Request, User
from workflows.drafting import draft_from

SMALL, LARGE, EACH = 2_000, 200_000, 5
RUNS, LIMIT, GROWTH, SLIGHT = 60, 20.0, 1.5, 2.0
NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红建文斌波"
_REQUESTS = """
WITH one AS MATERIALIZED (SELECT to_jsonb(request) AS said FROM mla_request request WHERE id = %s)
INSERT INTO mla_request SELECT copy.* FROM one, generate_series(%s::bigint, %s::bigint) AS nth,
LATERAL jsonb_populate_record(NULL::mla_request, one.said || jsonb_build_object(
    'id', nth, 'own_reference', 'US-CN-2020-' || nth, 'agency_id', %s::bigint,
    'readers', jsonb_build_array(%s::bigint)
)) copy
"""
_IDENTIFIERS = """
INSERT INTO mla_identifier (request_id, scheme, value, normalized, provider, seen_at)
SELECT nth, 'bank_account', lpad((nth * 7 + place)::text, 14, '0'), lpad((nth * 7 + place)::text, 14, '0'), '', ''
FROM generate_series(%s::bigint, %s::bigint) AS nth, generate_series(1, %s) AS place
"""
_KEYS = """
INSERT INTO mla_linkkey (request_id, sort, key, said)
SELECT request_id, 'account', normalized, value FROM mla_identifier WHERE request_id BETWEEN %s AND %s
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """The database's own time, planning and execution, and what the program waits and works, in milliseconds."""

    own: float
    wall: float


def run() -> list[Row]:
    """What it costs to find the links of a new request with five accounts, a common name and an address others have."""
    with database():
        call_command("load_reference", verbosity=0)
        cast = make_cast("bench")
        case = next(one for one in CASES if one["direction"] == "out" and one["kind"] == "mla")
        template = draft_from(case, by=cast["ada"], now=NOW)
        agency = template.agency_id or Authority.objects.own().pk
        took: dict[tuple[str, int], Cost] = {}
        for size in (SMALL, LARGE):
            begin = Request.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
            _fill(template, agency, begin, begin + size - 1)
            for who in ("ada", "lin", "eve"):
                took[who, size] = _asked(cast[who], _new(case, cast["ada"], template))
        return [row for who in ("ada", "lin", "eve") for row in _rows(who, took, Identifier.objects.count())]


def _fill(template: Request, agency: int, first: int, last: int) -> None:
    """Requests with accounts of their own; persons of a few hundred names, so that many share one."""
    dice = random.Random(first)
    _execute("SET session_replication_role = replica")
    _execute(_REQUESTS, template.pk, first, last, agency, agency)
    _execute(_IDENTIFIERS, first, last, EACH)
    _execute(_KEYS, first, last)
    known = {native: sorted(names.keys("", "", native, "")) for native in (a + b for a in SURNAMES for b in GIVEN)}
    rows = []
    for pk in range(first, last + 1):
        native = dice.choice(SURNAMES) + dice.choice(GIVEN)
        rows += [LinkKey(request_id=pk, sort="person", key=key, said=native) for key in known[native]]
        rows.append(LinkKey(request_id=pk, sort="network", key=f"203.0.113.{pk % 200}", said="203.0.113.1"))
    LinkKey.objects.bulk_create(rows, batch_size=20_000)
    _execute("SELECT setval(pg_get_serial_sequence('mla_request', 'id'), (SELECT max(id) FROM mla_request))")
    _execute("SET session_replication_role = DEFAULT")
    _execute("VACUUM ANALYZE")


def _new(case: dict[str, Any], by: User, template: Request) -> Request:
    """A new request that shares accounts with five others, its person's name and an address with many."""
    request = draft_from({**case, "persons": [], "organisations": [], "identifiers": []}, by=by, now=NOW)
    Person.objects.create(request=request, role="suspect", surname="WANG", given_names="Wei", native_name="王伟")
    for nth in range(EACH):
        value = f"{(template.pk + 1 + nth * 300) * 7 + 1:014d}"
        Identifier.objects.create(request=request, scheme="bank_account", value=value, normalized=value)
    Identifier.objects.create(request=request, scheme="ipv4", value="203.0.113.7", normalized="203.0.113.7")
    storing.follow(request)
    return request


def _asked(user: User, request: Request) -> Cost:
    """The medians; the first run warms the caches up."""
    found, statements = _statements(user, request)
    if len(found.hits) < EACH:
        raise RuntimeError(f"{len(found.hits)} links found: the accounts of {EACH} other requests should be among them")
    own, wall = [], []
    for _run in range(RUNS):
        begun = time.perf_counter()
        telling.told(request, User.objects.get(pk=user.pk))
        wall.append((time.perf_counter() - begun) * 1000)
        own.append(sum(_explained(sql, values) for sql, values in statements))
    return Cost(median(own), median(wall))


def _statements(user: User, request: Request) -> tuple[telling.Told, list[tuple[str, Any]]]:
    """What is told, and what the database was asked for it."""
    asked: list[tuple[str, Any]] = []

    def noted(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        asked.append((sql, values))
        return execute(sql, values, many, context)

    known = User.objects.get(pk=user.pk)
    with connection.execute_wrapper(noted):
        return telling.told(request, known), asked


def _explained(sql: str, values: Any) -> float:
    """What the server says that planning and executing took, in milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", values)
        [plan] = cursor.fetchone()[0]
    return plan["Planning Time"] + plan["Execution Time"]


def _rows(who: str, took: dict[tuple[str, int], Cost], identifiers: int) -> list[Row]:
    small, large = took[who, SMALL], took[who, LARGE]
    growth = large.own / small.own
    volume = f"{LARGE:,} requests, {identifiers:,} identifiers"
    ratio = max(GROWTH / growth, SLIGHT / large.own)
    return [
        Row(f"links of a new request, {who}", small.own, "ms", f"{SMALL:,} requests"),
        Row(f"links of a new request, {who}", large.own, "ms", volume, "", LIMIT / large.own, f"below {LIMIT:.0f} ms"),
        Row(f"links of a new request, {who}: growth", growth, "times", volume, "", ratio,
            f"at most {GROWTH} times, or below {SLIGHT:.0f} ms"),
        Row(f"links of a new request, {who}: as the program waits", large.wall, "ms", volume),
    ]


def _execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
