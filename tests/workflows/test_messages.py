"""Messages: sent at least once, told apart by their Message-ID, without a fact of the case; and one's own list."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from tests.workflows.one_rule import rewrite
from workflows import jobs, messages, sweeping
from workflows.models import Alert, Clock, Rung

LADDER = [{"at": "due", "to": ["desk", "supervisor"]}, {"at": "+1wk", "to": ["working", "leadership"]}]


@pytest.fixture
def late(a_request) -> Clock:
    """A request whose decision the other side owes since an hour, with the messages that tell of it."""
    rewrite("DECISION", ladder=LADDER)
    request = a_request("execution")
    Clock.objects.filter(request=request).exclude(rule__code="DECISION").update(wake_at=None)
    clock = request.clocks.get(rule__code="DECISION", status="running")
    sweeping.sweep(now=clock.due_at)
    return clock


def now_of(clock: Clock):
    return clock.due_at + timedelta(hours=1)


def broken(error: OSError):
    class Backend(EmailBackend):
        def send_messages(self, messages):
            raise error

    return Backend


def test_each_message_goes_out_once_in_its_readers_language_and_zone(late):
    assert messages.send_new(now=now_of(late)) == []
    assert messages.send_new(now=now_of(late)) == []
    by_reader = {one.to[0].partition("@")[0]: one for one in mail.outbox}
    assert sorted(by_reader) == ["lin", "sam"]
    assert "America/New_York" in by_reader["sam"].body
    assert "Asia/Shanghai" in by_reader["lin"].body
    assert re.search(r"[\u4e00-\u9fff]", by_reader["lin"].body)  # the name of the clock at least
    reference = late.request.own_reference
    assert by_reader["sam"].subject == f"{reference}: deadline passed"
    assert by_reader["sam"].body.splitlines()[0] == f"Reference: {reference}"
    assert by_reader["sam"].body.strip().endswith(f"http://localhost:8000/clocks/{late.pk}/")


def test_a_message_names_no_fact_of_the_case(late, office):
    messages.send_new(now=now_of(late))
    request = late.request
    secrets = [request.title, *(str(one) for one in office.values()), "Article", "fraud", "invoice"]
    told = [one.subject + one.body for one in mail.outbox]
    assert [secret for secret in secrets for text in told if secret.lower() in text.lower()] == []


def test_headers_tell_copies_and_machines(late):
    messages.send_new(now=now_of(late))
    first = mail.outbox[0]
    alert = Alert.objects.get(recipient__email=first.to[0])
    assert first.message()["Message-ID"] == alert.message_id
    assert first.message()["Auto-Submitted"] == "auto-generated"
    Alert.objects.filter(pk=alert.pk).update(sent_at=None)  # as if it had been killed before it was marked
    messages.send(alert.pk, now=now_of(late))
    assert mail.outbox[-1].message()["Message-ID"] == alert.message_id


def test_a_refused_address_stops_nobody_else_and_is_tried_again(late, monkeypatch):
    now, refused = now_of(late), []

    def send_messages(self, listed):
        if not refused:
            refused.append(listed[0].to[0])
            raise SMTPRecipientsRefused({listed[0].to[0]: (550, b"unknown")})
        return EmailBackend.send_messages(self, listed)

    backend = type("RefusesOnce", (EmailBackend,), {"send_messages": send_messages})
    monkeypatch.setattr(messages, "get_connection", backend)
    [failed] = messages.send_new(now=now)
    assert len(mail.outbox) == 1
    alert = Alert.objects.get(pk=failed)
    assert (alert.sent_at, "550" in alert.failure) == (None, True)
    assert messages.send_new(now=now) == []  # not again in the same haste
    assert messages.failed(now) == [failed]
    assert messages.send(failed, now=now)
    alert.refresh_from_db()
    assert (alert.sent_at, alert.failure) == (now, "")


def test_a_dead_mail_server_leaves_the_rest_for_later(late, monkeypatch):
    monkeypatch.setattr(messages, "get_connection", broken(ConnectionRefusedError("no server")))
    [failed] = messages.send_new(now=now_of(late))
    alerts = {one.pk: one.failure for one in Alert.objects.all()}
    assert sorted(bool(failure) for failure in alerts.values()) == [False, True]
    assert "no server" in alerts[failed]


def test_the_job_queues_what_failed_once(late, monkeypatch):
    monkeypatch.setattr(messages, "failed", lambda now: [7])
    queued = []
    monkeypatch.setattr(jobs, "_again", queued.append)
    jobs.retry_messages(timestamp=0)
    assert queued == [7]


def test_whoever_may_not_see_the_request_any_more_is_sent_nothing(late, office):
    office["sam"].recusals.create(request=late.request, reason="A relative is concerned.")
    messages.send_new(now=now_of(late))
    assert [one.to[0] for one in mail.outbox] == ["lin@office.example.org"]
    alert = Alert.objects.get(recipient=office["sam"])
    assert (alert.sent_at, alert.failure) == (None, messages.NOT_ENTITLED)
    assert messages.failed(now_of(late)) == []


def test_old_news_and_people_without_an_address_are_left_to_the_list(late, office):
    office["sam"].email = ""
    office["sam"].save()
    assert messages.send_new(now=late.due_at + timedelta(days=8)) == []
    assert messages.send_new(now=now_of(late)) == []
    assert [one.to[0] for one in mail.outbox] == ["lin@office.example.org"]
    assert messages.unseen(office["sam"]).count() == 1


def test_the_list_shows_ones_own_and_marks_as_seen(late, office, client):
    client.force_login(office["sam"])
    page = client.get(reverse("messages"))
    assert [row["note"].title for row in page.context["rows"]] == [f"{late.request.own_reference}: deadline passed"]
    assert f'href="/clocks/{late.pk}/"' in page.content.decode()
    other = Alert.objects.get(recipient=office["lin"])
    client.post(reverse("messages_seen"), {"alert": other.pk})
    assert Alert.objects.filter(seen_at=None).count() == 2
    client.post(reverse("messages_seen"), {"alert": "nonsense"})
    assert Alert.objects.filter(seen_at=None).count() == 2
    assert client.post(reverse("messages_seen")).status_code == 302
    assert list(Alert.objects.filter(seen_at=None)) == [other]
    assert client.get(reverse("messages_seen")).status_code == 405


def test_the_list_names_whom_to_turn_to_and_links_the_reminder(late, office, client):
    sweeping.sweep(now=late.due_at + timedelta(weeks=1))
    client.force_login(office["lin"])
    row = client.get(reverse("messages")).context["rows"][0]
    [contact] = row["contacts"]
    assert contact["contact"].level == "working"
    assert contact["url"] == reverse("request_milestone", args=[late.request_id, "remind"])
    client.force_login(office["sam"])
    [contact] = client.get(reverse("messages")).context["rows"][0]["contacts"]
    assert (contact["contact"].level, contact["url"]) == ("leadership", "")


@pytest.mark.parametrize("hide", [True, False])
def test_what_may_not_be_seen_is_neither_listed_nor_counted(late, office, client, hide):
    if hide:
        office["sam"].recusals.create(request=late.request, reason="A relative is concerned.")
    client.force_login(office["sam"])
    page = client.get(reverse("messages"))
    assert (late.request.own_reference in page.content.decode()) is not hide
    count = next(item["count"] for item in page.context["navigation"] if item["url"] == reverse("messages"))
    assert count == ("0" if hide else "1")


@pytest.mark.parametrize("number", [1, 20])
def test_the_list_costs_the_same_however_long(late, office, client, number, django_assert_num_queries):
    rungs = Rung.objects.bulk_create([
        Rung(clock=late, name=f"+{n}h", to=["leadership"], due_at=late.due_at, claimed_at=late.due_at)
        for n in range(1, number)
    ])
    Alert.objects.bulk_create([
        Alert(sort="rung", subject_key=f"rung {one.pk}", rung=one, recipient=office["sam"], created_at=late.due_at)
        for one in rungs
    ])
    client.force_login(office["sam"])
    with django_assert_num_queries(13):
        assert len(client.get(reverse("messages")).context["rows"]) == number
