"""The search at 200,000 requests: what a question costs the database, for who sees all or only their agency's."""

import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.http import QueryDict

from benchmarks import Row
from benchmarks.throwaway import database
from mla.demo.cases import CASES
from mla.demo.cast import make_cast
from mla.models import Authority, Request, User
from workflows.drafting import draft_from
from workflows.models import SearchText
from workflows.searching import finding, indexing, tokens
from workflows.walking import Walker

REQUESTS, BATCH, RUNS = 200_000, 5_000, 15
OPENED = datetime(2012, 1, 2, 14, 0, tzinfo=UTC)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红建文斌波辉梅新利清飞彬凤洁琴云莉林鹏坤琳晨宇佳欣怡梓涵浩轩"
SYLLABLES = ["ka", "ri", "to", "mal", "ven", "dor", "es", "qui", "lan", "bre", "tor", "shi", "wen", "han", "lo", "pra"]
WORDS = [f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES for c in ("", "s", "ing", "er", "ed", "al", "ly", "ment")]
CHINESE = "诈骗罪洗钱案件调查证据银行账户转账资金网络犯罪嫌疑人取证请求协助送达文书冻结扣押没收电子数据服务器"
QUESTIONS = {
    "a word of nearly every request": "bank",
    "a word of one in a hundred": "smelter",
    "a word of one in ten thousand": "obsidian",
    "a word of none": "unheardof",
    "two frequent words and a rare one": "bank transfer obsidian",
    "a frequent Chinese word": "诈骗",
    "a Chinese name of two": "",
    "a Chinese name of three": "",
    "one Chinese character": "曹",
    "a phrase": '"bank transfer"',
    "the whole reference": "",
    "the end of a reference": "",
    "a year of references": "2019",
    "the middle of an account": "",
    "a year and a rare word": "2019 obsidian",
    "an address": "",
}
LIMIT = 100
_REQUESTS = """
WITH one AS MATERIALIZED (SELECT to_jsonb(request) AS said FROM mla_request request WHERE id = %s)
INSERT INTO mla_request SELECT copy.* FROM one, jsonb_to_recordset(%s::jsonb) given(
    id bigint, own_reference text, title text, agency_id bigint, state text, created_at timestamptz),
LATERAL jsonb_populate_record(NULL::mla_request, one.said || to_jsonb(given)) copy
"""
_LETTERS = """
WITH one AS MATERIALIZED (
    SELECT id, to_jsonb(letter) || '{"snapshot": {}}' AS said FROM documents_letter letter WHERE id = %s)
INSERT INTO documents_letter SELECT copy.* FROM one, mla_request request,
LATERAL jsonb_populate_record(NULL::documents_letter, one.said || jsonb_build_object(
    'id', one.id + request.id, 'request_id', request.id, 'number', 'L' || request.id, 'token', 'T' || request.id
)) copy WHERE request.id > %s AND request.id %% 2 = 0
"""
_LETTERS_TEXTS = """
INSERT INTO workflows_searchtext (request_id, letter_id, version, vector)
SELECT text.request_id, letter.id, text.version, text.vector
FROM documents_letter letter JOIN workflows_searchtext text ON text.request_id = letter.request_id
WHERE letter.request_id > %s AND text.letter_id IS NULL
"""


def run() -> list[Row]:
    """The database's time alone, for the first page of each question; the small agency has one request in a hundred."""
    with database():
        template, cast = _office()
        questions = QUESTIONS | _fill(template)
        volume = f"{REQUESTS:,} requests, {SearchText.objects.count():,} texts"
        people = {"all": cast["sam"], "a large agency": cast["ada"], "a small agency": cast["eve"]}
        return [row for who, user in people.items() for row in _measured(who, user, questions, volume)]


def _office() -> tuple[Request, dict[str, User]]:
    call_command("load_reference", verbosity=0)
    walker = Walker(cast=make_cast("bench"), now=OPENED)
    case = next(one for one in CASES if one["direction"] == "out" and one["kind"] == "mla")
    return walker.walk(draft_from(case, by=walker.cast["ada"], now=walker.now), "execution"), walker.cast


def _fill(template: Request) -> dict[str, str]:
    """Requests, each with texts of its own, and a letter for every second; the index is built once, at the end."""
    dice, sample = random.Random(20171004), {}
    _execute("SET session_replication_role = replica")  # copies of what was checked once: no triggers, no foreign keys
    _execute("SET maintenance_work_mem = '512MB'")
    _execute("DROP INDEX search_vector")
    agencies = dict(Authority.objects.filter(party__code="US").values_list("code", "pk"))
    small = agencies.pop("US-DEA")
    for begin in range(1, REQUESTS + 1, BATCH):
        made = [
            _made(nth, dice, small if nth % 100 == 0 else dice.choice([*agencies.values()]))
            for nth in range(begin, begin + BATCH)
        ]
        rows = [one.row | {"id": template.pk + one.nth} for one in made]
        _execute(_REQUESTS, template.pk, json.dumps(rows))
        SearchText.objects.bulk_create(
            SearchText(
                request_id=template.pk + one.nth, version=indexing.VERSION, vector=tokens.vector(one.texts, one.codes)
            )
            for one in made
        )
        sample = sample if begin > REQUESTS // 2 else _sample(made[BATCH // 2])
    _execute(_LETTERS, template.letters.first().pk, template.pk)
    _execute(_LETTERS_TEXTS, template.pk)
    _execute("CREATE INDEX search_vector ON workflows_searchtext USING gin (vector) WITH (fastupdate = off)")
    _execute("SET session_replication_role = DEFAULT")
    _execute("VACUUM ANALYZE")
    return sample


@dataclass(frozen=True, slots=True)
class Made:
    """One request: its row, and what it says."""

    nth: int
    row: dict[str, Any]
    texts: list[str]
    codes: list[str]


def _sample(one: Made) -> dict[str, str]:
    """Questions that find this request."""
    reference, account, address = one.codes
    return {
        "a Chinese name of two": one.texts[2][:2],
        "a Chinese name of three": one.texts[2],
        "the whole reference": reference,
        "the end of a reference": reference[-6:],
        "the middle of an account": account[4:11],
        "an address": address,
    }


def _made(nth: int, dice: random.Random, agency: int) -> Made:
    """Words as frequent as words are, names in both scripts, a reference, an account and an address."""
    name, words = "".join(dice.choices(SYLLABLES, k=3)), ["bank", "transfer", *_frequent(dice)]
    words += ["smelter"] * (dice.random() < 0.01) + ["obsidian"] * (dice.random() < 0.0001)
    dice.shuffle(words)
    chinese = "，".join("".join(dice.choices(CHINESE, k=8)) for _n in range(8)) + "，诈骗"
    opened = OPENED + timedelta(minutes=37 * nth)
    row = {
        "own_reference": f"US-CN-{opened.year}-{nth:06d}",
        "title": f"{name.title()} {words[0]} {chinese[:4]}",
        "agency_id": agency,
        "state": dice.choices(["execution", "closed", "postponed"], [20, 79, 1])[0],
        "created_at": opened.isoformat(),
    }
    native = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2))
    codes = [row["own_reference"], f"{dice.randrange(10**15):016d}", f"{name}{nth}@mail.example.org"]
    return Made(nth, row, [row["title"], name, native, f"{' '.join(words)} {chinese}", *codes], codes)


def _frequent(dice: random.Random) -> list[str]:
    """A hundred words of a few thousand, the first ones the most frequent."""
    return [WORDS[min(int(dice.paretovariate(0.6)), len(WORDS)) - 1] for _n in range(100)]


def _measured(who: str, user: User, questions: dict[str, str], volume: str) -> list[Row]:
    took = {name: _asked(user, question) for name, question in questions.items()}
    rare = _asked(user, questions["a word of one in a hundred"], Q(state="postponed"))
    took["a word of one in a hundred, in a rare state"] = rare
    took["a word of nearly every request, in a rare state"] = _asked(user, "bank", Q(state="postponed"))
    rows = [
        Row(f"search, who sees {who}: {name}", took_ms, "ms", volume, "", LIMIT / took_ms, f"below {LIMIT} ms")
        for name, took_ms in took.items()
    ]
    slowest = max(took.values())
    return [
        *rows,
        Row(
            f"search, who sees {who}: slowest of {len(took)}", slowest, "ms", volume, "", LIMIT / slowest, "ratio >= 1"
        ),
    ]


def _asked(user: User, question: str, narrowed: Q | None = None) -> float:
    """The median of what the database took for a page, in milliseconds."""
    took = []
    for _run in range(RUNS):
        with _timed() as spent:
            finding.found(User.objects.get(pk=user.pk), question, narrowed or Q(), QueryDict())
        took.append(sum(spent))
    return median(took) * 1000


@contextmanager
def _timed() -> Iterator[list[float]]:
    """What each statement took, in seconds."""
    spent: list[float] = []

    def timed(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, values, many, context)
        finally:
            spent.append(time.perf_counter() - begun)

    with connection.execute_wrapper(timed):
        yield spent


def _execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
