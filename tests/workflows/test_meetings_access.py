"""A request on the agenda is hidden from whoever may not see it, and so is what the minutes say of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mla.exceptions import NotPossible
from mla.models import Party
from mla.paging import SIZE
from mla.vocabulary import Classification
from workflows.meetings import actions, minutes, planning
from workflows.models import ActionItem, Meeting

pytestmark = pytest.mark.django_db
TITLE, DECISION, TASK = "Zanzibar ledger", "The ledger is copied.", "Copy the ledger."


@pytest.fixture
def hidden(a_request):
    secret = {"title": TITLE, "classification": Classification.CONFIDENTIAL, "compartment": "harbour"}
    return a_request("execution", **secret)


@pytest.fixture
def meeting(office, hidden, today):
    """Held today, with one item that names the hidden request, an action item of it, and minutes drawn up by Lin."""
    made = planning.create(
        {"sort": "group", "name_en": "Group", "name_zh": "工作组", "held_on": today, "classification": 1,
         "place_en": "Washington", "place_zh": "华盛顿"}, parties=Party.objects.filter(code="CN"), by=office["lin"])
    for side, name in (("US", "Jing Lin"), ("CN", "Zhao Min")):
        made.participants.create(authority=Party.objects.get(code=side).authorities.first(), name_en=name)
    told = {"title_en": "Evidence", "title_zh": "证据", "decision_en": DECISION, "decision_zh": "复制账册。"}
    item = planning.put_item(made, None, told, commitments=[], requests=[hidden], by=office["lin"], revision=0)
    action = {"text_en": TASK, "text_zh": "复制账册。", "due_on": today + timedelta(days=5), "agenda": item}
    actions.agree(made, {**action, "desk": "registrar"}, by=office["lin"], now=timezone.now())
    minutes.draft(made, {"en": "", "zh": ""}, by=office["lin"], now=timezone.now())
    return made


def _pages(meeting):
    item, action = meeting.agenda.get(), ActionItem.objects.get()
    for name in ("meeting", "meeting_edit", "meeting_participants", "agenda_add", "action_add", "minutes",
                 "minutes_sign", "minutes_file", "meeting_close", "meeting_cases"):
        yield reverse(name, args=[meeting.code])
    yield reverse("agenda_item", args=[meeting.code, item.pk])
    yield reverse("agenda_remove", args=[meeting.code, item.pk])
    yield reverse("action", args=[action.code])
    yield reverse("action_act", args=[action.code, "done"])
    yield from (reverse(name) for name in ("meetings", "inbox", "deadlines", "messages", "priority_cases"))
    yield from (f"{reverse('actions')}?show={one}" for one in ("mine", "open", "ended"))


def test_whoever_may_not_see_the_request_finds_no_trace_of_it(meeting, hidden, office, client):
    shown = [TITLE, hidden.own_reference, DECISION, TASK]
    client.force_login(office["lin"])
    seen = "".join(client.get(one).content.decode() for one in _pages(meeting))
    assert [one for one in shown if one not in seen] == []
    for who in ("sam", "ben", "eve"):
        office[who].compartments.clear()
        client.force_login(office[who])
        answers = {one: client.get(one) for one in _pages(meeting)}
        texts = {address: page.content.decode() for address, page in answers.items()}
        assert [(address, one) for address, text in texts.items() for one in shown if one in text] == []
        address = reverse("meeting", args=[meeting.code])
        if who == "eve":
            assert answers[address].status_code == 404
        else:
            assert "The decision is kept for a narrower circle." in texts[address]
            assert answers[reverse("minutes_file", args=[meeting.code])].status_code == 403
            assert answers[reverse("meetings")].context["past"][0]["open_actions"] == 0


def test_minutes_bear_the_strictest_marking_and_are_signed_by_who_sees_all(meeting, office, client):
    written = meeting.minutes.get()
    assert (written.classification, written.content["classification"]["en"]) == (2, "confidential")
    office["sam"].compartments.clear()
    client.force_login(office["sam"])
    assert client.post(reverse("minutes_sign", args=[meeting.code])).status_code == 403
    client.force_login(office["dov"])
    assert client.post(reverse("minutes_sign", args=[meeting.code])).status_code == 302
    office["cleo"].clearance = Classification.RESTRICTED
    office["cleo"].save()
    client.force_login(office["cleo"])
    assert client.get(reverse("minutes", args=[meeting.code])).status_code == 403
    assert "confidential" not in client.get(reverse("meeting", args=[meeting.code])).content.decode()


def test_who_does_not_see_a_request_changes_the_item_without_losing_it(meeting, hidden, office):
    office["sam"].compartments.clear()
    item, revision = meeting.agenda.get(), Meeting.objects.get(pk=meeting.pk).revision
    told = {"title_en": "Evidence and copies", "title_zh": "证据及副本", "decision_en": "", "decision_zh": ""}
    planning.put_item(meeting, item, told, commitments=[], requests=[], by=office["sam"], revision=revision)
    kept = meeting.agenda.get()
    assert (kept.title_en, kept.decision_en, list(kept.requests.all())) == ("Evidence and copies", DECISION, [hidden])
    told = {"text_en": "x", "text_zh": "x", "due_on": meeting.held_on, "agenda": kept, "owner": office["sam"]}
    with pytest.raises(NotPossible, match="may not see"):
        actions.agree(meeting, told, by=office["lin"], now=timezone.now())


def test_what_is_marked_red_is_named_in_no_minutes(meeting, hidden, office):
    type(hidden).objects.filter(pk=hidden.pk).update(tlp="red")
    with pytest.raises(NotPossible, match="TLP:RED"):
        minutes.draft(meeting, {"en": "", "zh": ""}, by=_author(hidden, office), now=timezone.now())


def _author(hidden, office):
    """Who opened a request marked RED sees it; here they keep meetings as well."""
    who = next(one for one in office.values() if one.pk == hidden.created_by_id)
    who.memberships.create(authority=Party.home().authorities.get(code="US-OIA"), role="liaison")
    return type(who).objects.get(pk=who.pk)


@pytest.mark.parametrize("number", [1, 30])
def test_the_pages_cost_the_same_at_1_and_30_rows(meeting, office, client, number, django_assert_num_queries):
    home = Party.home().authorities.first()
    item, action = meeting.agenda.get(), ActionItem.objects.get()
    for n in range(number - 1):
        meeting.participants.create(authority=home, name_en=f"Person {n}")
        other = meeting.agenda.create(title_en=f"Item {n}", title_zh="议题")
        other.requests.set(item.requests.all())
        action.pk, action._state.adding, action.code = None, True, f"US-A-2026-9{n:02d}"
        action.save(force_insert=True)
        Meeting.objects.create(code=f"other-{n}", held_on=meeting.held_on, name_en="Other").parties.set([1, 2])
    client.force_login(office["ben"])
    with django_assert_num_queries(22):
        page = client.get(reverse("meeting", args=[meeting.code]))
    assert (len(page.context["agenda"]), len(page.context["actions"])) == (number, number)
    with django_assert_num_queries(16):
        assert len(client.get(reverse("meetings")).context["past"]) == min(number + 3, SIZE)
    with django_assert_num_queries(12):
        assert len(client.get(reverse("actions")).context["rows"]) == min(number, SIZE)
