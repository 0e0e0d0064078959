"""What a person counted by hand of the kinds' acts, metric by metric and by direction, is what the code gives.

One quarter of an office, its acts told as the kinds' forms write them; written as in `test_report_small_office.py`.
"""

from datetime import date

import pytest

from mla.models import Request, RequestLink
from tests.workflows import test_report_small_office as small
from tests.workflows.office import seen_from, washington
from workflows.reports import counting, measures
from workflows.reports.metrics import METRICS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
CODES = ("M17", "M18", "M19", "M20", "M21", "M22", "M23", "M24", "M25", "M26", "M27", "M28", "M29", "M30")
DAYS = (date(2026, 4, 1), date(2026, 6, 30))
BY_HAND = {
    "in": {
        "M17.requests": 1, "M17.preserved": 1, "M17.renewed": 1, "M17.in_60": (1, 1, 100.0), "M17.in_90": (1, 1, 100.0),
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
        "M30.usefulness": (2, 3.5), "M30.rate": (0, 4, 0.0),  # 4 and 3; answered: the parcel and three cyber requests
    },
    "out": {
        "M24.reported_usd": (1, "82000.00"), "M24.frozen_usd": (1, "31000.00"), "M24.returned_usd": (1, "1000.00"),
        "M24.frozen_cny": (1, "5000.00"), "M24.share": (1, 1, 100.0), "M24.hours": (2, 60.0, 69.6),  # 48 and 72
        "M28.nominated": 2, "M28.viable": 1, "M28.listed": 2, "M28.incidents": 1, "M28.resolved": {"removed": 1},
        "M28.days": (1, 30.0, 30.0), "M29.size": (2), "M29.reviewed": (1, 2, 50.0), "M29.moved": (1, 2, 50.0),
        "M29.silent": (1, 2, 50.0), "M29.closed": 1, "M30.rate": (0, 0, None),
    },
}


@pytest.fixture
def begun(settings):
    """`begun("in", "parcel", "04-01")` is an office in the United States with such a request, received on that day."""

    def make(direction, kind, day, **fields):
        asks = "US" if direction == "out" else "CN"
        office = seen_from(settings, "US", asks=asks, kind=kind, law="LECD-2017", **{
            "items": [{"type": "other"}], **fields})
        office.begin(at(day))
        return office

    return make


def at(day):
    """A moment in Washington, at nine unless the hour is told."""
    return washington(f"2026-{day}")


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


def test_what_was_counted_by_hand_of_the_kinds_is_what_the_code_gives(begun):
    for story in (returned, exchanged, called, sought, wired):
        story(begun)
    measures.derive()
    period = counting.of_office(*DAYS, now=washington("2026-11-22"))
    for direction, expected in BY_HAND.items():
        found = {
            name: value for name, value in small.figures(period, direction)
            if name[:3] in CODES and (name in expected or value not in small.EMPTY)
        }
        assert found == expected, direction


def test_every_figure_is_counted_by_hand_somewhere():
    """A figure that no table names would be wrong unseen. Of these the golden cases, and nothing else, tell."""
    named = {name for table in small.BY_HAND.values() for name in table} | {n for one in BY_HAND.values() for n in one}
    every = {f"{code}.{one.key}" for code, metric in METRICS.items() for one in metric.figures}
    elsewhere = {  # test_report_golden.py, test_report_facts.py, test_splitting.py, test_report_duplicates.py
        "M02.split", "M03.lapsed", "M05.d365", "M05.older", "M08.l_on_time", "M08.l_raw", "M08.c_on_time", "M08.c_raw",
        "M08.h_on_time", "M08.h_raw", "M14.accepted", "M14.pending", "M14.breached", "M16.confirmed", "M17.lapsed",
        "M24.reported_cny", "M24.returned_cny", "M32.corrected",
    }
    assert every - named == elsewhere
