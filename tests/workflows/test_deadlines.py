"""The deadlines page: whose, how near, on which day, and at which price."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from mla.models import Authority, Party
from mla.paging import SIZE
from tests.workflows.running import a_clock
from workflows import deadlines, moments
from workflows.deadline_rows import place
from workflows.models import ActionItem, Clock, ClockRule, Meeting
from workflows.views.deadlines import VIEWS
from workflows.weeks import CAP, Week

HOURS = [("overdue", -30), ("soon", 48), ("later", 24 * 40)]


@pytest.fixture
def at(client, office):
    """The deadlines page as somebody of the cast sees it."""

    def get(who: str, query: str = ""):
        client.force_login(office[who])
        return client.get(reverse("deadlines") + query)

    return get


@pytest.fixture
def clocks(a_request):
    """Of one request: three that run on our side, overdue, soon and later; one theirs; one of ours that is paused."""
    request = a_request(in_state="intake", title="Zanzibar ledger")
    request.clocks.update(status="cancelled", wake_at=None)
    made = {name: a_clock(request, hours=hours) for name, hours in HOURS}
    made["theirs"] = a_clock(request, hours=72, obligated="counterpart", party=request.counterpart)
    made["paused"] = a_clock(request, hours=-500, status="paused")
    event = request.events.get(verb="submit")
    made["paused"].entries.create(
        sort="pause", begins_at=timezone.now() - timedelta(days=40), event=event, reason="Names are missing."
    )
    return made


def _shown(page) -> list[int]:
    return [row["clock"].pk for row in page.context["rows"]]


def test_ours_and_theirs_are_apart_the_nearest_first(at, clocks):
    assert _shown(at("ben")) == [clocks[name].pk for name, _hours in HOURS]
    assert _shown(at("ben", "?side=theirs")) == [clocks["theirs"].pk]
    assert _shown(at("ben", "?side=all")) == [clocks[one].pk for one in ("overdue", "soon", "theirs", "later")]


@pytest.mark.parametrize("band", deadlines.BANDS)
def test_each_band_holds_its_own_and_its_card_says_how_many(at, clocks, band):
    page = at("ben", f"?band={band}")
    assert _shown(page) == [clocks[band].pk]
    assert [card["number"] for card in page.context["cards"]] == ["1", "1", "1", "1"]


def test_what_is_paused_says_since_when_and_why_and_has_no_date(at, clocks):
    told = " ".join(at("ben", "?band=paused").content.decode().split())
    assert "Names are missing." in told
    assert "Submitted" in told
    assert "mla-due--stopped\">Paused</span>" in told
    assert "mla-due-times" not in told


def test_rows_say_in_words_what_the_colour_says(at, clocks):
    now = timezone.now()
    for hours, tone, told in (
        (-3, "overdue", "Overdue by 3 hours"), (24 * 2, "soon", "Soon: in "), (24 * 40, "ok", "In 40 days"),
    ):
        Clock.objects.filter(pk=clocks["soon"].pk).update(due_at=now + timedelta(hours=hours))
        row = next(one for one in at("ben").context["rows"] if one["clock"].pk == clocks["soon"].pk)
        assert row["due"]["tone"] == tone
        assert row["due"]["label"].startswith(told)


def test_today_is_the_day_of_the_home_capital():
    home = Party(zone="America/New_York")
    now = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)  # 17:00 in Washington
    assert moments.tone_of(datetime(2026, 11, 23, 5, 0, tzinfo=UTC), now, home) == "today"
    assert moments.tone_of(datetime(2026, 11, 23, 5, 1, tzinfo=UTC), now, home) == "soon"
    assert moments.tone_of(datetime(2026, 11, 26, 5, 0, tzinfo=UTC), now, home) == "soon"
    assert moments.tone_of(datetime(2026, 11, 26, 5, 1, tzinfo=UTC), now, home) == "ok"


@pytest.mark.parametrize("view", VIEWS)
def test_a_stranger_sees_nothing_in_any_view(at, clocks, view):
    Clock.objects.filter(pk=clocks["soon"].pk).update(due_at=timezone.now() + timedelta(minutes=1))
    seen = {who: at(who, f"?side=all&view={view}").content.decode() for who in ("ben", "eve")}
    trace = {"list": "Zanzibar", "week": clocks["soon"].request.own_reference}.get(view, "numeric\"><a ")
    assert trace in seen["ben"]
    assert trace not in seen["eve"]


def test_recusal_takes_the_deadlines_away(at, clocks, office):
    office["ben"].recusals.create(request=clocks["soon"].request, reason="A relative is concerned.")
    assert _shown(at("ben", "?side=all")) == []


@pytest.mark.parametrize(("query", "number"), [
    ("whose=mine", 0), ("whose=desks", 3), ("desk=registrar", 3), ("desk=translator", 0), ("urgency=emergency", 0),
    ("kind=mla", 3), ("kind=information", 0), ("party=CN", 3), ("direction=in", 0), ("source=policy", 3),
    ("source=treaty", 0), ("owes=rubbish", 3), ("desk=rubbish&after=rubbish", 3),
])
def test_filters_live_in_the_address_and_unknown_values_are_ignored(at, clocks, query, number):
    Clock.objects.update(rule=ClockRule.objects.filter(source_class="policy").first())
    assert len(_shown(at("ben", f"?{query}"))) == number


def test_my_tasks_are_those_i_have_taken(at, clocks, office):
    clocks["soon"].request.tasks.open().update(owner=office["ben"], status="ASSIGNED")
    assert len(_shown(at("ben", "?whose=mine"))) == 3


def test_the_week_puts_each_deadline_on_its_last_day(at, clocks, office):
    office["ben"].zone = "America/New_York"
    office["ben"].save()
    midnight = datetime(2026, 12, 4, 0, 0, tzinfo=ZoneInfo("America/New_York"))
    Clock.objects.filter(pk=clocks["soon"].pk).update(due_at=midnight, due="2026-12-03")
    page = at("ben", "?view=week&week=2026-12-01")
    found = {one["day"].day: [row["at"] for row in one["rows"]] for one in page.context["days"]}
    assert found[date(2026, 12, 3)] == ["23:59"]
    assert [day for day, rows in found.items() if rows] == [date(2026, 12, 3)]
    assert page.context["place"] == "Washington"
    assert "week=2026-11-23" in page.context["before"]


def test_a_full_day_shows_its_first_deadlines_and_leads_to_the_others(at, clocks, office):
    midnight = datetime(2026, 12, 4, 0, 0, tzinfo=ZoneInfo(office["ben"].zone))
    for _n in range(CAP + 2):
        a_clock(clocks["soon"].request, due_at=midnight, due="2026-12-03")
    a_clock(clocks["soon"].request, due_at=midnight + timedelta(days=1), due="2026-12-04")
    days = at("ben", "?view=week&week=2026-12-01").context["days"]
    assert [len(one["rows"]) for one in days] == [0, 0, 0, CAP, 1, 0, 0]
    assert [one["day"].is_cut for one in days] == [False, False, False, True, False, False, False]
    page = at("ben", days[3]["url"])
    assert len(page.context["rows"]) == CAP + 2
    assert page.context["caption"] == "Due on Thu 3 Dec 2026"


def test_the_week_has_action_items_beside_the_clocks(at, clocks, office, django_assert_num_queries):
    zone = ZoneInfo(office["ben"].zone)
    day = datetime(2026, 12, 3, tzinfo=zone)
    met = Meeting.objects.create(code="group-1", held_on=day.date(), name_en="Group", name_zh="工作组")
    met.parties.set(Party.objects.filter(code__in=("US", "CN")))

    def owed(code, **owner):
        return ActionItem.objects.create(
            code=code, meeting=met, text_en=f"Task of {code}.", text_zh="任务。", due_on=day.date(),
            due_at=day + timedelta(days=1), starts_at=day, created_by=office["lin"], created_at=day, **owner)

    owed("A-1", desk="registrar"), owed("A-2", owner=office["cleo"])
    owed("A-3", authority=Authority.objects.get(code="CN-MPS"))
    page = at("ben", "?view=week&week=2026-12-01")
    found = {one["day"].day: [row["action"].code for row in one["actions"]] for one in page.context["days"]}
    assert found == {**{one: [] for one in found}, day.date(): ["A-1", "A-2"]}
    text = page.content.decode()
    assert ("Task of A-1." in text, "Task of A-3." in text, "Nothing is due" in text) == (True, False, False)
    assert "Task of A-3." in at("ben", "?view=week&week=2026-12-01&side=theirs").content.decode()
    mine = at("cleo", "?view=week&week=2026-12-01&whose=mine").content.decode()
    assert ("Task of A-1." in mine, "Task of A-2." in mine) == (False, True)
    assert "Task of A-1." not in at("ben", "?view=week&week=2026-12-01&kind=mla").content.decode()
    listed = at("ben", "?day=2026-12-03").content.decode()
    assert ("Task of A-1." in listed, "Task of A-1." in at("ben", "?day=2026-12-04").content.decode()) == (True, False)
    for n in range(CAP):
        owed(f"B-{n}", desk="registrar")
    [full] = [one for one in at("ben", "?view=week&week=2026-12-01").context["days"] if one["actions"]]
    for _number in ("many", "one"):
        with django_assert_num_queries(26):
            at("ben", "?view=week&week=2026-12-01")
        ActionItem.objects.exclude(code="A-1").delete()
    assert (len(full["actions"]), full["day"].is_cut) == (CAP, True)


@pytest.mark.parametrize("text", ["", "rubbish", "0001-01-01", "9999-12-31"])
def test_a_week_that_is_none_is_the_present_one(text):
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert Week.of(text, now, ZoneInfo("UTC")).monday == date(2026, 11, 16)


def test_a_week_names_days_on_which_we_do_not_work(at, clocks):
    days = at("ben", "?view=week&week=2026-11-26").context["days"]
    assert [one["day"].is_working for one in days] == [True, True, True, False, True, False, False]
    assert "Thanksgiving" in days[3]["day"].name


def test_a_zone_is_called_by_its_capital_or_by_its_city(office):
    parties = list(Party.objects.all())
    assert place(ZoneInfo("Asia/Shanghai"), parties) == "Beijing"
    assert place(ZoneInfo("America/Los_Angeles"), parties) == "Los Angeles"


@pytest.mark.parametrize("view", ["authority", "source"])
def test_groups_count_each_band_and_lead_to_its_list(at, clocks, view):
    [group] = at("ben", f"?view={view}").context["groups"]
    assert [cell["number"] for cell in group["cells"]] == [1, 1, 1, 1]
    for cell, band in zip(group["cells"], deadlines.BANDS, strict=True):
        assert _shown(at("ben", cell["url"])) == [clocks[band].pk]


def test_pages_hold_every_deadline_once_forwards_and_backwards(at, clocks):
    for n in range(2 * SIZE):
        a_clock(clocks["soon"].request, hours=100 + n // 2)
    seen, query, places = [], "?side=all", []
    while query:
        page = at("ben", query)
        places.append(_shown(page))
        seen += places[-1]
        query = page.context["page"].next
    assert len(seen) == len(set(seen)) == 2 * SIZE + 4
    assert _shown(at("ben", page.context["page"].previous)) == places[-2]


@pytest.mark.parametrize("number", [0, 29])
@pytest.mark.parametrize(("query", "price"), [
    ("", 19), ("?band=paused", 18), ("?view=week", 22), ("?view=authority", 18), ("?view=source", 17),
])
def test_the_page_costs_the_same_at_1_and_30_rows(
    at, clocks, number, query, price, django_assert_num_queries, client, office
):
    for n in range(number):
        a_clock(clocks["soon"].request, hours=n / 10)
    client.force_login(office["ben"])
    client.get(reverse("deadlines") + query)  # calendars and authorities are read once and kept
    with django_assert_num_queries(price):
        client.get(reverse("deadlines") + query)


def test_both_languages_and_an_empty_office(client, office):
    client.force_login(office["ben"])
    for language, told in (("en", "No deadline to show"), ("zh-hans", "")):
        client.cookies["django_language"] = language
        for view in VIEWS:
            page = client.get(reverse("deadlines"), {"view": view})
            assert page.status_code == 200
            assert told in page.content.decode() or view == "week"


def test_the_page_refuses_post_and_asks_to_sign_in(client, office):
    assert client.get(reverse("deadlines")).status_code == 302
    client.force_login(office["ben"])
    assert client.post(reverse("deadlines")).status_code == 405
