"""Two requests from the first form to `closed`, over HTTP alone: each of the cast at their own desk, as a person would."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.jobs import render_letter
from documents.models import Letter
from mla.checklist import AT_INTAKE
from mla.demo.cases import CASES
from mla.models import Authority, Party

from tests.person import Person
from tests.story import Story, translate, write

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")]
THEIRS = "Register for the other side: "
GIVEN_OPINION = "Give an opinion"


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
    story.decide("cleo", GIVEN_OPINION, recommendation="grant", text="Proportionate.")


def attach(story, who, title, purpose, content):
    file = SimpleUploadedFile(f"{title}.txt", content, "text/plain")
    person = story.enter(who).open(f"/requests/{story.request.pk}/").follow("Attach a file")
    person.press("Attach", file=file, title=title, purpose=purpose)
    story.note()
    return person


def test_an_outgoing_request_from_the_first_form_to_closed(tell, office):
    story = tell("o01_bank_records")
    person = begin(story, "ada")
    person.press("Submit", declaration=True)
    story.note()
    assert story.request.own_reference in person.text()
    attach(story, "ada", "Wire transfer orders", "annex", b"Two orders of transfer.")
    admit(story)
    opine(story)
    story.decide("dov", "Grant", disposition_1="granted")
    person = story.take("tess").follow("Translate")
    translate(person, story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="ca_direct")
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference="司协〔2026〕样本1号")
    story.tell("lin", THEIRS + "Grant", expected_on="2026-09-01")
    story.tell("lin", "Remind", text="May we know the state of execution?")
    story.tell("lin", THEIRS + "Report on the state of execution", text="The bank has been asked.")
    story.decide("lin", THEIRS + "Report execution", outcome_1="full", steps_1="Copies made and certified.")
    attach(story, "lin", "Certified statements", "result", b"Account 000123456789.")
    story.decide("lin", "Respond", use_limits="For this investigation only.")
    story.decide("lin", "Close", originals="None.", conditions="None.", feedback="Useful.")
    assert story.lines == []
