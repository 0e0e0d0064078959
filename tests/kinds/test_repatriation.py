"""Two persons in one request: one is verified and returns, the other is not a national. And one we are asked about."""

import pytest
from django.core.management import call_command

from mla.models import Authority
from mla.verification import breaks
from tests.documents.recording import Book
from tests.kinds.stages import admit, begin, printed, take_in
from tests.story import translate

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
OUTGOING = [
    ("rosa", "draft", "home", "draft", [], []),
    ("rosa", "submit", "home", "intake", [], []),
    ("ben", "order", "home", "intake", ["INA-90 running"], []),
    ("ben", "admit", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("tess", "translate", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution", ["ACK-ROUTINE running", "LECD-VERIFY running"], ["L33", "L02"]),
    ("lin", "acknowledge", "counterpart", "execution", ["ACK-ROUTINE met"], []),
    ("lin", "verify", "counterpart", "execution", ["LECD-TD30 running", "LECD-VERIFY met"], []),
    ("lin", "not_national", "counterpart", "execution", [], []),
    ("lin", "apply", "home", "execution", ["ICAO-30 running"], ["L35"]),
    ("lin", "issue_document", "counterpart", "execution", ["ICAO-30 met", "LECD-TD30 met", "TD_VALID running"], []),
    ("lin", "announce", "home", "execution", ["ITINERARY met"], ["L37"]),
    ("lin", "depart", "home", "execution", [], []),
    ("lin", "hand_over", "home", "execution", ["INA-90 met", "TD_VALID met"], ["L38"]),
    ("lin", "report", "counterpart", "response", [], []),
    ("lin", "respond", "home", "responded", [], ["N04"]),
    ("lin", "close", "home", "closed", [], ["L47"]),
]


def test_two_persons_of_whom_one_returns_and_one_is_no_national(tell):
    story = tell("o21_repatriation")
    begin(story, "rosa").press("Submit", declaration=True)
    story.note()
    first, second = story.request.persons.values_list("pk", flat=True)
    story.tell("ben", "Record the final order", person=first, order_type="removal")
    admit(story)
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="consular")
    _verify_and_return(story, first, second)
    assert story.lines == OUTGOING
    [item] = story.request.items.all()
    assert (item.outcome, item.steps_taken) == (
        "full", "LIU Ming (刘明): document issued\nWANG Fang (王芳): not a national"
    )
    assert "11010519491231002X" in printed("L33")
    assert "L898902C3" in printed("L37")
    assert "WANG" not in printed("L37")
    assert "Gate 12" in printed("L38")
    call_command("verify_record")
    assert list(breaks()) == []


def _verify_and_return(story, first, second):
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference="移管〔2026〕样本9号")
    story.tell("lin", THEIRS + "Confirm identity and nationality", person=first, means=["registers"])
    story.tell("lin", THEIRS + "State that the person is not a national", person=second, reasons="Nobody of that name.")
    story.tell("lin", "Ask for the travel document", person=first, document_type="any", itinerary="In July.",
               photo=True)
    story.tell("lin", THEIRS + "Issue the travel document", person=first, document_type="one_way", number="L898902C3",
               issued_on="2026-06-14", expires_on="2026-09-12", entries="one")
    story.tell("lin", "Announce the itinerary", persons=[str(first)], flight="XX 0123, Newark to Shanghai",
               departs_at="2026-06-22T23:40-04:00", arrives_at="2026-06-24T03:10+08:00", escort="flight",
               handover_point="Gate 12", contingency="The escort returns with the person.")
    story.tell("lin", "Record the departure", person=first, port="Newark", flight="XX 0123")
    handed = story.tell("lin", "Record the handover", person=first, place="Gate 12", delivered_by="Lee Sample",
                        received_by="陈样本", documents="Return document.", condition="Good.")
    assert "LIU Ming (刘明)1949-12-31 Handed over" in handed.text()
    story.decide("lin", THEIRS + "Report execution")
    story.decide("lin", "Respond", use_limits="None.")
    story.decide("lin", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")


INCOMING = [
    ("ben", "draft", "home", "draft", [], []),
    ("ben", "receive", "home", "intake", ["ACK-ROUTINE running", "FORM_REVIEW running",
                                          "VERIFY_ID-INTERVIEW running"], []),
    ("ben", "acknowledge", "home", "intake", ["ACK-ROUTINE met"], ["L05"]),
    ("ben", "admit", "home", "review", ["FORM_REVIEW met"], []),
    ("tess", "translate", "home", "review", [], []),
    ("cleo", "opine", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], ["L10"]),
    ("dan", "transmit", "home", "execution", [], ["N02"]),
    ("xia", "invite", "home", "execution", [], ["L34"]),
    ("xia", "interview", "home", "execution", [], []),
    ("xia", "verify", "home", "execution", ["LECD-TD30 running", "VERIFY_ID-INTERVIEW met"], ["L34"]),
    ("xia", "issue_document", "home", "execution", ["LECD-TD30 met", "TD_VALID running"], ["L36"]),
]


def test_a_national_of_ours_is_verified_after_an_interview(tell):
    story = tell("i21_repatriation")
    take_in(story)
    story.decide("cleo", "Give an opinion", recommendation="grant", text="In order.")
    executing = Authority.objects.get(code="US-FBI").pk
    story.decide("dov", "Grant", disposition_1="granted", authority=executing)
    story.decide("dan", "Transmit", channel="consular", authority=executing)
    [person] = story.request.persons.values_list("pk", flat=True)
    story.tell("xia", "Appoint the interview", person=person, interview_at="2026-06-20T09:30+08:00", place="Room 2",
               manner="video")
    story.tell("xia", "Record the interview", person=person, held="held")
    story.tell("xia", "Confirm identity and nationality", person=person, means=["registers", "interview"])
    story.tell("xia", "Issue the travel document", person=person, document_type="us_limited", number="000000042",
               issued_on="2026-06-14", expires_on="2026-09-12", entries="one")
    assert story.lines == INCOMING
    assert "were verified on" in printed("L34")
    assert "The period of 30 days for the issue of the travel document runs from that date" in printed("L34")
    assert "000000042" in printed("L36")


def test_what_becomes_of_a_person_otherwise_is_told_as_well(a_request, walker):
    request = a_request("execution", kind="repatriation")
    first, second = request.persons.order_by("pk").values_list("pk", flat=True)
    for word in ("verify", "apply", "issue_document", "announce", "depart", "fail"):
        request = walker.act(request, word, **({} if word == "announce" else {"person": first}))
    failed = printed("L38F")
    for words in ("LIU", "the person refused to board", "The person will not arrive as announced", "遣返经过"):
        assert words in failed, words
    for word in ("announce", "depart", "hand_over", "take_back"):
        request = walker.act(request, word)
    back = printed("L38B")
    for words in ("was taken back on", "A court had set the order aside the day before.", "one suitcase", "交还人"):
        assert words in back, words
    request = walker.act(request, "discharge", person=second, reasons="Left on 3 May.")
    withdrawn = printed("L46P")
    assert "WANG" in withdrawn
    assert "The request stands for all other persons" in withdrawn
    assert "Left on 3 May" not in withdrawn
    assert "Itinerary announced" not in withdrawn  # the other person's
    assert "Itinerary announced" in failed
    codes = list(request.letters.order_by("pk").values_list("code", flat=True))
    assert codes == ["L33", "L02", "L35", "L37", "L38F", "L37", "L38", "L38B", "L46P"]
    for letter in request.letters.filter(code__in=["L38F", "L38B", "L46P"]):
        book = Book(letter)
        assert (letter.code, book.unread, book.unknown) == (letter.code, set(), set())
