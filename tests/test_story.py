"""Two requests from the first form to `closed`, over HTTP alone: each of the cast at their own desk."""

import hashlib
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from documents import pages
from documents.jobs import render_letter
from documents.models import Letter
from mla.checklist import AT_INTAKE
from mla.demo.cases import CASES
from mla.models import Authority, Party
from mla.verification import breaks
from tests.story import Story, translate, write

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
# each act: actor, verb, party, state after it, clocks that changed, letters issued
OUTGOING = [
    ("ada", "draft", "home", "draft", [], []),
    ("ada", "submit", "home", "intake", [], []),
    ("ada", "attach", "home", "intake", [], []),
    ("ben", "admit", "home", "review", [], []),
    ("cleo", "opine", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("tess", "translate", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution", ["ACK-ROUTINE running", "DECISION running"], ["L01", "L02"]),
    ("lin", "acknowledge", "counterpart", "execution", ["ACK-ROUTINE met"], []),
    ("lin", "grant", "counterpart", "execution", ["DECISION met", "EXECUTION running"], []),
    ("lin", "remind", "home", "execution", ["STATUS_REPLY running"], ["L24"]),
    ("lin", "inform", "counterpart", "execution", ["STATUS_REPLY met"], []),
    ("lin", "report", "counterpart", "response", ["EXECUTION met"], []),
    ("lin", "attach", "home", "response", [], []),
    ("lin", "respond", "home", "responded", [], ["N04"]),
    ("lin", "close", "home", "closed", [], ["L47"]),
]
INCOMING = [
    ("ben", "draft", "home", "draft", [], []),
    ("ben", "receive", "home", "intake", ["ACK-ROUTINE running", "DECISION running", "FORM_REVIEW running"], []),
    ("ben", "acknowledge", "home", "intake", ["ACK-ROUTINE met"], ["L05"]),
    ("ben", "ask", "home", "clarification",
     ["DECISION paused", "FORM_REVIEW met", "SUPPLEMENT running", "SUPPLEMENT-CLOSE running"], ["L07"]),
    ("ben", "answer", "counterpart", "intake",
     ["DECISION running", "SUPPLEMENT met", "SUPPLEMENT-CLOSE met"], []),
    ("ben", "admit", "home", "review", [], []),
    ("cleo", "opine", "home", "review", [], []),
    ("tess", "translate", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", ["DECISION met", "EXECUTION running"], ["L10"]),
    ("dan", "transmit", "home", "execution", [], ["N02", "L26"]),
    ("xia", "inform", "home", "execution", [], ["L25"]),
    ("xia", "report", "home", "response", ["EXECUTION met"], []),
    ("cleo", "opine", "home", "response", [], []),
    ("dov", "respond", "home", "responded", [], ["L21", "L16"]),
    ("ben", "close", "home", "closed", [], ["L47"]),
]


@pytest.fixture
def tell(office, monkeypatch):
    """`tell("o01_bank_records")` begins the story of a case; time moves only when somebody comes in."""

    def begin(code):
        story = Story(office, next(one for one in CASES if one["code"] == code))
        monkeypatch.setattr(timezone, "now", lambda: story.now)
        return story

    return begin


def begin(story, who):
    """The first form, every page of the writer, the check page and its declaration."""
    person = story.enter(who).open("/").follow("New request")
    counterpart = Party.objects.get(code=story.case["counterpart"]).pk
    person.press("Begin", kind=story.case["kind"], title=story.case["title"], counterpart=counterpart,
                 direction=story.case["direction"])
    story.note()
    return write(person, story)


def admit(story):
    story.decide("ben", "Admit", **{f"check_{code}": "yes" for code in AT_INTAKE})


def opine(story):
    story.decide("cleo", "Give an opinion", recommendation="grant", text="Proportionate.")


def attach(story, who, title, purpose, content):
    file = SimpleUploadedFile(f"{title}.txt", content, "text/plain")
    person = story.enter(who).open(f"/requests/{story.request.pk}/").follow("Attach a file")
    person.press("Attach", file=file, title=title, purpose=purpose)
    story.note()
    return person


def printed(code: str) -> str:
    letter = Letter.objects.get(code=code)
    return pages.page(letter.template, letter.snapshot)


def test_an_outgoing_request_from_the_first_form_to_closed(tell):
    story = tell("o01_bank_records")
    person = begin(story, "ada")
    person.press("Submit", declaration=True)
    story.note()
    assert story.request.own_reference in person.text()
    attach(story, "ada", "Wire transfer orders", "annex", b"Two orders of transfer.")
    admit(story)
    opine(story)
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="ca_direct")
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference="司协〔2026〕样本1号")
    story.tell("lin", THEIRS + "Grant", expected_on="2026-09-01")
    story.tell("lin", "Remind", text="May we know the state of execution?")
    story.tell("lin", THEIRS + "Report on the state of execution", text="The bank has been asked.")
    story.decide("lin", THEIRS + "Report execution", outcome_1="full", steps_1="Copies made and certified.")
    attach(story, "lin", "Certified statements", "result", b"Account 000123456789.")
    story.decide("lin", "Respond", use_limits="For this investigation only.")
    story.decide("lin", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")
    assert story.lines == OUTGOING
    request_letter = printed("L01")
    assert "Wire transfer orders" in request_letter
    assert story.case["translation"]["subject_matter"] in request_letter
    assert_whole_and_printed(story, readers=("ada", "lin"))


def test_an_incoming_request_from_receipt_to_closed(tell):
    story = tell("i01_bank_records")
    person = begin(story, "ben")
    person.press("Register", declaration=True)
    story.note()
    story.tell("ben", "Acknowledge receipt")
    ask(story)
    point = story.request.points.get()
    story.tell("ben", THEIRS + "Answer the points", **{f"answer_{point.pk}": "The text of Article 266 is enclosed."})
    admit(story)
    opine(story)
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    executing = Authority.objects.get(code="US-FBI").pk
    story.decide("dov", "Grant", disposition_1="granted", authority=executing)
    story.decide("dan", "Transmit", channel="ca_direct", authority=Authority.objects.get(code="US-FBI").pk)
    story.tell("xia", "Report on the state of execution", text="The bank has been served.", delay="None.")
    story.decide(
        "xia", "Report execution", outcome_1="full", steps_1="Records produced and certified.",
        certificate_1_custodian="Marguerite Delacroix-Tan", certificate_1_copies="copy",
        certificate_1_taken_on="2026-06-08", certificate_1_place="Newark", certificate_1_organ="Newark Field Office",
    )
    opine(story)
    story.decide("dov", "Respond", use_limits="For the proceeding named in the request.")
    story.decide("ben", "Close", originals="None.", conditions="None.", retention="Ten years.")
    assert story.lines == INCOMING
    assert_whole_and_printed(story, readers=("ben", "xia"))


def ask(story):
    """A point more than the form has rows for at first is typed after asking for more rows."""
    person = story.take("ben").follow("Ask for supplementary information").press("Add more rows")
    act = "Ask for supplementary information"
    person.press(act, point_5_code="CK-06", point_5_text="The text of Article 266.")
    story.note()


def assert_whole_and_printed(story, readers):
    """The record is whole, every letter is printed once, and who may read it downloads the same bytes."""
    call_command("verify_record", stdout=StringIO())
    assert list(breaks()) == []
    assert story.request.tasks.open().count() == 0
    letters = list(story.request.letters.all())
    for letter in letters:
        render_letter(letter.pk)
    for who in readers:
        person = story.enter(who)
        for letter in letters:
            person.open(f"/requests/{story.request.pk}/?tab=letters").follow(letter.number)
            assert letter.number in person.text()
            found = person.client.get(f"/letters/{letter.pk}/pdf/")
            assert hashlib.sha256(found.content).hexdigest() == Letter.objects.get(pk=letter.pk).sha256
            assert found.content.startswith(b"%PDF-1.7")
