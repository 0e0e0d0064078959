"""The duty roster: entered by a supervisor in a zone, read by the centre; real calls and tests are counted apart."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from mla.models import DutyShift, Request
from tests.person import Person
from workflows import duty

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
SHIFT = {"level": "working", "begins_at": "2026-11-20 20:00", "ends_at": "2026-11-21 08:00", "zone": "Asia/Shanghai"}


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_a_shift_stands_by_the_clock_of_its_zone(office):
    page = Person(office["sam"]).open("/duty/")
    assert "Nobody is on duty" in page.text()
    page.press("Enter the shift", officer=office["gus"].pk, **SHIFT)
    shift = DutyShift.objects.get()
    assert shift.begins_at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert list(DutyShift.objects.at(NOW)) == [shift]
    assert "Gus Petrakis now" in page.text()
    assert "Fri 20 Nov 2026 20:00" in page.text()


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"ends_at": "2026-11-20 20:00"}, "The shift ends before it begins."),
    ({"begins_at": "2026-11-19 20:00", "ends_at": "2026-11-20 08:00"}, "The shift lies in the past."),
    ({"ends_at": "2026-12-20 08:00"}, "A shift is shorter than 14 days."),
    ({"zone": "Mars/Base"}, "is not a time zone"),
    ({"zone": "America/New_York", "begins_at": "2027-03-14 02:30", "ends_at": "2027-03-14 09:00"},
     "The clocks of this zone leave that hour out."),
    ({"level": "leadership"}, "This level is for: supervisor, countersigner."),
])
def test_a_wrong_shift_is_refused_at_its_field(office, changed, sentence):
    page = Person(office["sam"]).open("/duty/")
    page.press("Enter the shift", status=422, officer=office["gus"].pk, **{**SHIFT, **changed})
    assert any(sentence in one for one in page.complaints())
    assert not DutyShift.objects.exists()


def test_a_shift_is_struck_out_after_a_question(office):
    shift = DutyShift.objects.create(
        officer=office["gus"], begins_at=NOW, ends_at=NOW + timedelta(hours=8), zone="America/New_York")
    page = Person(office["sam"]).open("/duty/").follow("Strike out")
    assert DutyShift.objects.filter(pk=shift.pk).exists()
    page.press("Strike out the shift")
    assert not DutyShift.objects.exists()


@pytest.mark.parametrize(("who", "page", "form"), [("sam", 200, 200), ("gus", 200, 403), ("ada", 403, 403)])
def test_the_centre_reads_and_a_supervisor_writes(office, client, who, page, form):
    client.force_login(office[who])
    assert client.get("/duty/").status_code == page
    assert client.post("/duty/", {"officer": office["gus"].pk, **SHIFT}).status_code == (302 if form == 200 else form)


def test_real_calls_and_tests_are_counted_apart_and_only_where_seen(office, walker, a_request):
    walker.now = NOW - timedelta(days=3)
    walker.pause = timedelta(minutes=20)
    said = {"caller": "Tang Shuyi", "taken_by": "Gus Petrakis", "proof": "call_back", "proved_by": "Gus Petrakis",
            "proved_at": "2026-11-17T09:00:00-05:00"}
    for is_test in (True, False, False):
        request = walker.act(a_request("draft", "in", "hotline"), "receive")
        Request.objects.filter(pk=request.pk).update(details={**request.details, "is_test": is_test})
        request = walker.act(walker.act(request, "call", **said), "admit")
    walker.act(request, "answer_call", answered_by="Gus Petrakis", answer="Understood.")
    found = duty.tallies(office["sam"], NOW)
    assert {name: (one.calls, one.in_time, one.unanswered) for name, one in found.items()} == {
        "real": (2, 1, 1), "test": (1, 0, 1),
    }
    assert duty.tallies(office["eve"], NOW)["real"].calls == 0


def test_the_roster_costs_the_same_at_one_and_thirty_shifts(office, client, django_assert_num_queries):
    client.force_login(office["gus"])
    client.get("/duty/")

    def add(number):
        for hour in range(number):
            DutyShift.objects.create(officer=office["gus"], begins_at=NOW + timedelta(hours=hour),
                                     ends_at=NOW + timedelta(hours=hour + 1), zone="America/New_York")

    add(1)
    with django_assert_num_queries(14):
        client.get("/duty/")
    add(29)
    with django_assert_num_queries(14):
        client.get("/duty/")
