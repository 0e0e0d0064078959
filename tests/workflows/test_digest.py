"""The daily digest: at half past eight of one's own working day, once, and without any fact of a case."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from mla.models import Authority, Party, User
from tests.person import Person
from tests.workflows.running import a_clock
from workflows import digest_text, digests, jobs_digest
from workflows.models import ActionItem, Alert, Clock, Meeting, Pulse

MONDAY = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)  # 8:30 in Washington
MINUTE, QUARTER, HOUR = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1)


@pytest.fixture
def ben(office) -> User:
    """The registrar alone wants a digest."""
    User.objects.exclude(username="ben").update(wants_digest=False)
    return office["ben"]


@pytest.fixture
def owed(a_request, ben):
    """A request at Ben's desk with one clock in each part of the digest, and one theirs."""
    request = a_request(in_state="intake", title="Zanzibar ledger")
    hours = {"overdue": -30, "today": 5, "week": 60, "theirs": 61, "later": 24 * 20}
    for name, number in hours.items():
        a_clock(request, due_at=MONDAY + number * HOUR, obligated="counterpart" if name == "theirs" else "home")
    paused = a_clock(request, status="paused")
    paused.entries.create(sort="pause", begins_at=MONDAY - timedelta(days=31), event=request.events.first())
    return request


def _sent(now: datetime) -> int:
    mail.outbox.clear()
    digests.send(now=now)
    return len(mail.outbox)


def test_it_comes_at_half_past_eight_and_once(owed):
    assert [_sent(MONDAY - MINUTE), _sent(MONDAY), _sent(MONDAY + QUARTER), _sent(MONDAY + 8 * HOUR)] == [0, 1, 0, 0]
    alert = Alert.objects.get()
    assert (alert.sort, alert.subject_key, alert.sent_at) == ("digest", "digest 2026-11-23", MONDAY)
    assert _sent(MONDAY + timedelta(days=1)) == 1


def test_it_lists_each_part_ours_apart_from_theirs(owed):
    assert _sent(MONDAY) == 1
    [message] = mail.outbox
    assert message.subject == "Deadlines, Mon 23 Nov 2026: 1 overdue, 1 due today"
    heads = [line for line in message.body.splitlines() if line and not line.startswith((" ", "*"))]
    assert heads[:-2] == [
        "Deadlines of your tasks and desks, Mon 23 Nov 2026", "OURS TO MEET", "Overdue", "Due today",
        "Due in the next 7 days", "Paused for more than 30 days", "THEIRS TO MEET", "Due in the next 7 days",
    ]
    assert message.body.count(owed.own_reference) == 5
    assert f"http://localhost:8000{reverse('clock', args=[Clock.objects.first().pk])}" in message.body


def test_an_action_item_stands_among_ours_by_its_number_alone(owed, ben, office):
    met = Meeting.objects.create(code="group-1", held_on=MONDAY.date(), name_en="Zanzibar group", name_zh="小组")
    met.parties.set(Party.objects.filter(code__in=("US", "CN")))
    made = [
        ActionItem.objects.create(
            code=f"US-A-2026-00{n}", meeting=met, text_en="Send the Zanzibar ledger.", text_zh="提供账册。",
            due_on=MONDAY.date(), due_at=MONDAY + hours * HOUR, starts_at=MONDAY, created_by=ben, created_at=MONDAY,
            **owner)
        for n, (hours, owner) in enumerate((
            (5, {"owner": ben}), (60, {"desk": "registrar"}), (60, {"owner": office["cleo"]}),
            (61, {"authority": Authority.objects.get(code="CN-MPS")}), (24 * 20, {"owner": ben}),
        ), 1)
    ]
    assert _sent(MONDAY) == 1
    [message] = mail.outbox
    assert message.subject.endswith("1 overdue, 2 due today")
    [html] = [one.content for one in message.alternatives if one.mimetype == "text/html"]
    for text in (message.body, html):
        assert [one.code for one in made if one.code in text] == [made[0].code, made[1].code]
        assert (reverse("action", args=[made[0].code]) in text, "Zanzibar" in text) == (True, False)
    Clock.objects.update(status="met")
    assert _sent(MONDAY + timedelta(days=1)) == 1  # what is late is reason enough for a message
    assert "OURS TO MEET" in mail.outbox[0].body


def test_both_alternatives_say_the_same_and_nothing_of_the_case(owed):
    assert _sent(MONDAY) == 1
    [message] = mail.outbox
    [html] = [one.content for one in message.alternatives if one.mimetype == "text/html"]
    for text in (message.body, html):
        assert text.count(owed.own_reference) == 5
        assert [word for word in ("Zanzibar", str(owed.agency), "Brackwater", "Whitcombe") if word in text] == []
    assert set(re.findall(r"https?://[^\s\"<]+", html)) == set(re.findall(r"https?://\S+", message.body))
    assert "multipart/alternative" in message.message().as_string()


def test_its_headers_name_it_and_say_how_to_stop_it(owed):
    assert _sent(MONDAY) == 1
    headers = mail.outbox[0].message()
    assert headers["Message-ID"] == Alert.objects.get().message_id
    assert headers["List-Unsubscribe"] == "<http://localhost:8000/account/reminders/>"
    assert headers["Auto-Submitted"] == "auto-generated"


def test_it_speaks_the_persons_language(owed, ben):
    User.objects.filter(pk=ben.pk).update(language="zh-hans")
    assert _sent(MONDAY) == 1
    assert Clock.objects.first().rule.name_zh in mail.outbox[0].body
    assert 'lang="zh-Hans"' in mail.outbox[0].alternatives[0].content


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Shanghai", 0), ("", 13), ("America/Los_Angeles", 16)])
def test_the_hour_is_that_of_the_persons_own_zone(owed, ben, zone, hour):
    User.objects.filter(pk=ben.pk).update(zone=zone)
    at = MONDAY.replace(hour=hour)
    assert [_sent(at - MINUTE), _sent(at)] == [0, 1]


@pytest.mark.parametrize("day", [22, 26])  # a Sunday, and Thanksgiving
def test_none_comes_on_a_day_that_is_not_worked(owed, day):
    assert _sent(MONDAY.replace(day=day, hour=18)) == 0


def test_after_an_outage_it_comes_later_the_same_day_but_not_the_next(owed):
    digests.send(now=MONDAY - 20 * HOUR)
    assert _sent(MONDAY + 9 * HOUR) == 1
    assert _sent(MONDAY.replace(day=24, hour=23)) == 1
    assert [alert.subject_key for alert in Alert.objects.order_by("pk")] == ["digest 2026-11-23", "digest 2026-11-24"]


def test_nothing_to_say_no_message_and_none_later_that_day(owed):
    Clock.objects.update(status="met")
    assert _sent(MONDAY) == 0
    Clock.objects.update(status="running")
    assert _sent(MONDAY + QUARTER) == 0
    assert Alert.objects.count() == 0
    assert Pulse.objects.get(name="digest").began_at == MONDAY + QUARTER


@pytest.mark.parametrize("change", [{"wants_digest": False}, {"email": ""}, {"is_active": False}])
def test_who_does_not_want_it_or_cannot_get_it_gets_none(owed, ben, change):
    User.objects.filter(pk=ben.pk).update(**change)
    assert _sent(MONDAY) == 0


def test_what_one_may_not_see_any_more_is_not_in_it(owed, ben):
    ben.recusals.create(request=owed, reason="A relative is concerned.")
    assert _sent(MONDAY) == 0


def test_a_message_that_failed_goes_out_with_the_next_run_under_the_same_id(owed, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ConnectionResetError("the server went away")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        assert digests.send(now=MONDAY) == 0
    alert = Alert.objects.get()
    assert (alert.sent_at, alert.failure) == (None, "ConnectionResetError: the server went away")
    assert Pulse.objects.get(name="digest").failure == "1 not sent"
    assert _sent(MONDAY + QUARTER) == 1
    assert mail.outbox[0].message()["Message-ID"] == alert.message_id
    alert.refresh_from_db()
    assert (alert.sent_at, alert.failure) == (MONDAY + QUARTER, "")


def test_one_that_cannot_be_written_keeps_nobody_elses_back(owed, ben, office, monkeypatch):
    def written(user, *args):
        if user == ben:
            raise ValueError("a word without a sense")
        return real(user, *args)

    real = digest_text.written
    gus = office["gus"]
    gus.memberships.create(authority=ben.memberships.get().authority, role="registrar")
    User.objects.filter(pk=gus.pk).update(wants_digest=True)
    with monkeypatch.context() as broken:
        broken.setattr("workflows.digest_text.written", written)
        assert _sent(MONDAY) == 1
    assert mail.outbox[0].to == [gus.email]
    assert Alert.objects.get(recipient=ben).failure == "ValueError: a word without a sense"
    assert _sent(MONDAY + QUARTER) == 1
    assert mail.outbox[0].to == [ben.email]


def test_a_zone_that_nobody_knows_is_that_of_the_authority(owed, ben):
    User.objects.filter(pk=ben.pk).update(zone="Nowhere/At all")
    assert [_sent(MONDAY - MINUTE), _sent(MONDAY)] == [0, 1]


def test_a_crash_between_sending_and_noting_it_sends_one_more_copy_under_the_same_id(owed):
    assert _sent(MONDAY) == 1
    Alert.objects.update(sent_at=None)  # as the crash would have left it
    first = mail.outbox[0].message()["Message-ID"]
    assert _sent(MONDAY + QUARTER) == 1
    assert mail.outbox[0].message()["Message-ID"] == first
    assert _sent(MONDAY + 2 * QUARTER) == 0


def test_a_long_list_is_cut_and_says_so(owed, monkeypatch):
    monkeypatch.setattr("workflows.digest_text.CAP", 2)
    assert _sent(MONDAY) == 1
    assert mail.outbox[0].body.count(owed.own_reference) == 3
    assert "There are more than this message names." in mail.outbox[0].body


@pytest.mark.parametrize("number", [0, 29])
def test_one_digest_costs_the_same_however_many_deadlines(owed, number, django_assert_num_queries):
    digests.send(now=MONDAY - 24 * HOUR)  # authorities and calendars are read once and kept
    for _n in range(number):
        a_clock(owed, due_at=MONDAY + HOUR)
    with django_assert_num_queries(22):
        assert digests.send(now=MONDAY) == 1


def test_a_person_chooses_on_the_account_page(ben):
    person = Person(ben).open(reverse("reminders"))
    assert "It goes to ben@office.example.org." in person.text()
    person.press("Save", wants_digest=False)
    ben.refresh_from_db()
    assert ben.wants_digest is False
    person.press("Save", wants_digest=True)
    ben.refresh_from_db()
    assert ben.wants_digest is True


def test_the_job_sends_at_the_real_moment(owed, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
    mail.outbox.clear()
    jobs_digest.send_digests(timestamp=0)
    assert len(mail.outbox) == 1
