"""Substances: a question from the writer to `closed`, a notice that owes no answer, a decision with its 180 days."""

import pytest

from mla.completeness import check
from tests.kinds.stages import a_case, admit, begin, printed
from tests.story import translate

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
OUTGOING = [
    ("ada", "draft", "home", "draft", [], []),
    ("ada", "submit", "home", "intake", [], []),
    ("ben", "admit", "home", "review", [], []),
    ("cleo", "opine", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("tess", "translate", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution", ["ACK-ROUTINE running", "NPS_INFO running"], ["L01", "L02"]),
    ("lin", "acknowledge", "counterpart", "execution", ["ACK-ROUTINE met"], []),
    ("lin", "report", "counterpart", "response", ["NPS_INFO met"], []),
    ("lin", "respond", "home", "responded", [], ["N04"]),
    ("lin", "close", "home", "closed", [], ["L47"]),
]


def test_an_outgoing_question_on_a_substance_from_the_writer_to_closed(tell):
    story = tell("o18_substance")
    begin(story, "ada").press("Submit", declaration=True)
    story.note()
    admit(story)
    story.decide("cleo", "Give an opinion", recommendation="grant", text="Useful.")
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="police")
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference="公禁毒〔2026〕样本18号")
    story.decide("lin", THEIRS + "Report execution", outcome_1="full", steps_1="The data are enclosed.")
    story.decide("lin", "Respond", use_limits="None.")
    story.decide("lin", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")
    assert story.lines == OUTGOING
    for words in ("isotonitazene", "14188-81-9", "异托尼秦", "PEN Online", "Request for information on substances"):
        assert words in printed("L01")


def test_g31_a_notice_is_acknowledged_and_owes_no_answer(walker):
    request = walker.walk(a_case(walker, "i18_notice"), "execution")
    assert set(request.clocks.values_list("rule__code", "status")) == {("ACK-ROUTINE", "met")}
    assert "No answer is owed beyond this acknowledgement." in printed("L05")
    request = walker.act(request, "feedback", usefulness=5, acted=True, result="The list was compared.")
    assert request.events.get(verb="feedback").details["usefulness"] == 5
    assert "The list was compared." in printed("L42")
    request = walker.walk(walker.act(walker.act(request, "report"), "respond"), "draft")
    assert list(request.letters.values_list("code", flat=True)) == ["L05", "N02", "L42"]


def test_an_outgoing_notice_is_sent_as_one(walker):
    request = walker.walk(a_case(walker, "o19_precursor_notice"), "execution")
    assert list(request.letters.values_list("code", flat=True)) == ["L41", "L02"]
    letter = printed("L41")
    assert "TEST-PEN-2026-0441" in letter
    assert "No reply is needed" in letter
    assert not request.clocks.filter(rule__code="NPS_INFO").exists()


def test_a_decision_has_full_effect_after_180_days(walker):
    request = walker.walk(a_case(walker, "i18_notice"), "review")
    decided = {"substance": 1, "body": "Commission on Narcotic Drugs", "schedule": "1971", "decided_on": "2026-03-01"}
    request = walker.act(request, "schedule", granted_by="counterpart", **decided)
    clock = request.clocks.get(rule__code="NARC-180")
    assert (clock.status, clock.obligated) == ("running", "home")
    assert (clock.due_at - clock.starts_at).days in (180, 181)
    request = walker.act(request, "control", substance=1, granted_by="counterpart", effective_on="2026-03-02")
    assert request.clocks.get(rule__code="NARC-180").status == "running"
    request = walker.act(request, "control", substance=1, granted_by="home", effective_on="2026-03-03")
    assert request.clocks.get(rule__code="NARC-180").status == "met"


def test_notices_and_questions_do_not_go_together(walker):
    request = a_case(walker, "o18_substance")
    assert [one.text for one in check(request) if one.is_blocking] == []
    request.items.create(seq=2, type="notice", description="x", details={"sort": "nps", "common_name": "y"})
    assert [(one.code, one.section) for one in check(request) if one.is_blocking] == [("CK-07", "items")]


def test_a_precursor_is_notified_in_its_own_system(walker):
    request = a_case(walker, "o19_precursor_notice")
    item = request.items.get()
    item.details |= {"pen_reference": "", "pics_reference": ""}
    item.save()
    found = {one.code: one.text for one in check(request)}
    assert "PEN Online" in found["CK-02"]
