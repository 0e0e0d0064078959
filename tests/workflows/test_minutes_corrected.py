"""Signed minutes are corrected by further minutes: with reasons, drawn up and signed anew, and both stay."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from documents import pages, papers, verify
from documents.models import Paper
from mla.exceptions import NotPossible, PermissionDenied
from mla.models import Party
from workflows.meetings import actions, minutes, planning
from workflows.models import ActionItem, Meeting, Minutes

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "Each side names one contact point.", "Each side names two contact points."
REASONS = {"reasons_en": "A number is wrong.", "reasons_zh": "数字有误。"}


@pytest.fixture
def signed(office):
    """A meeting of today with two action items, whose minutes Lin drew up and Sam signed."""
    now = timezone.now()
    today = now.astimezone(Party.home().tz).date()
    met = planning.create(
        {"sort": "group", "name_en": "Group", "name_zh": "工作组", "held_on": today, "classification": 1,
         "place_en": "Washington", "place_zh": "华盛顿"}, parties=Party.objects.filter(code="CN"), by=office["lin"])
    for side, name in (("US", "Jing Lin"), ("CN", "Zhao Min")):
        met.participants.create(authority=Party.objects.get(code=side).authorities.first(), name_en=name)
    _decide(met, office, WRONG)
    for text in ("Name them.", "Write to them."):
        actions.agree(met, {"text_en": text, "text_zh": "提供名单。", "due_on": today + timedelta(days=9),
                            "desk": "reviewer"}, by=office["lin"], now=now)
    drafted = minutes.draft(met, {"en": "", "zh": ""}, by=office["lin"], now=now)
    return minutes.sign(drafted, by=office["sam"], now=now)


def _decide(met, office, decision):
    kept = Meeting.objects.get(pk=met.pk)
    told = {"title_en": "Contact points", "title_zh": "联络人", "decision_en": decision, "decision_zh": "指定联络人。"}
    planning.put_item(kept, kept.agenda.first(), told, commitments=[], requests=[], by=office["lin"],
                      revision=kept.revision)


def test_a_correction_is_signed_anew_and_both_stay(signed, office, client):
    met, now = signed.meeting, timezone.now()
    cancelled, moved = ActionItem.objects.order_by("pk")
    actions.cancel(cancelled, "Done otherwise.", by=office["sam"], now=now)
    address = reverse("minutes", args=[met.code])
    client.force_login(office["lin"])
    lost = client.post(address, {**REASONS, "reasons_zh": ""})
    assert (lost.status_code, REASONS["reasons_en"] in lost.content.decode()) == (422, True)
    assert client.post(address, REASONS).status_code == 302
    draft = Minutes.objects.newest(met)
    assert (draft.corrects, draft.reasons, draft.is_correcting) == (
        signed, {"en": "A number is wrong.", "zh": "数字有误。"}, True)
    with pytest.raises(NotPossible, match="the same as those that they correct"):
        minutes.sign(draft, by=office["sam"], now=now)
    _decide(met, office, RIGHT)
    actions.move(moved, moved.due_on + timedelta(days=1), "A day was wrong.", by=office["lin"], now=timezone.now())
    assert "draw the minutes up anew" in client.get(address).content.decode()
    client.post(address, {"remarks_en": "", "remarks_zh": ""})
    assert client.post(reverse("minutes_sign", args=[met.code])).status_code == 403
    client.force_login(office["cleo"])  # until it is signed, the others read what holds
    assert signed.number in client.get(address).content.decode()
    assert draft.number not in client.get(address).content.decode()
    client.force_login(office["sam"])
    assert client.post(reverse("minutes_sign", args=[met.code])).status_code == 302
    _both_stay(signed, office, client, address)


def _both_stay(first, office, client, address):
    second = Minutes.objects.newest(first.meeting)
    due = {one["text"]["en"]: one["due_on"] for one in second.content["actions"]}
    held_on = first.meeting.held_on
    assert due == {"Name them.": str(held_on + timedelta(days=9)), "Write to them.": str(held_on + timedelta(days=10))}
    told = second.paper.snapshot
    assert (told["correction"]["number"], told["title"]["zh"]) == (first.number, "会议纪要（更正）")
    page = pages.page("letters/L45.html", told)
    assert all(one in page for one in (RIGHT, f"replace minutes No. {first.number}", "数字有误。"))
    client.force_login(office["cleo"])
    shown, earlier = (client.get(address, query).content.decode() for query in ({}, {"number": first.number}))
    assert (RIGHT in shown, WRONG in shown, "A number is wrong." in shown) == (True, False, True)
    assert (WRONG in earlier, f"minutes {second.number} replace them" in earlier) == (True, True)
    both = client.get(reverse("meeting", args=[first.meeting.code])).content.decode()
    assert (first.number in both, second.number in both) == (True, True)
    papers.print_and_seal(first.paper_id)
    paper = Paper.objects.get(pk=first.paper_id)
    assert (paper.failure, second.paper.supersedes) == ("", paper)
    answer = verify.by_code(paper.number, paper.token)
    assert (answer["status"], answer["superseded_by"]) == (verify.SUPERSEDED, second.number)
    with pytest.raises(NotPossible, match=f"are corrected by minutes {second.number}"):
        minutes.correct(first, {}, by=office["lin"], now=timezone.now())
    with pytest.raises(NotPossible, match="signed"):
        _decide(first.meeting, office, WRONG)


def test_a_correction_is_given_up_as_long_as_nothing_is_changed(signed, office, client):
    met, now = signed.meeting, timezone.now()
    planning.close(met, "", by=office["lin"], now=now)
    address = reverse("minutes", args=[met.code])
    client.force_login(office["cleo"])
    client.post(address, REASONS)
    assert Minutes.objects.count() == 1  # a reviewer keeps no meetings
    with pytest.raises(PermissionDenied):
        minutes.correct(signed, {}, by=office["cleo"], now=now)
    client.force_login(office["lin"])
    client.post(address, REASONS)
    assert client.post(address, {"give_up": "1"}).status_code == 302
    assert list(Minutes.objects.all()) == [signed]
    with pytest.raises(NotPossible, match="closed"):
        _decide(met, office, RIGHT)
    begun = minutes.correct(signed, {"en": "x", "zh": "x"}, by=office["lin"], now=now)
    _decide(met, office, RIGHT)
    with pytest.raises(NotPossible, match="was changed for the correction"):
        minutes.give_up(begun, by=office["lin"])
    assert client.post(address, {"give_up": "1"}).status_code == 409
    _decide(met, office, WRONG)
    minutes.give_up(begun, by=office["lin"])
    assert Minutes.objects.count() == 1


def test_what_a_correction_names_is_read_by_who_sees_it(signed, office, client, a_request):
    hidden = a_request("execution", compartment="harbour")
    begun = minutes.correct(signed, {"en": "x", "zh": "x"}, by=office["lin"], now=timezone.now())
    kept = Meeting.objects.get(pk=signed.meeting_id)
    item = kept.agenda.get()
    told = {name: getattr(item, name) for name in ("title_en", "title_zh", "decision_en", "decision_zh")}
    planning.put_item(kept, item, told, commitments=[], requests=[hidden], by=office["lin"], revision=kept.revision)
    drafted = minutes.draft(kept, {"en": "", "zh": ""}, by=office["lin"], now=timezone.now())
    assert (drafted.pk, drafted.request_ids) == (begun.pk, [hidden.pk])
    office["sam"].compartments.clear()
    client.force_login(office["sam"])
    assert client.get(reverse("minutes", args=[kept.code])).status_code == 403
    assert client.post(reverse("minutes_sign", args=[kept.code])).status_code == 403
    minutes.sign(drafted, by=office["dov"], now=timezone.now())
    page = client.get(reverse("meeting", args=[kept.code])).content.decode()
    assert (signed.number in page, drafted.number in page) == (True, False)
    assert client.get(reverse("minutes", args=[kept.code])).status_code == 403
    earlier = client.get(reverse("minutes", args=[kept.code]), {"number": signed.number})
    assert (earlier.status_code, hidden.own_reference in earlier.content.decode()) == (200, False)
