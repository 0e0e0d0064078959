"""What a person counted by hand of the kinds' acts, metric by metric and by direction, is what the code gives.

One quarter of an office, its acts told as the kinds' forms write them; written as in `test_report_small_office.py`.
"""

from datetime import date

import pytest
from django.utils import translation

from mla.models import Request, RequestLink
from tests.workflows import test_report_small_office as small
from tests.workflows.office import beijing, open_office, seen_from, washington
from workflows.reports import counting, labels, measures
from workflows.reports.definitions import Split
from workflows.reports.metrics import METRICS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
CODES = ("M14", "M16", "M17", "M18", "M19", "M20", "M21", "M22", "M23", "M24", "M25", "M26", "M27", "M28", "M29", "M30")
DAYS = (date(2026, 4, 1), date(2026, 6, 30))
BY_HAND = {
    "in": {
        "M02.split": 1, "M03.lapsed": 1, "M05.d365": 1, "M05.older": 1,
        "M12.postponed": (1, 2, 50.0), "M12.lapsed": (1, 2, 50.0),  # of no other item an outcome is known
        "M14.proposed": 3, "M14.accepted": 1, "M14.rejected": 1, "M14.pending": 1, "M14.breached": 1,
        "M16.confirmed": (1, 2, 50.0),
        "M17.requests": 2, "M17.preserved": 2, "M17.renewed": 1, "M17.lapsed": 1, "M17.in_60": (1, 2, 50.0),
        "M17.in_90": (1, 2, 50.0),
        "M18.requests": 2, "M18.verified": 2, "M18.not_national": 1, "M18.undetermined": 1,
        "M18.days": (2, 5.5, 9.1), "M18.custody": {"detained": 1, "liberty": 1},  # 10 days and 1
        "M19.strict": (1, 2, 50.0), "M19.raw": (1, 2, 50.0), "M19.due": (1, 2, 50.0),  # 10 days and 47
        "M20.issued": 2, "M20.returned": 1, "M20.failed": {"refused": 1}, "M20.expired": 1,
        "M21.requests": 1, "M21.answered": 1, "M21.days": (1, 20.0, 20.0), "M21.seizures": 1,
        "M21.weight": (1, "1.2500"), "M21.parcels": (1, "3"), "M21.networks": (1, "1"), "M21.cases": (1, "2"),
        "M22.notices": 1, "M22.acted": 1, "M22.scheduled": 1, "M22.controlled": 1,
        "M23.hacking": 1, "M23.terrorism": 1, "M23.csam": 1, "M23.hacking_days": (1, 10.0, 10.0),
        "M23.terrorism_days": (1, 2.0, 2.0), "M23.csam_days": (1, 4.0, 4.0),
        "M25.leads": 1, "M25.feedback": (1, 1, 100.0), "M25.used": 1,
        "M26.shared": {"green": 1}, "M26.feedback": (1, 1, 100.0), "M26.incidents": 2,
        "M27.working": 1, "M27.leadership": 1, "M27.answered": (1, 2, 50.0), "M27.confirmed": (1, 2, 50.0),
        "M27.tests": 1, "M27.raised": 1, "M27.escalated": 1,
        "M30.usefulness": (2, 3.5), "M30.rate": (1, 4, 25.0),  # 4 and 3; answered: the parcel and three cyber requests
    },
    "out": {
        "M24.reported_usd": (1, "82000.00"), "M24.frozen_usd": (1, "31000.00"), "M24.returned_usd": (1, "1000.00"),
        "M24.reported_cny": (1, "400000.00"), "M24.frozen_cny": (1, "5000.00"), "M24.returned_cny": (1, "2500.00"),
        "M24.share": (1, 2, 50.0), "M24.hours": (2, 60.0, 69.6),  # of the second wire nothing was frozen; 48 and 72
        "M28.nominated": 2, "M28.viable": 1, "M28.listed": 2, "M28.incidents": 1, "M28.resolved": {"removed": 1},
        "M28.days": (1, 30.0, 30.0), "M29.size": (2), "M29.reviewed": (1, 2, 50.0), "M29.moved": (1, 2, 50.0),
        "M29.silent": (1, 2, 50.0), "M29.closed": 1, "M30.rate": (0, 0, None),
    },
}

CHINESE = {"M18": "因待遣返被拘留", "M20": "该人拒绝登机", "M26": "TLP:GREEN", "M28": "通过遣返归案"}
TIERS = {
    "M08.l_on_time": (2, 3, 66.7), "M08.l_raw": (2, 3, 66.7), "M08.c_on_time": (1, 1, 100.0),
    "M08.c_raw": (1, 1, 100.0), "M08.h_on_time": (1, 1, 100.0), "M08.h_raw": (1, 1, 100.0),
}


@pytest.fixture
def begun(settings):
    """`begun("in", "parcel", "04-01")` is an office in the United States with such a request, received on that day."""

    def make(direction, kind, day, **fields):
        asks = "US" if direction == "out" else "CN"
        office = seen_from(settings, "US", asks=asks, kind=kind, **{
            "law": "LECD-2017", "items": [{"type": "other"}], **fields})
        if day:
            office.begin(at(day))
        return office

    return make


def at(day):
    """A moment in Washington, of 2026 unless the year is told, at nine unless the hour is."""
    return washington(day if day[:2] == "20" else f"2026-{day}")


def persons(office, **custody):
    for name, one in custody.items():
        office.request.persons.create(surname=name, role="returnee", details={"custody": one} if one else {})
    return {one.surname: one.pk for one in office.request.persons.all()}


def returned(begun):
    first = begun("in", "repatriation", "04-01", theme="repatriation")
    known = persons(first, A="detained", B="", C="")
    first.asked("verify", at("04-11"), person=known["A"])
    first.asked("not_national", at("04-13"), person=known["B"])
    first.asked("undetermined", at("04-14"), person=known["C"])
    first.asked("issue_document", at("04-21"), person=known["A"], expires_on="2026-09-01")
    first.asking("depart", at("05-01"), person=known["A"])
    first.asking("hand_over", at("05-02"), person=known["A"])
    second = begun("in", "repatriation", "04-02", theme="repatriation")
    [key] = persons(second, D="liberty").values()
    second.asked("verify", at("04-03"), person=key)
    second.asked("issue_document", at("05-20"), person=key, expires_on="2026-06-20")
    second.asking("depart", at("06-09"), person=key)
    second.asking("fail", at("06-10"), person=key, reason="refused")


def exchanged(begun):
    held = begun("in", "preservation", "04-01", theme="cybercrime", items=[{"type": "preservation"}])
    held.asked("preserve", at("04-02"), item=1)
    held.asking("renew", at("04-20"), item=1)
    formal = begun("in", "mla", "05-10").request
    Request.objects.filter(pk=formal.pk).update(received_at=at("05-10"))
    RequestLink.objects.create(later=formal, earlier=held.request, sort="follow_up", reasons="The same data.",
                               made_by=formal.created_by, made_at=at("05-10"))
    content = [{"type": "other", "details": {"data_category": "content"}}]
    lost = begun("in", "preservation", "04-01", theme="cybercrime", urgency="urgent", items=content)
    lost.asked("preserve", at("04-01"), item=1)  # for 90 days, to the last of the quarter
    parcel = begun("in", "parcel", "04-01", theme="narcotics")
    parcel.asked("seize", at("04-10"), weight={"amount": "1.2500", "unit": "kg"}, parcels=3, networks=1, cases=2)
    parcel.act("respond", at("04-21"))
    notice = begun("in", "substance", "04-01", theme="narcotics")
    notice.asked("feedback", at("04-15"), acted=True, usefulness=3)
    notice.act("schedule", at("05-01"))
    notice.act("control", at("06-01"))
    for category, days in (("hacking", "05-11"), ("terrorist_use", "05-03"), ("csam", "05-05")):
        asked = begun("in", "information", "05-01", theme="cybercrime", details={"category": category})
        asked.act("respond", at(days))
    asked.act("feedback", at("06-01"), used=True)
    lead = begun("in", "lead", "04-01", theme="network", tlp="green")
    lead.asked("feedback", at("04-20"), usefulness=4, used=True)


def called(begun):
    call = begun("in", "hotline", "04-05", theme="network", urgency="urgent", details={"level": "working"})
    call.asking("call", at("04-05 09:00"))
    call.asked("answer_call", at("04-05 10:30"))
    call.asking("confirm", at("04-05 18:00"))
    call.asking("raise_level", at("04-06 09:00"))
    call.asking("call", at("04-07 09:00"))
    test = begun("in", "hotline", "04-08", theme="network", urgency="urgent", details={"level": "working",
                                                                                       "is_test": True})
    test.asking("call", at("04-08 09:00"))
    test.asked("answer_call", at("04-08 09:30"))


def sought(begun):
    first = begun("out", "fugitive", "04-01", theme="fugitives")
    for day, word, told in (("04-02", "nominate", {}), ("04-03", "assess", {"result": "viable"}), ("04-10", "list", {}),
                            ("05-10", "review", {"result": "Agreed.", "incident": True})):
        first.act(word, at(day), **told)
    second = begun("out", "fugitive", "04-01", theme="fugitives")
    for day, word, told in (("04-02", "nominate", {}), ("04-03", "assess", {"result": "work_up"}),
                            ("04-11", "list", {}), ("05-11", "resolve", {"how": "removed"})):
        second.act(word, at(day), **told)
    begun("out", "fugitive", "01-04", theme="fugitives").act("list", at("01-05"))


def wired(begun):
    money = begun("out", "mla", "04-05", theme="cybercrime", details={"amount": "82000.00", "currency": "usd"})
    money.asking("wire", at("04-06 09:00"))
    money.asked("seize", at("04-08 09:00"), amount="31000.00", currency="USD")
    money.asked("seize", at("04-09 09:00"), amount="5000.00", currency="CNY")
    money.asking("give_back", at("05-20"), returned=[], amount="1000.00", currency="USD")
    other = begun("out", "mla", "04-05", theme="cybercrime", details={"amount": "400000.00", "currency": "CNY"})
    other.asking("wire", at("04-07 09:00"))
    other.asking("give_back", at("05-21"), returned=[], amount="2500.00", currency="CNY")


def strayed(begun):
    """What seldom comes: old stock, a request split off, one that lapsed, conditions, and calls to be confirmed."""
    begun("in", "mla", "2025-12-01")  # 211 days before the first of July
    begun("in", "mla", "2025-05-01")  # 426 days
    begun("in", "mla", "").act("postpone", at("05-12"), state="postponed")
    begun("in", "mla", "05-13").act("lapse", at("06-01"), state="lapsed")
    bound = begun("in", "mla", "05-14").request
    for is_accepted, breached in ((True, at("06-20")), (False, None), (None, None)):
        bound.conditions.create(code="CD-USE", text="For the proceeding alone.", proposed_at=at("05-20"),
                                is_accepted=is_accepted, breached_at=breached)
    for confirmed in (True, False):
        oral = begun("in", "mla", "05-18", law="MLAA", urgency="urgent", items=[{"type": "search_freeze"}])
        if confirmed:
            oral.asking("confirm", at("05-28"))


def test_what_was_counted_by_hand_of_the_kinds_is_what_the_code_gives(begun):
    for story in (returned, exchanged, called, sought, wired, strayed):
        story(begun)
    measures.derive()
    period = counting.of_office(*DAYS, now=washington("2026-11-22"))
    for direction, expected in BY_HAND.items():
        found = {
            name: value for name, value in small.figures(period, direction)
            if name in expected or (name[:3] in CODES and value not in small.EMPTY)
        }
        assert found == expected, direction


def test_what_is_divided_by_a_code_is_said_in_words_of_both_languages(begun):
    for story in (returned, exchanged, sought):
        story(begun)
    measures.derive()
    period = counting.of_office(*DAYS, now=washington("2026-11-22"))
    found = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            for code, key in (("M18", "custody"), ("M20", "failed"), ("M26", "shared"), ("M28", "resolved")):
                value = counting.count(METRICS[code], period, counting.visible(None))[()][key]
                found[language, code] = labels.told(value, METRICS[code].place(key)[1].words())
    assert {code: found["en", code] for code in CHINESE} == {
        "M18": "detained for removal (1); at liberty (1)", "M20": "the person refused to board (1)",
        "M26": "TLP:GREEN (1)", "M28": "returned by removal (1)",
    }
    assert [code for code, name in CHINESE.items() if not found["zh-hans", code].startswith(name)] == []


def test_every_code_has_a_name_and_one_that_nobody_knows_stays_a_code(shipped_rules):
    split = [one for metric in METRICS.values() for one in metric.figures if isinstance(one, Split)]
    assert {one.key for one in split} == {"points", "grounds", "custody", "failed", "shared", "resolved"}
    for one in split:
        words = one.words()
        assert all(str(name) not in ("", code) for code, name in words.items()), one.key
        value = {"counts": {"NOBODY-KNOWS": 2, next(iter(words)): None}}
        assert labels.short(value, words) == f"NOBODY-KNOWS (2); {next(iter(words.values()))} (< 3)"


def test_each_tier_of_the_chain_is_counted_by_hand(settings):
    """In an office of China: one request over all three tiers, and an urgent freezing late at the liaison organ."""
    routine = open_office(settings, "CN", "in")
    for place, word, moment in (("CN-MOJ", "receive", "2026-03-07"),  # until 21 April
                                ("CN-SPP", "forward", "2026-04-17"),  # until 1 June
                                ("CN-PSB-SHANGHAI", "transmit", "2026-05-20")):  # until 18 August
        routine.enter(place, beijing(moment))
        routine.act(word, beijing(moment))
    urgent = open_office(settings, "CN", "in", urgency="urgent", items=[{"type": "search_freeze"}])
    for place, word, moment in (("CN-MOJ", "receive", "2026-04-01"),  # until 16 April, late
                                ("CN-PSB-SHANGHAI", "transmit", "2026-04-20"),  # until 5 May, a holiday: 6 May
                                ("CN-MOJ", "report", "2026-05-06"),  # in time
                                ("CN-MOJ", "respond", "2026-05-21")):  # the last of 15 days
        urgent.enter(place, beijing(moment))
        urgent.act(word, beijing(moment))
    measures.derive()
    period = counting.of_office(*DAYS, now=washington("2026-11-22"))
    found = dict(small.figures(period, "in"))
    assert {name: found[name] for name in TIERS} == TIERS


def test_every_figure_is_counted_by_hand_somewhere():
    """A figure that no table names, or of which each table says nought, would be wrong unseen."""
    tables = [*small.BY_HAND.values(), *BY_HAND.values(), TIERS]
    some = {name for one in tables for name, value in one.items() if (value[0] if type(value) is tuple else value)}
    assert {f"{code}.{one.key}" for code, metric in METRICS.items() for one in metric.figures} - some == set()
