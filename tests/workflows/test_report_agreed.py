"""What a report lists as agreed: the action items of the period's meetings, as far as each edition may name them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from documents import pages
from mla.models import Party
from mla.vocabulary import Classification
from workflows.meetings import actions, planning
from workflows.models import Meeting
from workflows.reports import contents, counting, freezing

pytestmark = pytest.mark.django_db


@pytest.fixture
def agree(office):
    """`agree("Text", days=0, classification=1, requests=[], **owner)`: an action item of a meeting so many days ago."""

    def make(text, *, days=0, classification=1, requests=(), **owner):
        now = timezone.now()
        held_on = now.astimezone(Party.home().tz).date() - timedelta(days=days)
        met = planning.create(
            {"sort": "group", "name_en": "Group", "name_zh": "工作组", "held_on": held_on,
             "classification": classification}, parties=Party.objects.filter(code="CN"), by=office["lin"])
        item = planning.put_item(
            met, None, {"title_en": "Item", "title_zh": "议题"}, commitments=[], requests=requests, by=office["lin"],
            revision=0)
        return actions.agree(Meeting.objects.get(pk=met.pk), {
            "text_en": text, "text_zh": f"{text}（中文）", "agenda": item,
            "due_on": now.astimezone(Party.home().tz).date() + timedelta(days=9), **(owner or {"desk": "reviewer"}),
        }, by=office["lin"], now=now)

    return make


@pytest.fixture
def draft(office):
    def make(**edition):
        now = timezone.now()
        today = now.astimezone(Party.home().tz).date()
        period = counting.of_office(today - timedelta(days=20), today, now=now)
        named = {"party": None, "is_public": False, **edition}
        return freezing.draft(period, by=office["sam"], now=now, **named)

    return make


def _listed(report):
    return {one["text"]["en"]: one for one in report.annexes["actions"] if one["meeting"]}


def test_open_and_done_items_stand_with_owner_day_and_state(agree, draft, office):
    agree("Send the list.", owner=office["cleo"])
    done = agree("Name two persons.", authority=Party.objects.get(code="CN").authorities.get(code="CN-MPS"))
    actions.done(done, "Named.", by=office["lin"], now=timezone.now())
    actions.cancel(agree("Not needed."), "A mistake.", by=office["lin"], now=timezone.now())
    agree("Of last month.", days=30)
    report = draft()
    listed = _listed(report)
    assert set(listed) == {"Send the list.", "Name two persons."}
    first, last = listed["Send the list."], listed["Name two persons."]
    assert (first["owner"]["en"], first["status"]["en"], first["due_on"]) == (
        "Cleo Hartigan", "open", (timezone.now().astimezone(Party.home().tz).date() + timedelta(days=9)).isoformat())
    assert (last["source"], last["status"]["en"][:10]) == (done.code, "done on 20")
    assert report.annexes["actions"][-1] == last  # what is done stands after what is to be done
    paper = pages.page("letters/L54.html", contents.snapshot(report))
    assert all(one in paper for one in ("Send the list.", "Name two persons.（中文）", done.code, "工作组"))
    assert _listed(draft(party=Party.objects.get(code="CN"))) == listed
    assert _listed(draft(party=Party.objects.exclude(code__in=("CN", "US")).first())) == {}


def test_what_rests_on_cases_stands_in_the_classified_edition_alone(agree, draft, office, client, a_request):
    case, secret = a_request("execution"), a_request("execution", compartment="harbour")
    agree("Of a case.", requests=[case])
    agree("Of the harbour.", requests=[case, secret])
    agree("Of a confidential meeting.", classification=Classification.CONFIDENTIAL)
    agree("Of nobody in particular.", owner=office["cleo"])
    agree("For everybody.", classification=Classification.UNCLASSIFIED, owner=office["cleo"])
    report = draft(has_cases=True)
    assert set(_listed(report)) == {"Of a case.", "Of nobody in particular.", "For everybody."}
    assert set(_listed(draft())) == {"Of nobody in particular.", "For everybody."}
    public = draft(is_public=True)
    assert [(text, one["owner"]["en"]) for text, one in _listed(public).items()] == [
        ("For everybody.", str(Party.home().authorities.get(code="US-OIA").name_en))]
    assert report.annexes["rests_on"] == [case.pk]
    report.cases = []
    report.save()
    client.force_login(office["lin"])
    assert "Of a case." in client.get(reverse("report", args=[report.pk])).content.decode()
    office["lin"].recusals.create(request=case, reason="A relative is concerned.")
    assert client.get(reverse("report", args=[report.pk])).status_code == 403


def test_a_person_who_may_not_see_the_request_drafts_nothing_of_it(agree, draft, office, a_request):
    agree("Of a case.", requests=[a_request("execution")])
    case = a_request("execution")
    agree("Of another.", requests=[case])
    office["sam"].recusals.create(request=case, reason="A relative is concerned.")
    assert set(_listed(draft(has_cases=True))) == {"Of a case."}
