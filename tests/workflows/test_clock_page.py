"""The page of a clock: who may see it, and what it explains, in both languages."""

import pytest
from django.urls import reverse
from django.utils import translation

from mla import moments
from mla.models import Authority, Party, User
from tests.workflows.office import beijing, open_office, washington
from workflows import clocks, explanations

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


def test_page_in_chinese_names_the_rule_in_chinese(client, reader, clock):
    client.cookies["django_language"] = "zh-hans"
    assert "对协助请求作出决定" in client.get(reverse("clock", args=[clock.pk])).content.decode()


def test_unverified_article_is_not_shown(client, reader, settings):
    office = open_office(settings, "US", "in", urgency="urgent")
    office.act("receive", washington("2026-03-02"))
    page = client.get(reverse("clock", args=[office.clock("MLAA-CONF15").pk])).content.decode()
    assert "Article 4(1)" not in page


def test_outsider_does_not_see_it(client, clock):
    client.force_login(User.objects.create(username="outsider", clearance=3))
    assert client.get(reverse("clock", args=[clock.pk])).status_code == 404


def test_page_refuses_post(client, reader, clock):
    assert client.post(reverse("clock", args=[clock.pk])).status_code == 405


def test_sentence_names_the_holiday_in_the_readers_language(settings):
    office = open_office(settings, "CN", "out", urgency="urgent")
    office.act("transmit", beijing("2026-02-02"))
    clock = office.clock("MLAA-CONF15")
    english = " ".join(explanations.sentences(clocks.explain(clock), "CN"))
    assert "Due: Tue 24 Feb 2026." in english
    assert "Chinese New Year" in english or "Spring Festival" in english
    with translation.override("zh-hans"):
        assert "春节" in " ".join(explanations.sentences(clocks.explain(clock), "CN"))


def test_both_capitals_say_the_same_moment_without_a_zone():
    parties = [Party.objects.get(code="US"), Party.objects.get(code="CN")]
    told = moments.both_capitals(washington("2026-11-19 17:00"), parties)
    assert told == ("Washington Thu 19 Nov 2026 17:00", "Beijing Fri 20 Nov 2026 06:00")
    with translation.override("zh-hans"):
        assert moments.in_capital(washington("2026-11-19 17:00"), parties[1]).startswith("北京 2026年11月20日")
