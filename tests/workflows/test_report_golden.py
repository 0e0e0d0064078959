"""What the golden cases give in the report: the derived expectations at the end of the golden table."""

from datetime import date

import pytest

from mla.models import Instrument, Request, RequestLink
from tests.workflows.office import beijing, open_office, seen_from, washington
from tests.workflows.test_report_small_office import told
from workflows.reports import counting, measures
from workflows.reports.metrics import METRICS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
either = pytest.mark.parametrize("home", ["US", "CN"])


def figure(code, key, first, last, **narrowed):
    measures.derive()
    period = counting.of_office(date.fromisoformat(first), date.fromisoformat(last), now=washington("2026-11-22"))
    return told(counting.count(METRICS[code], period, counting.visible(None, **narrowed))[()][key])


def repatriation(settings, home, begun):
    office = seen_from(settings, home, asks="US", kind="repatriation", law="LECD-2017", items=[{"type": "other"}])
    person = office.person("TEST")
    office.begin(beijing(begun))
    return office, person


def document(settings, home, verified, issued):
    office, person = repatriation(settings, home, verified)
    office.asked("verify", beijing(verified), person=person)
    office.asked("issue_document", beijing(issued), person=person)


@either
def test_m19_one_of_two_documents_came_within_thirty_days(settings, home):
    document(settings, home, "2018-01-25", "2018-02-23")  # G33: 29 days
    document(settings, home, "2018-01-18", "2018-02-26")  # G34: 39 days
    assert figure("M19", "strict", "2018-01-01", "2018-03-31") == (1, 2, 50.0)
    assert figure("M19", "raw", "2018-01-01", "2018-03-31") == (1, 2, 50.0)
    assert figure("M18", "verified", "2018-01-01", "2018-03-31") == 2


@either
def test_m19_a_pause_is_counted_out_and_in(settings, home):
    office, person = repatriation(settings, home, "2026-08-20")  # G36
    office.asked("verify", beijing("2026-09-02"), person=person)
    office.asking("stay", beijing("2026-09-10"), person=person, ground="ST-COURT")
    office.asking("lift", beijing("2026-10-20"), person=person)
    office.asked("issue_document", beijing("2026-11-11"), person=person)
    assert figure("M19", "strict", "2026-10-01", "2026-12-31") == (1, 1, 100.0)
    assert figure("M19", "raw", "2026-10-01", "2026-12-31") == (0, 1, 0.0)


@either
def test_m19_counts_whom_the_thirty_days_left_without_a_document(settings, home):
    office, person = repatriation(settings, home, "2026-03-02")
    office.asked("verify", beijing("2026-03-02"), person=person)
    assert figure("M19", "strict", "2026-04-01", "2026-04-30") == (0, 1, 0.0)  # the strict end is the first of April
    assert figure("M19", "strict", "2026-03-01", "2026-03-31") == (0, 0, None)


@either
def test_m13_the_parties_consulted_before_each_refusal(settings, home):
    for law in ("MLAA", "MLAA"):  # G15, G16
        office = open_office(settings, home, "in", law=law)
        office.act("receive", washington("2026-04-01"))
        office.act("consult", washington("2026-04-15"))
        office.act("settle", washington("2026-05-05"))
        office.request.items.update(outcome="refused", disposition="refused", grounds=["GR-SOV"])
        office.act("refuse", washington("2026-05-06"), state="refused")
    assert Instrument.objects.get(code="MLAA").consults_before_refusal
    assert figure("M13", "consulted", "2026-04-01", "2026-06-30") == (2, 2, 100.0)
    assert figure("M13", "silent", "2026-04-01", "2026-06-30") == 0
    assert figure("M13", "grounds", "2026-04-01", "2026-06-30") == {"GR-SOV": 2}


@either
def test_m16_the_confirmation_came_in_time(settings, home):
    office = seen_from(settings, home, asks="CN", urgency="urgent", items=[{"type": "search_freeze"}])  # G07
    office.begin(beijing("2026-02-05"))
    office.asking("confirm", beijing("2026-02-13"))
    assert figure("M16", "confirmed", "2026-01-01", "2026-03-31") == (1, 1, 100.0)


@either
def test_m17_one_preservation_was_renewed_and_one_lapsed(settings, home):
    for renewed in (True, False):  # G09, G10
        items = [{"type": "other", "details": {"data_category": "content"}}]
        office = seen_from(settings, home, asks="CN", kind="preservation", law="LECD-2017", urgency="urgent",
                           items=items)
        office.begin(washington("2026-01-11"))
        office.asked("preserve", washington("2026-01-12"), item=1)
        if renewed:
            office.asking("renew", beijing("2026-04-08"), item=1)
    found = {key: figure("M17", key, "2026-01-01", "2026-06-30")
             for key in ("requests", "preserved", "renewed", "lapsed", "in_60")}
    assert found == {"requests": 2, "preserved": 2, "renewed": 1, "lapsed": 1, "in_60": (0, 2, 0.0)}


@either
def test_m17_a_formal_request_follows_by_its_link(settings, home):
    """A link alone is no request: it counts from the day on which the formal request was sent or came."""
    held = seen_from(settings, home, asks="CN", kind="preservation", law="LECD-2017", urgency="urgent",
                     items=[{"type": "preservation"}])
    held.begin(washington("2026-01-11"))
    held.asked("preserve", washington("2026-01-12"), item=1)
    held.asking("confirm", washington("2026-01-20"))
    formal = seen_from(settings, home, asks="CN")
    RequestLink.objects.create(later=formal.request, earlier=held.request, sort="follow_up", reasons="The same data.",
                               made_by=formal.request.created_by, made_at=washington("2026-02-01"))
    days = ("2026-01-01", "2026-06-30")
    assert figure("M17", "in_90", *days) == (0, 1, 0.0)
    moment = "sent_at" if formal.request.is_outgoing else "received_at"
    Request.objects.filter(pk=formal.request.pk).update(**{moment: washington("2026-03-23")})  # 70 days after
    assert [figure("M17", key, *days) for key in ("in_60", "in_90", "lapsed")] == [(0, 1, 0.0), (1, 1, 100.0), 0]
    RequestLink.objects.update(sort="related")
    assert figure("M17", "in_90", *days) == (0, 1, 0.0)


@either
def test_m24_money_from_the_wire_to_the_freeze(settings, home):
    office = seen_from(settings, home, asks="US", urgency="urgent", items=[{"type": "search_freeze"}],  # G40
                       details={"amount": "82000.00", "currency": "USD"})
    office.begin(washington("2026-03-08"))
    office.asking("wire", washington("2026-03-06 16:40"))
    office.asked("seize", washington("2026-03-09 04:40"), amount="31000.00", currency="USD")
    office.asked("seize", washington("2026-03-09 05:00"), amount="unknown", currency="USD")
    days = ("2026-01-01", "2026-03-31")
    assert figure("M24", "reported_usd", *days) == (1, "82000.00")
    assert figure("M24", "frozen_usd", *days) == (1, "31000.00")
    assert figure("M24", "share", *days) == (1, 1, 100.0)
    assert figure("M24", "hours", *days) == (2, 59.2, 59.3)  # 59 h and 59 h 20 min: an hour of that night is missing


@either
def test_m27_calls_are_counted_by_level_and_tests_apart(settings, home):
    told = {"asks": "US", "kind": "hotline", "law": "LECD-2017", "urgency": "emergency"}
    office = seen_from(settings, home, **told, details={"level": "working"})
    office.begin(washington("2026-05-04 09:00"))
    office.asking("call", washington("2026-05-04 09:00"))
    office.asked("answer_call", washington("2026-05-04 10:30"))
    office.asking("confirm", washington("2026-05-06"))
    office = seen_from(settings, home, **told, details={"level": "leadership", "is_test": True})
    office.begin(washington("2026-05-07"))
    office.asking("call", washington("2026-05-07"))
    keys = ("working", "leadership", "answered", "confirmed", "tests")
    found = [figure("M27", key, "2026-04-01", "2026-06-30") for key in keys]
    assert found == [1, 0, (1, 1, 100.0), (1, 1, 100.0), 1]


@either
def test_m25_m30_feedback_on_a_lead(settings, home):
    office = seen_from(settings, home, asks="CN", kind="lead", law="LECD-2017")
    office.begin(washington("2026-04-01"))
    office.asked("feedback", washington("2026-04-20"), usefulness=4, used=True)
    assert figure("M25", "leads", "2026-04-01", "2026-06-30") == 1
    assert figure("M25", "feedback", "2026-04-01", "2026-06-30") == (1, 1, 100.0)
    assert figure("M25", "used", "2026-04-01", "2026-06-30") == 1
    assert figure("M30", "usefulness", "2026-04-01", "2026-06-30") == (1, 4.0)
