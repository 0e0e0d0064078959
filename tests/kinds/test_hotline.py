"""Calls on the hotline, from the writer to `closed`: who must be known, what passes, what is confirmed."""

import pytest
from django.core.management import call_command
from django.utils.translation import override

from mla import kinds, texts
from mla.exceptions import NotPossible, PermissionDenied
from mla.kinds.hotline import roster
from mla.models import Request
from mla.verification import breaks
from tests.kinds.stages import begin, printed
from workflows import engine, file

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
CHECKS = {f"check_{code}": "yes" for code in ("CK-05", "CK-07", "CK-18", "CK-24", "CK-25", "CK-30")}
CALL = {"caller": "Gus Petrakis, Duty Officer", "taken_by": "Tang Shuyi, duty officer"}
PROOF = {"proof": "call_back", "proved_by": "Tang Shuyi", "proved_at": "2026-06-02T09:00:00-04:00"}
ANSWER = {"answered_by": "Tang Shuyi", "answer": "The server was seized; its key follows by 24/7 network."}
READ = {"read_by": "Tang Shuyi", "heard_by": "Gus Petrakis"}
OUTGOING = [
    ("gus", "draft", "home", "draft", [], []),
    ("gus", "submit", "home", "intake", [], []),
    ("gus", "transmit", "home", "execution", [], []),
    ("gus", "call", "home", "execution", ["ACK-HOTLINE running", "HOTLINE_ESCALATE running"], []),
    ("gus", "raise_level", "home", "execution", [], []),
    ("gus", "answer_call", "counterpart", "execution", ["ACK-HOTLINE met_late", "HOTLINE_ESCALATE met_late"], []),
    ("gus", "read_back", "home", "execution", [], []),
    ("gus", "confirm", "home", "execution", [], ["L43"]),
    ("gus", "respond", "home", "responded", [], []),
    ("gus", "agree_end", "counterpart", "responded", [], []),
    ("gus", "close", "home", "closed", [], ["L47"]),
]
INCOMING = [
    ("gus", "draft", "home", "draft", [], []),
    ("gus", "receive", "home", "intake", [], []),
    ("gus", "call", "counterpart", "intake", ["ACK-HOTLINE running", "HOTLINE_ESCALATE running"], []),
    ("gus", "transmit", "home", "execution", [], []),
    ("gus", "answer_call", "home", "execution", ["ACK-HOTLINE met_late", "HOTLINE_ESCALATE met_late"], []),
    ("gus", "read_back", "home", "execution", [], []),
    ("gus", "confirm", "counterpart", "execution", [], []),
    ("gus", "respond", "home", "responded", [], []),
    ("gus", "agree_end", "counterpart", "responded", [], []),
    ("gus", "close", "home", "closed", [], ["L47"]),
]
CLOSED = {"originals": "None.", "conditions": "None.", "retention": "Ten years.", "feedback": "Useful."}


def steps(request, *verbs):
    found = request.events.filter(verb__in=verbs).order_by("seq")
    return [(one.actor.username, one.verb, one.details.get("passed", False)) for one in found]


def test_an_outgoing_call_from_the_writer_to_closed(tell):
    story = tell("o20_hotline_ransomware")
    begin(story, "gus").press("Submit", declaration=True)
    story.note()
    story.decide("gus", "Admit", **CHECKS)
    story.tell("gus", "Record the call", **CALL, **PROOF, confirm_on="2026-06-12")
    story.tell("gus", "Raise to leadership level", leader="Meng Chengye", reasons="Nobody answered in a day.")
    assert story.request.details["level"] == "leadership"
    story.tell("gus", THEIRS + "Record the answer", **ANSWER)
    story.tell("gus", "Record the read-back", **READ)
    story.tell("gus", "Confirm in writing", differences="The incident is number 014.")
    story.decide("gus", THEIRS + "Report execution", outcome_1="full", steps_1="The key was received.")
    story.tell("gus", THEIRS + "Agree that the matter is closed", agreed_by="Tang Shuyi", resolution="Key received.")
    story.decide("gus", "Close", **CLOSED)
    assert story.lines == OUTGOING
    assert steps(story.request, "admit", "grant", "transmit", "report", "respond") == [
        ("gus", "admit", False), ("gus", "grant", True), ("gus", "transmit", True), ("gus", "report", False),
        ("gus", "respond", True),
    ]
    letter = printed("L43")
    for said in ("called back on the number of the contact list", "Meng Chengye", "The server was seized",
                 "EXAMPLE-CERT-2026-014", "The incident is number 014", "12 June 2026", "热线通话"):
        assert said in letter, said
    assert "TEST CALL" not in letter
    call_command("verify_record")
    assert list(breaks()) == []


def test_an_incoming_call_from_the_writer_to_closed(tell):
    story = tell("i20_hotline_overdue")
    begin(story, "gus").press("Register", declaration=True)
    story.note()
    story.tell("gus", THEIRS + "Record the call", caller="Tang Shuyi", taken_by="Gus Petrakis", **PROOF)
    story.decide("gus", "Admit", **CHECKS)
    story.tell("gus", "Record the answer", answered_by="Gus Petrakis", answer="The provider is called now.")
    story.tell("gus", "Record the read-back", read_by="Gus Petrakis", heard_by="Tang Shuyi")
    story.tell("gus", THEIRS + "Confirm in writing")
    story.decide("gus", "Report execution", outcome_1="full", steps_1="The connection was stopped.")
    story.tell("gus", THEIRS + "Agree that the matter is closed", agreed_by="Tang Shuyi", resolution="Stopped.")
    story.decide("gus", "Close", **CLOSED)
    assert story.lines == INCOMING


@pytest.fixture
def incoming(a_request, walker):
    """An incoming call that waits at the duty officer, not yet recorded."""
    return walker.act(a_request("draft", "in", "hotline"), "receive")


def test_a_caller_who_is_not_authenticated_is_told_nothing(walker, incoming):
    with pytest.raises(NotPossible, match="No call is recorded yet"):
        walker.act(incoming, "admit")
    unknown = walker.act(incoming, "call", **CALL, proof="not_yet")
    with pytest.raises(NotPossible, match="not authenticated"):
        walker.act(unknown, "admit")
    known = walker.act(unknown, "call", **CALL, **PROOF)
    assert walker.act(known, "admit").state == "execution"


@pytest.mark.parametrize("lacking", ["proved_by", "proved_at"])
def test_an_authentication_says_by_whom_and_when(walker, incoming, lacking):
    said = {name: value for name, value in PROOF.items() if name != lacking}
    with pytest.raises(NotPossible, match="CK-25"):
        walker.act(incoming, "call", **CALL, **said)
    assert not incoming.events.filter(verb="call").exists()


def test_what_is_passed_is_recorded_and_names_its_desk_to_nobody(walker, incoming):
    request = walker.act(walker.act(incoming, "call", **CALL, **PROOF), "admit")
    assert steps(request, "admit", "grant", "transmit") == [
        ("gus", "admit", False), ("gus", "grant", True), ("gus", "transmit", True),
    ]
    assert list(request.items.values_list("disposition", flat=True)) == ["granted"]
    assert list(request.tasks.order_by("pk").values_list("state", "desk")) == [
        ("intake", "duty_officer"), ("execution", "duty_officer"), ("execution", "translator"),
    ]
    assert not request.letters.exists()


def test_a_guard_that_refuses_a_passing_step_takes_everything_back(walker, incoming, monkeypatch):
    request = walker.act(incoming, "call", **CALL, **PROOF)
    before = request.events.count()
    monkeypatch.setitem(kinds.get("hotline").guards, "transmit", lambda request, facts: ["The line is down."])
    with pytest.raises(NotPossible, match="The line is down"):
        walker.act(request, "admit")
    after = Request.objects.get(pk=request.pk)
    assert (after.state, after.items.get().disposition) == ("intake", "pending")
    assert list(after.events.order_by("seq").values_list("verb", flat=True)[before:]) == []
    assert list(after.tasks.open().values_list("state", "desk")) == [("intake", "duty_officer")]


def test_the_call_ends_only_when_it_is_answered_read_back_confirmed_and_both_agree(walker, a_request):
    request = walker.walk(a_request("draft", "out", "hotline"), "execution")
    with pytest.raises(NotPossible) as refused:
        walker.act(request, "report")
    assert refused.value.reasons == [
        "No call is recorded yet.", "The call is not answered yet.",
        "What was said is not read back and confirmed yet.",
        "The call is not confirmed in writing yet: issue the confirmation first (CK-25).",
    ]
    for word, facts in (("call", CALL | PROOF), ("answer_call", ANSWER), ("read_back", READ), ("confirm", {})):
        request = walker.act(request, word, **facts)
    request = walker.act(request, "report")
    assert request.state == "responded"
    with pytest.raises(NotPossible, match="has not agreed yet"):
        walker.act(request, "close")
    request = walker.act(request, "agree_end", agreed_by="Tang Shuyi", resolution="The key was received.")
    assert walker.act(request, "close").state == "closed"


def test_a_call_goes_up_once(walker, a_request):
    request = walker.walk(a_request("draft", "out", "hotline"), "execution")
    request = walker.act(request, "call", **CALL, **PROOF)
    request = walker.act(request, "raise_level", leader="Meng Chengye", reasons="No answer in a day.")
    assert request.details["level"] == "leadership"
    with pytest.raises(NotPossible, match="at leadership level already"):
        walker.act(request, "raise_level", leader="Meng Chengye", reasons="Again.")


def test_nobody_but_the_duty_officer_says_what_was_said(walker, incoming, office):
    with pytest.raises(PermissionDenied):
        engine.mark(incoming, "call", by=office["ben"], now=walker.now, facts=CALL | PROOF)


@pytest.mark.parametrize(("language", "hours"), [("en", "24 hours"), ("zh-hans", "24小时")])
def test_the_hours_of_their_contacts_are_told_in_the_readers_language(a_request, walker, language, hours):
    request = a_request("draft", "out", "hotline")
    with override(language):
        [_here, (_there, contacts)] = roster.panels(request, walker.now)
    assert any(words.endswith(f", {hours}") for _level, words in contacts)


def test_what_was_said_is_translated_for_the_confirmation(walker, a_request):
    request = walker.walk(a_request("draft", "out", "hotline"), "execution")
    assert [one.desk for one in request.tasks.open().order_by("desk")] == ["duty_officer", "translator"]
    tess = walker.cast["tess"]
    engine.claim(request.tasks.open().get(desk="translator"), by=tess, now=walker.now)
    first = {one.key: "译文" for one in texts.texts_of(request)}
    engine.mark(request, "translate", by=tess, now=walker.now, facts={"texts": first})
    assert texts.stale(request) == []
    request = walker.act(request, "call", **CALL, **PROOF)
    assert not request.tasks.open().filter(desk="translator").exists()
    request = walker.act(request, "answer_call", **ANSWER)
    [late] = texts.stale(request)
    assert late.endswith(": Answer")
    assert ("Not translated (CK-17)", [("", late)]) in file.panels(request, walker.now)
    early = walker.act(request, "confirm")
    assert early.events.filter(verb="confirm").latest("seq").details["untranslated"] == [late]
    assert "服务器已被扣押" not in printed("L43")
    engine.claim(request.tasks.open().get(desk="translator"), by=tess, now=walker.now)
    key = next(one.key for one in texts.texts_of(request) if not one.is_current)
    engine.mark(request, "translate", by=tess, now=walker.now, facts={"texts": {key: "服务器已被扣押。"}})
    request = walker.act(request, "confirm")
    assert "untranslated" not in request.events.filter(verb="confirm").latest("seq").details
    assert "服务器已被扣押。" in printed("L43")
