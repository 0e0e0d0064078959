"""A request to preserve data, from the writer to `closed`; renewed once; told what its letters say."""

import pytest
from django.core.management import call_command

from mla.verification import breaks
from tests.kinds.stages import admit, begin, printed
from tests.story import translate

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
OUTGOING = [
    ("ada", "draft", "home", "draft", [], []),
    ("ada", "submit", "home", "intake", [], []),
    ("ben", "admit", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("tess", "translate", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution", ["ACK-URGENT running"], ["L28", "L02"]),
    ("lin", "acknowledge", "counterpart", "execution", ["ACK-URGENT met"], []),
    ("lin", "preserve", "counterpart", "execution", [], []),
    ("lin", "renew", "home", "execution", [], ["L30"]),
    ("lin", "discharge", "home", "execution", [], []),
    ("lin", "report", "counterpart", "response", [], []),
    ("lin", "respond", "home", "responded", [], ["N04"]),
    ("lin", "close", "home", "closed", [], ["L47"]),
]


def test_an_outgoing_preservation_from_the_writer_to_closed(tell):
    story = tell("o16_preservation")
    begin(story, "ada").press("Submit", declaration=True)
    story.note()
    admit(story)
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="24_7")
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference="公网安〔2026〕样本6号")
    story.tell("lin", THEIRS + "Confirm the preservation", ticket="P-2026-0007", extent="all",
               preserved_until="2026-09-10")
    story.tell("lin", "Ask for renewal", ticket="P-2026-0007", wanted_until="2026-12-09", progress="In translation.")
    story.tell("lin", "Declare no longer needed", reasons="The mailbox was disclosed by its user.")
    story.decide("lin", THEIRS + "Report execution", outcome_1="full", steps_1="Preserved and released.")
    story.decide("lin", "Respond", use_limits="None.")
    story.decide("lin", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")
    assert story.lines == OUTGOING
    assert "We intend to submit a request for mutual legal assistance" in printed("L28")
    assert "P-2026-0007" in printed("L30")
    assert "9 December 2026" in printed("L30")
    call_command("verify_record")
    assert list(breaks()) == []
