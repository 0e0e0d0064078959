"""Calendar feeds: a secret address, the owner's rights of the moment, and nothing of the case."""

import logging
import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mla.logs import SecretAddresses
from mla.models import Authority
from mla.vocabulary import Classification
from tests.person import Person
from tests.workflows.running import a_clock
from workflows import feeds
from workflows.forms.deadlines import FEEDS_EACH
from workflows.models import Feed

SUBJECT = "Zanzibar ledger"


@pytest.fixture
def request_(a_request):
    """A request at the registrar's desk with one running clock, due at a known midnight in Washington."""
    request = a_request(in_state="intake", title=SUBJECT, classification=Classification.CONFIDENTIAL)
    a_clock(request, due="2026-12-03", due_at=datetime(2026, 12, 4, 5, 0, tzinfo=UTC))
    return request


def _feed(owner, desk="", authority="US-OIA") -> Feed:
    place = Authority.objects.get(code=authority) if desk else None
    return Feed.objects.create(owner=owner, desk=desk, authority=place, created_at=timezone.now())


def _read(feed: Feed, **headers):
    """As a calendar program: without a session."""
    return Client().get(reverse("feed", args=[feed.token]), headers=headers)


def _events(feed: Feed) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(_read(feed).content).walk("VEVENT")


@pytest.mark.parametrize("desk", ["", "registrar"])
def test_a_feed_holds_the_deadline_and_no_fact_of_the_case(request_, office, desk):
    feed, clock = _feed(office["ben"], desk), request_.clocks.get(status="running")
    answer = _read(feed)
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["SUMMARY"] == f"{request_.own_reference}: {clock.rule}"
    assert event["URL"] == f"http://testserver{reverse('clock', args=[clock.pk])}"
    assert event.decoded("DTSTART") == datetime(2026, 12, 4, 4, 59, tzinfo=UTC)
    assert b"DTSTART:20261204T045900Z" in answer.content
    assert event["UID"] == f"clock-{clock.pk}@localhost"
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [timedelta(days=-1)]
    assert SUBJECT.encode() not in answer.content
    assert str(request_.agency).encode() not in answer.content


def test_provisional_is_tentative(request_, office):
    feed = _feed(office["ben"])
    assert [event["STATUS"] for event in _events(feed)] == ["CONFIRMED"]
    request_.clocks.update(is_provisional=True)
    assert [(event["STATUS"], "provisional" in event["SUMMARY"]) for event in _events(feed)] == [("TENTATIVE", True)]


def test_the_number_of_an_event_grows_with_every_change(request_, office):
    feed, clock = _feed(office["ben"]), request_.clocks.get(status="running")
    before = _events(feed)[0]
    event = request_.events.last()
    entry = clock.entries.create(sort="pause", begins_at=event.recorded_at + timedelta(days=1), event=event)
    paused = _events(feed)[0]
    entry.ends_at = entry.begins_at + timedelta(days=2)
    entry.save()
    after = _events(feed)[0]
    assert [one["SEQUENCE"] for one in (before, paused, after)] == [0, 1, 2]
    assert before["UID"] == after["UID"]
    assert after.decoded("LAST-MODIFIED") == entry.ends_at > before.decoded("LAST-MODIFIED")


def test_what_is_paused_stands_in_no_feed(request_, office):
    feed = _feed(office["ben"])
    request_.clocks.update(status="paused")
    assert _events(feed) == []


def _role_lost(user, request):
    user.memberships.all().delete()


def _recused(user, request):
    user.recusals.create(request=request, reason="A relative is concerned.")


def _clearance_lost(user, request):
    user.clearance = Classification.RESTRICTED
    user.save()


def _circle_closed(user, request):
    request.compartment = user.compartments.get()
    request.save()
    user.compartments.clear()


@pytest.mark.parametrize("lose", [_role_lost, _recused, _clearance_lost, _circle_closed])
@pytest.mark.parametrize("desk", ["", "registrar"])
def test_rights_are_those_of_the_moment_of_reading(request_, office, lose, desk):
    feed = _feed(office["ben"], desk)
    etag = _read(feed)["ETag"]
    assert request_.own_reference.encode() in _read(feed).content
    lose(office["ben"], request_)
    answer = _read(feed, if_none_match=etag, if_modified_since="Fri, 31 Dec 2100 00:00:00 GMT")
    assert answer.status_code == 200
    assert request_.own_reference.encode() not in answer.content


def test_a_desk_that_one_never_held_shows_nothing(request_, office):
    assert _events(_feed(office["lin"], "registrar")) == []
    assert len(_events(_feed(office["ben"], "registrar"))) == 1


def test_unknown_revoked_and_closed_look_the_same(request_, office, caplog):
    revoked, closed = _feed(office["ben"]), _feed(office["gus"])
    Feed.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    office["gus"].is_active = False
    office["gus"].save()
    answers = [Client().get(f"/feeds/{token}.ics") for token in ("rubbish", revoked.token, closed.token)]
    assert {one.status_code for one in answers} == {404}
    bodies = {re.sub(rb"<code.*?</code>", b"", one.content) for one in answers}  # the request id
    heads = {tuple(sorted((k, v) for k, v in one.headers.items() if k != "X-Request-ID")) for one in answers}
    assert len(bodies) == len(heads) == 1


def test_an_unchanged_feed_is_not_sent_again_and_nobody_keeps_it(request_, office):
    feed = _feed(office["ben"])
    first = _read(feed)
    assert first["Cache-Control"] == "private, no-cache"
    assert first["Referrer-Policy"] == "no-referrer"
    assert "Last-Modified" in first
    again = _read(feed, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Cookie" not in first.get("Vary", "")


def test_a_feed_costs_the_same_however_many_deadlines(request_, office, django_assert_num_queries):
    feed, clock = _feed(office["ben"]), request_.clocks.get(status="running")
    for number in (0, 29):
        for _n in range(number):
            clock.pk = None
            clock.save(force_insert=True)
        with django_assert_num_queries(8):
            assert len(_events(feed)) == number + 1


def test_the_feed_speaks_its_owners_language(request_, office):
    office["ben"].language = "zh-hans"
    office["ben"].save()
    feed = _feed(office["ben"])
    clock = request_.clocks.get(status="running")
    assert _events(feed)[0]["SUMMARY"] == f"{request_.own_reference}: {clock.rule.name_zh}"


def test_a_person_makes_reads_and_revokes_a_feed(request_, office):
    ben = Person(office["ben"]).open("/").follow("Your account").follow("Calendar feeds and daily digest")
    assert "No calendar feed yet" in ben.text()
    ben.press("Make a calendar feed", scope="registrar@US-OIA")
    feed = office["ben"].feeds.get()
    assert (feed.desk, feed.authority.code, len(feed.token)) == ("registrar", "US-OIA", 43)
    assert f"http://testserver/feeds/{feed.token}.ics" in ben.text()
    assert "never" in ben.text()
    assert _read(feed).status_code == 200
    assert "never" not in ben.open(reverse("reminders")).text()
    ben.follow("Revoke").press("Revoke the feed")
    assert "No calendar feed yet" in ben.text()
    assert _read(feed).status_code == 404


def test_nobody_has_more_than_a_handful(office):
    ben = Person(office["ben"]).open(reverse("reminders"))
    for _n in range(FEEDS_EACH):
        last = ben.page
        ben.press("Make a calendar feed", scope="own")
    assert "Make a calendar feed" not in ben.buttons()
    ben.page = last
    ben.press("Make a calendar feed", status=422, scope="own")
    assert ben.complaints() == ["You have 5 calendar feeds, as many as one person may have. Revoke one first."]
    assert office["ben"].feeds.count() == FEEDS_EACH


def test_only_desks_that_one_holds_are_offered(office, client):
    client.force_login(office["ben"])
    assert client.post(reverse("feed_add"), {"scope": "reviewer@US-OIA"}).status_code == 422
    assert client.post(reverse("feed_add"), {"scope": "registrar@US-OIA"}).status_code == 302


def test_nobody_revokes_anothers_feed(office, client):
    feed = _feed(office["ben"])
    client.force_login(office["cleo"])
    address = reverse("feed_revoke", args=[feed.pk])
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    feed.refresh_from_db()
    assert feed.revoked_at is None


def test_the_token_stands_in_no_log(request_, office, caplog):
    feed = _feed(office["ben"])
    strike = SecretAddresses()
    caplog.handler.addFilter(strike)
    try:
        Client().post(reverse("feed", args=[feed.token]))
        logging.getLogger("mla").warning("GET %s", reverse("feed", args=[feed.token]))
    finally:
        caplog.handler.removeFilter(strike)
    assert caplog.messages == ["Method Not Allowed (POST): /feeds/***.ics", "GET /feeds/***.ics"]


def test_every_handler_strikes_tokens_out(settings):
    handlers = settings.LOGGING["handlers"].values()
    assert [one for one in handlers if "secret_addresses" not in one["filters"]] == []


def test_a_feed_is_called_by_its_desk(office):
    assert feeds.name_of(_feed(office["ben"])) == "Deadlines: my tasks and desks"
    assert feeds.name_of(_feed(office["ben"], "registrar")).startswith("Deadlines: registrar, ")
