"""Whatever was recorded, in whatever order of moments: what was there, came and went gives what is there."""

import random
from datetime import date, timedelta

import pytest

from tests.workflows.office import open_office, washington
from workflows.models import Measure
from workflows.reports import counting, measures
from workflows.reports.metrics import METRICS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
BEGIN = washington("2026-01-01")
AFTER = {  # what may follow what, as the lifecycle has it; the empty word ends the walk
    "transmit": ("acknowledge", "ask", "report", "withdraw", ""),
    "receive": ("acknowledge", "ask", "send_back", "grant"),
    "acknowledge": ("grant", "report", "refuse", "withdraw"), "ask": ("answer", "lapse", ""),
    "answer": ("grant", "report", ""), "grant": ("report", "withdraw", ""), "report": ("respond",),
    "respond": ("close", "reopen", ""), "close": ("reopen", ""), "reopen": ("report", "withdraw", ""),
}


def walk(settings, chance):
    """One request with random acts at random moments, some of them corrected to quite another one."""
    direction = chance.choice(("in", "out"))
    office = open_office(settings, "US", direction)
    word, at = ("receive" if direction == "in" else "transmit"), BEGIN + timedelta(days=chance.randrange(200))
    while word:
        office.record(word, at, chance.choice(("home", "counterpart")))
        word, at = chance.choice(AFTER.get(word, ("",))), at + timedelta(days=chance.randrange(60))
    for seq in chance.sample(range(1, office.request.record_end.length + 1), 1) if chance.random() < 0.3 else ():
        moved = BEGIN + timedelta(days=chance.randrange(400))
        office.record("correct", at, event=seq, moved_to=moved.isoformat())


def stock(period, direction):
    found = {}
    for code in ("M01", "M02", "M03", "M04"):
        values = counting.count(METRICS[code], period, counting.visible(None, direction=direction))[()]
        found |= {f"{code}.{key}": value["count"] for key, value in values.items()}
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_stock_equation_holds_for_any_record_and_any_period(settings, seed):
    chance = random.Random(20171004 + seed)
    for _request in range(40):
        walk(settings, chance)
    measures.derive()
    assert (measures.differing(), Measure.objects.filter(nth__gt=1).exists()) == ([], True)
    for _period in range(6):
        first = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
        period = counting.of_office(first, first + timedelta(days=chance.randrange(120)), now=washington("2027-06-01"))
        for direction in ("in", "out"):
            one = stock(period, direction)
            came = one["M02.received"] + one["M02.split"]
            assert one["M01.open"] + came + one["M02.reopened"] - one["M03.ended"] == one["M04.open"]
            assert one["M01.unanswered"] + came + one["M02.again"] - one["M03.left"] == one["M04.unanswered"]
