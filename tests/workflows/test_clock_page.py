"""The page of a clock and its data: who may see it, and what it explains, in both languages."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from mla import moments
from mla.models import Authority, Party, User
from tests.workflows.office import beijing, open_office, washington
from workflows import clocks, explanations, tracing
from workflows.calendars import calendar_for
from workflows.models import ClockChange

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]


@pytest.fixture
def clock(settings):
    """A decision owed after a pause by the US office."""
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-03-02"))
    office.act("ask", washington("2026-03-20"), reasons="More facts are needed.")
    office.act("answer", washington("2026-05-05"), "counterpart")
    return office.clock("DECISION")


@pytest.fixture
def reader(client):
    """A registrar of the central authority, logged in."""
    user = User.objects.create(username="reader", clearance=3)
    user.memberships.create(authority=Authority.objects.get(code="US-OIA"), role="registrar")
    client.force_login(user)
    return user


def test_page_explains_the_date_and_the_pause(client, reader, clock):
    page = client.get(reverse("clock", args=[clock.pk])).content.decode()
    for told in ("Strict end: Sun 17 May 2026.", "Due: Mon 18 May 2026.", "46 days are added", "More facts"):
        assert told in page
    assert "EDT" not in page


def test_page_links_the_trigger_and_both_ends_of_the_pause_to_the_record(client, reader, clock):
    page = client.get(reverse("clock", args=[clock.pk]))
    record = reverse("request", args=[clock.request_id]) + "?tab=record"
    linked = {
        one["text"].split(" ")[0]: [act["url"].removeprefix(record) for act in one["acts"]]
        for one in page.context["steps"] if one["acts"]
    }
    assert linked == {"The": ["#event-1"], "Paused": ["#event-2", "#event-3"]}
    anchors = re.findall(r'id="(event-\d+)"', client.get(record).content.decode())
    assert sorted(anchors) == ["event-1", "event-2", "event-3"]


def test_union_of_pauses_names_every_act_behind_it(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    office.act("stay", washington("2026-06-10"))
    office.act("ask", washington("2026-06-12"))
    office.act("answer", washington("2026-06-20"), "counterpart")
    office.act("lift", washington("2026-06-15"))
    trace = tracing.trace(office.clock("DECISION"))
    [pause] = [one for one in trace.reasons if one.step.rule == "pause"]
    assert (pause.step.at, pause.step.note, pause.step.days) == ("2026-06-10", "2026-06-20", 10)
    assert [one.verb for one in pause.events] == ["stay", "ask", "answer", "lift"]


def test_each_extension_is_told_by_its_own_act_whatever_their_order(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    clock = office.clock("DECISION")
    for length in ("1wk", "9d"):
        office.act("extend", washington("2026-06-10"), clock=clock.pk, length=length, reasons="Large.")
    told = [(one.step.note, [e.details["length"] for e in one.events]) for one in tracing.trace(clock).reasons
            if one.step.rule == "extension"]
    assert told == [("9d", ["9d"]), ("1wk", ["1wk"])]


def test_corrected_end_of_a_pause_keeps_its_act(settings):
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-06-01"))
    office.act("ask", washington("2026-06-10"))
    office.act("answer", washington("2026-06-20"), "counterpart")
    office.act("correct", washington("2026-06-21"), event=3, moved_to="2026-06-18T09:00:00-04:00")
    [line] = tracing.trace(office.clock("DECISION")).lines
    assert (line.entry.event.verb, line.ended_by.verb) == ("ask", "answer")


def test_data_are_what_the_docs_promise(client, reader, clock):
    ClockChange.objects.create(
        clock=clock, cause="calendar", told="A new notice.", before="US 1", after="US 2", old_strict="2026-05-17",
        new_strict="2026-05-17", old_due="2026-05-18", new_due="2026-05-19", changed_at=washington("2026-03-25"),
    )
    clocks.sweep(now=washington("2026-05-19"))
    data = client.get(reverse("clock_json", args=[clock.pk])).json()
    page = (ROOT / "docs" / "clocks.md").read_text()
    documented = set(re.findall(r"^\| `(\w+)` \|", page.partition("## As data")[2], re.M))
    assert documented == set(data)
    assert (data["rule"]["code"], data["strict"], data["due"]) == ("DECISION", "2026-05-17", "2026-05-18")
    assert data["due_at"] == "2026-05-19T00:00-04:00"
    assert data["due_at_capitals"] == {"US": "2026-05-19T00:00-04:00", "CN": "2026-05-19T12:00+08:00"}
    [pause] = [one for one in data["steps"] if one["rule"] == "pause"]
    assert (pause["days"], pause["events"]) == (46, [2, 3])
    assert "46 days are added" in pause["text_en"]
    assert "2026年" in pause["text_zh"]
    assert [one["verb"] for one in data["events"]] == ["receive", "ask", "answer"]
    assert [(one["sort"], one["event"], one["ended_by"], one["reason"]) for one in data["entries"]] == [
        ("pause", 2, 3, "More facts are needed."),
    ]
    assert [(one["old_due"], one["new_due"], one["at"]) for one in data["changes"]] == [
        ("2026-05-18", "2026-05-19", "2026-03-25T09:00-04:00"),
    ]
    assert [one["name"] for one in data["rungs"] if one["claimed_at"]]


def test_page_shows_the_journal_and_the_ladder(client, reader, clock):
    ClockChange.objects.create(
        clock=clock, cause="calendar", told="A new notice.", before="US 1", after="US 2", old_strict="2026-05-17",
        new_strict="2026-05-17", old_due="2026-05-18", new_due="2026-05-19", changed_at=washington("2026-03-25"),
    )
    page = client.get(reverse("clock", args=[clock.pk])).content.decode()
    for told in ("Mon 18 May 2026", "Tue 19 May 2026", "A new notice.", "US 1 → US 2", " before the end", "to come"):
        assert told in page


def test_page_in_chinese_names_the_rule_in_chinese(client, reader, clock):
    client.cookies["django_language"] = "zh-hans"
    with translation.override("en"):  # what the page activates ends with it
        assert "对协助请求作出决定" in client.get(reverse("clock", args=[clock.pk])).content.decode()


def test_unverified_article_is_not_shown(client, reader, settings):
    office = open_office(settings, "US", "in", urgency="urgent")
    office.act("receive", washington("2026-03-02"))
    page = client.get(reverse("clock", args=[office.clock("MLAA-CONF15").pk])).content.decode()
    assert "Article 4(1)" not in page


@pytest.mark.parametrize("name", ["clock", "clock_json"])
def test_outsider_does_not_see_it(client, clock, name):
    client.force_login(User.objects.create(username="outsider", clearance=3))
    assert client.get(reverse(name, args=[clock.pk])).status_code == 404


def test_page_refuses_post(client, reader, clock):
    assert client.post(reverse("clock", args=[clock.pk])).status_code == 405


def test_sentence_names_the_holiday_in_the_readers_language(settings):
    office = open_office(settings, "CN", "out", urgency="urgent")
    office.act("transmit", beijing("2026-02-02"))
    clock = office.clock("MLAA-CONF15")
    english = " ".join(explanations.sentences(clocks.explain(clock), calendar_for("CN")))
    assert "Due: Tue 24 Feb 2026." in english
    assert "Chinese New Year" in english or "Spring Festival" in english
    with translation.override("zh-hans"):
        assert "春节" in " ".join(explanations.sentences(clocks.explain(clock), calendar_for("CN")))


def test_both_capitals_say_the_same_moment_without_a_zone():
    parties = [Party.objects.get(code="US"), Party.objects.get(code="CN")]
    told = moments.both_capitals(washington("2026-11-19 17:00"), parties)
    assert told == ("Washington Thu 19 Nov 2026 17:00", "Beijing Fri 20 Nov 2026 06:00")
    with translation.override("zh-hans"):
        assert moments.in_capital(washington("2026-11-19 17:00"), parties[1]).startswith("北京 2026年11月20日")
