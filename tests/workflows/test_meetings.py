"""From the agenda of a working group to its sealed minutes, and an action item from there to done."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from documents import papers, store, verify
from documents.models import Paper
from mla.exceptions import NotPossible
from mla.kinds.fugitive import standing
from mla.models import Party
from workflows import feeds, messages
from workflows.meetings import cases, planning, watching
from workflows.models import ActionItem, Alert, Feed, Meeting, Minutes

pytestmark = pytest.mark.django_db
TEXT = "Send the warrant in a certified copy."


@pytest.fixture
def case(a_request, walker):
    """A fugitive case on the list of priorities."""
    request = a_request("execution", kind="fugitive")
    for word in ("nominate", "screen", "assess", "list"):
        request = walker.act(request, word)
    return request


@pytest.fixture
def at(client, office):
    """`at("lin", "meeting", code)` opens a page, with `post=` sends a form."""

    def ask(who, name, *args, post=None, **query):
        client.force_login(office[who])
        address = reverse(name, args=args)
        return client.get(address, query) if post is None else client.post(address, post)

    return ask


def _head(today, **changed):
    return {"sort": "group", "name_en": "Working group on fugitives", "name_zh": "追逃工作组会议",
            "held_on": today.isoformat(), "place_en": "Washington", "place_zh": "华盛顿", "classification": "1",
            "source": "", "others": [Party.objects.get(code="CN").pk], "revision": "0", **changed}


def _people(*rows):
    names = ("authority", "name_en", "name_zh", "post_en", "post_zh")
    given = {f"form-{n}-{name}": value for n, row in enumerate(rows) for name, value in zip(names, row, strict=True)}
    return {**given, "form-TOTAL_FORMS": len(rows) + 1, "form-INITIAL_FORMS": 0}


def _revision(code):
    return Meeting.objects.get(code=code).revision


def _prepare(at, today, case):
    """The head, the participants and the agenda, over HTTP; the code of the meeting."""
    wrong = at("lin", "meeting_add", post=_head(today, name_zh=""))
    assert (wrong.status_code, "Working group on fugitives" in wrong.content.decode()) == (422, True)
    assert at("ada", "meeting_add", post=_head(today)).status_code == 403
    at("lin", "meeting_add", post=_head(today))
    code = f"group-{today.isoformat()}"
    ours, theirs = (Party.objects.get(code=one).authorities.first().pk for one in ("US", "CN"))
    at("lin", "meeting_participants", code, post={
        **_people((ours, "Jing Lin", "林静", "Liaison Officer", "联络官"), (theirs, "Zhao Min", "赵敏", "", "")),
        "revision": _revision(code)})
    item = {"title_en": "Priority cases", "title_zh": "重点案件", "commitments": "c17-16, C17-17",
            "requests": case.own_reference, "decision_en": "", "decision_zh": "", "revision": _revision(code)}
    lost = at("lin", "agenda_add", code, post={**item, "requests": "US-CN-1999-0001"})
    assert "You may see no request of this reference: US-CN-1999-0001." in lost.content.decode()
    at("lin", "agenda_add", code, post=item)
    return code, item


def test_a_working_group_from_the_agenda_to_its_sealed_minutes(at, today, case, office):
    code, item = _prepare(at, today, case)
    meeting = Meeting.objects.get(code=code)
    page = at("lin", "meeting", code).content.decode()
    assert all(one in page for one in ("Zhao Min", case.own_reference, "C17-16", "none noted yet"))
    refused = at("lin", "minutes", code, post={"remarks_en": "", "remarks_zh": ""})
    assert (refused.status_code, "What was decided on each item" in refused.content.decode()) == (422, True)
    agenda = meeting.agenda.get()
    decided = {**item, "decision_en": "The case goes on.", "decision_zh": "继续推进该案。"}
    stale = at("lin", "agenda_item", code, agenda.pk, post=decided)
    assert (stale.status_code, "The case goes on." in stale.content.decode()) == (422, True)
    at("lin", "agenda_item", code, agenda.pk, post={**decided, "revision": _revision(code)})
    key = f"case-{case.pk}"
    half = at("lin", "meeting_cases", code, post={f"{key}-finding": "moved", f"{key}-result": "Found."})
    assert (half.status_code, "Found." in half.content.decode()) == (422, True)
    at("lin", "meeting_cases", code, post={
        f"{key}-finding": "moved", f"{key}-result": "Found.", f"{key}-result_zh": "已找到。",
        f"{key}-next_action": "Evidence.", f"{key}-owner": "Lin", f"{key}-due_on": "2027-01-31"})
    now = standing.of_request(case)
    assert (now.finding, now.reviewed_at.date() <= today, now.plan["owner"]) == ("moved", True, "Lin")
    assert cases.before(meeting, office["lin"], timezone.now()) == []
    due_on = today + timedelta(days=10)
    at("lin", "action_add", code, post={
        "text_en": TEXT, "text_zh": "提供经认证的逮捕令副本。", "owner": f"u{office['cleo'].pk}",
        "due_on": due_on.isoformat(), "agenda": agenda.pk})
    at("lin", "minutes", code, post={"remarks_en": "None.", "remarks_zh": "无。"})
    _sign(at, code, office)
    _action(at, due_on, office)


def _sign(at, code, office):
    """The same person is refused; another signs; the PDF is sealed, verified, and nothing changes any more."""
    assert at("lin", "minutes_sign", code, post={}).status_code == 403
    assert at("cleo", "minutes_sign", code, post={}).status_code == 403
    assert at("sam", "minutes_sign", code, post={}).status_code == 302
    written = Minutes.objects.get(meeting__code=code)
    papers.print_and_seal(written.paper_id)
    paper = Paper.objects.get(pk=written.paper_id)
    assert (paper.failure, bool(paper.sha256), paper.title_zh) == ("", True, "重点案件会商纪要")
    assert verify.by_file(store.read(paper.sha256))["status"] == verify.VALID
    assert verify.by_code(paper.number, paper.token)["status"] == verify.VALID
    assert at("cleo", "minutes_file", code).content == store.read(paper.sha256)
    assert paper.number in at("cleo", "minutes", code).content.decode()
    told = paper.snapshot
    assert [one["finding"]["en"] for one in told["cases"]] == ["the case has moved"]
    assert told["agenda"][0]["decision"]["zh"] == "继续推进该案。"
    assert [one["owner"]["en"] for one in told["actions"]] == ["Cleo Hartigan"]
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Minutes.objects.update(remarks={})
    late = {at("lin", name, code).status_code for name in ("meeting_edit", "agenda_add", "action_add", "meeting_cases")}
    assert late == {409}
    with pytest.raises(NotPossible, match="signed"):
        planning.name_participants(written.meeting, [], by=office["lin"], revision=_revision(code))
    assert at("lin", "meeting_close", code, post={}).status_code == 302
    assert Meeting.objects.get(code=code).is_closed


def _action(at, due_on, office):
    """In the inbox, among the deadlines and in the calendar; warned of once; done."""
    item = ActionItem.objects.get()
    inbox = at("cleo", "inbox")
    assert inbox.context["actions"]["number"] == "1"
    assert TEXT in inbox.content.decode()
    assert TEXT in at("cleo", "deadlines").content.decode()
    assert TEXT not in at("cleo", "deadlines", side="theirs").content.decode()
    feed = Feed.objects.create(owner=office["cleo"], created_at=timezone.now())
    calendar, _latest = feeds.written(feed, str)
    assert (item.code.encode() in calendar, b"warrant" in calendar) == (True, False)
    warned = timezone.now() + timedelta(days=4)
    assert (watching.sweep(now=warned), watching.sweep(now=warned)) == (1, 0)
    alert = Alert.objects.get(sort="action")
    assert (alert.recipient, item.rungs.count()) == (office["cleo"], 1)
    messages.send(alert.pk, now=warned)
    assert (item.code in mail.outbox[0].body, "warrant" in mail.outbox[0].body) == (True, False)
    assert f"{item.code}: action item is due soon" in at("cleo", "messages").content.decode()
    assert at("cleo", "action_act", item.code, "move", post={}).status_code == 403
    assert at("cleo", "action_act", item.code, "done", post={"note": " "}).status_code == 422
    at("cleo", "action_act", item.code, "done", post={"note": "Sent by courier."})
    assert "Sent by courier." in at("cleo", "action", item.code).content.decode()
    assert at("cleo", "inbox").context["actions"]["rows"] == []
    assert watching.sweep(now=warned + timedelta(days=30)) == 0
