"""Action items: warned of once, moved and ended with reasons; and what a meeting and its minutes refuse."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Party
from mla.paging import SIZE
from workflows import jobs
from workflows.meetings import actions, minutes, planning, watching
from workflows.models import ActionChange, ActionItem, Alert, Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(office, today):
    return planning.create(
        {"sort": "group", "name_en": "Group", "name_zh": "工作组", "held_on": today, "classification": 1},
        parties=Party.objects.filter(code="CN"), by=office["lin"],
    )


@pytest.fixture
def agreed(meeting, office, today):
    """`agreed(owner=..., days=...)`: an action item of the meeting."""

    def make(days=20, **owner):
        due_on = today + timedelta(days=days)
        told = {"text_en": "Send the warrant.", "text_zh": "提供副本。", "due_on": due_on, **owner}
        return actions.agree(meeting, told, by=office["lin"], now=timezone.now())

    return make


def test_an_outage_is_caught_up_and_another_day_is_warned_of_anew(agreed, office):
    item, now = agreed(desk="reviewer"), timezone.now()
    watching.sweep(now=now + timedelta(days=22))
    names = list(item.rungs.values_list("name", flat=True))
    assert [one.split()[0] for one in names] == ["-7d", "-1d", "due"]
    people = set(Alert.objects.filter(sort="action").values_list("recipient__username", flat=True))
    assert people == {"cleo", "carl", "sam"}
    later = item.due_on + timedelta(days=60)
    moved = actions.move(item, later, "The laboratory is late.", by=office["sam"], now=now + timedelta(days=23))
    watching.sweep(now=now + timedelta(days=30))
    assert item.rungs.count() == 3
    watching.sweep(now=now + timedelta(days=75))
    assert (item.rungs.count(), moved.due_on) == (4, later)
    assert [one.sort for one in item.changes.order_by("pk")] == ["agree", "move"]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ActionChange.objects.update(note="")


def test_what_the_other_side_owes_is_told_to_the_liaison(agreed):
    theirs = Party.objects.get(code="CN").authorities.first()
    item = agreed(authority=theirs)
    assert (item.is_theirs, [one.username for one in watching.audience(item, ("desk",))]) == (True, ["lin"])


def test_the_job_of_the_sweep_looks_at_action_items(agreed, office):
    item = agreed(owner=office["cleo"])
    ActionItem.objects.update(wake_at=timezone.now(), starts_at=timezone.now() - timedelta(days=30),
                              due_on=timezone.now().date() + timedelta(days=3))
    jobs.sweep_clocks(timestamp=0)
    jobs.sweep_clocks(timestamp=0)
    assert (item.rungs.count(), Alert.objects.filter(action=item).count()) == (1, 1)


def test_who_may_not_see_owns_moves_and_cancels_nothing(agreed, office, meeting, today):
    office["cleo"].clearance = 0
    office["cleo"].save()
    with pytest.raises(NotPossible, match="may not see"):
        agreed(owner=office["cleo"])
    item = agreed(owner=office["ben"])
    with pytest.raises(PermissionDenied):
        actions.cancel(item, "x", by=office["ben"], now=timezone.now())
    with pytest.raises(NotPossible, match="lies in the past"):
        actions.move(item, today - timedelta(days=1), "x", by=office["sam"], now=timezone.now())
    actions.cancel(item, "Done by others.", by=office["sam"], now=timezone.now())
    with pytest.raises(NotPossible, match="cancelled already"):
        actions.done(item, "x", by=office["ben"], now=timezone.now())


def test_lists_go_on_where_a_page_ended(meeting, agreed, office, client, today):
    number = SIZE + 2
    items = {agreed(desk="reviewer", days=n % 5 + 1).code for n in range(number)}
    held = {"name_en": "Group", "name_zh": "工作组", "sort": "group"}
    Meeting.objects.bulk_create(Meeting(**held, code=f"past-{n}", held_on=today - timedelta(days=n % 5))
                                for n in range(number))
    Meeting.objects.create(**held, code="coming", held_on=today + timedelta(days=9))
    client.force_login(office["lin"])

    shown = list(_every_page(client, reverse("actions") + "?show=open"))
    assert [len(page) for page in shown] == [SIZE, 2]
    assert {row["action"].code for page in shown for row in page} == items
    past = list(_every_page(client, reverse("meetings"), "past"))
    codes = [row["meeting"].code for page in past for row in page]
    assert len(past) == 2
    assert sorted(codes) == sorted(Meeting.objects.exclude(code="coming").values_list("code", flat=True))
    assert [row["meeting"].code for row in client.get(reverse("meetings")).context["coming"]] == ["coming"]


def _every_page(client, address, name="rows"):
    found = client.get(address)
    while True:
        yield found.context[name]
        if not (query := found.context["page"].next):
            return
        found = client.get(address.partition("?")[0] + query)


def test_a_meeting_without_minutes_is_closed_with_a_reason(meeting, office):
    with pytest.raises(NotPossible, match="say why"):
        planning.close(meeting, " ", by=office["sam"], now=timezone.now())
    with pytest.raises(NotPossible, match="in the future"):
        planning.close(meeting, "Put off.", by=office["sam"], now=timezone.now() - timedelta(days=3))
    planning.close(meeting, "It was put off for good.", by=office["sam"], now=timezone.now())
    assert Meeting.objects.get(pk=meeting.pk).closing == "It was put off for good."


def test_minutes_that_no_longer_say_what_the_meeting_says_are_not_signed(meeting, office, agreed):
    for side, name in (("US", "Jing Lin"), ("CN", "Zhao Min")):
        meeting.participants.create(authority=Party.objects.get(code=side).authorities.first(), name_en=name)
    Meeting.objects.filter(pk=meeting.pk).update(place_en="Washington", place_zh="华盛顿")
    meeting.agenda.create(title_en="Contact points", title_zh="联络人", decision_en="Two each.", decision_zh="各两名。")
    drafted = minutes.draft(meeting, {"en": "", "zh": ""}, by=office["lin"], now=timezone.now())
    agreed(owner=office["ben"])
    assert minutes.is_stale(drafted, meeting, office["sam"])
    with pytest.raises(NotPossible, match="drawn up anew"):
        minutes.sign(drafted, by=office["sam"], now=timezone.now())
    again = minutes.draft(meeting, {"en": "", "zh": ""}, by=office["sam"], now=timezone.now())
    signed = minutes.sign(again, by=office["lin"], now=timezone.now())
    assert (signed.number, signed.paper.title_en) == (drafted.number, "Minutes of the meeting")
