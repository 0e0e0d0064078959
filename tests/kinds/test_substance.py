"""Substances: a question from the writer to `closed`, a notice that owes no answer, a decision with its 180 days."""

import pytest

from mla.completeness import check
from tests.kinds.stages import a_case, finish, finished, printed, send, sent

pytestmark = pytest.mark.django_db
OUTGOING = [
    *sent({"transmit": ["ACK-ROUTINE running", "NPS_INFO running"], "acknowledge": ["ACK-ROUTINE met"]}, letter="L01"),
    *finished(["NPS_INFO met"]),
]


def test_an_outgoing_question_on_a_substance_from_the_writer_to_closed(tell):
    story = tell("o18_substance")
    send(story, channel="police", reference="公禁毒〔2026〕样本18号")
    finish(story, "The data are enclosed.")
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


DECIDED = {"body": "Commission on Narcotic Drugs", "decided_on": "2026-03-01"}


def test_each_decision_has_full_effect_after_180_days_of_its_own(walker):
    """Under the Conventions of 1971 and 1988; under that of 1961 on receipt, so nothing runs."""
    request = walker.walk(a_case(walker, "i18_notice"), "review")
    item = request.items.get()
    for seq in (2, 3):
        item.pk, item.seq = None, seq
        item.save(force_insert=True)
    for seq, schedule in ((1, "1971"), (2, "1988-1"), (3, "1961")):
        request = walker.act(request, "schedule", item=seq, granted_by="counterpart", schedule=schedule, **DECIDED)

    def running():
        return list(request.clocks.filter(rule__code="NARC-180").order_by("pk").values_list("item__seq", "status"))

    clock = request.clocks.filter(rule__code="NARC-180").order_by("pk").first()
    assert running() == [(1, "running"), (2, "running")]
    assert ((clock.due_at - clock.starts_at).days in (180, 181), clock.obligated) == (True, "home")
    request = walker.act(request, "control", item=1, granted_by="counterpart", entry="x", effective_on="2026-03-02")
    assert running() == [(1, "running"), (2, "running")]
    request = walker.act(request, "control", item=2, granted_by="home", entry="x", effective_on="2026-03-03")
    assert running() == [(1, "running"), (2, "met")]
    request = walker.act(request, "reclassify", urgency="priority", classification=request.classification, reasons="x")
    assert running() == [(1, "running"), (2, "met")]


def test_a_decision_of_ours_is_told_to_the_side_that_knows_the_request(walker):
    request = walker.walk(a_case(walker, "o19_precursor_notice"), "transmission")
    ours = {"item": 1, "granted_by": "home", "schedule": "national", **DECIDED}
    request = walker.act(request, "schedule", **ours)
    assert list(request.letters.values_list("code", flat=True)) == []
    request = walker.act(request, "transmit")
    assert "Commission on Narcotic Drugs" in printed("L41")
    request = walker.act(request, "schedule", **{**ours, "granted_by": "counterpart"})
    request = walker.act(request, "control", item=1, granted_by="home", entry="Schedule I", effective_on="2026-09-01")
    assert list(request.letters.values_list("code", flat=True)) == ["L41", "L02", "L41C"]
    for words in ("has taken effect on our side", "Schedule I", "1 September 2026", "对该物质的管制已在我方生效"):
        assert words in printed("L41C")


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
