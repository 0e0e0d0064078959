"""Parcels traced, from the writer to `closed`; what is found, seized and followed; what the letters say."""

import pytest
from django.core.management import call_command

from mla.verification import breaks
from tests.kinds.stages import admit, begin, printed
from tests.story import translate

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
EVENTS = "EMI 2026-01-20T11:00+08:00 Suzhou\nEMA 2026-02-24T15:40+08:00 Suzhou"
OUTGOING = [
    ("ada", "draft", "home", "draft", [], []),
    ("ada", "submit", "home", "intake", [], []),
    ("ben", "admit", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("tess", "translate", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution", ["ACK-PRIORITY running", "PARCEL running"], ["L39", "L02"]),
    ("lin", "acknowledge", "counterpart", "execution", ["ACK-PRIORITY met"], []),
    ("lin", "trace", "counterpart", "execution", [], []),
    ("lin", "identify", "counterpart", "execution", [], []),
    ("lin", "propose", "counterpart", "execution", [], []),
    ("lin", "agree", "home", "execution", [], ["L40C"]),
    ("lin", "seize", "counterpart", "execution", [], []),
    ("lin", "report", "counterpart", "response", ["PARCEL met"], []),
    ("lin", "respond", "home", "responded", [], ["N04"]),
    ("lin", "close", "home", "closed", [], ["L47"]),
]


def test_an_outgoing_request_for_a_parcel_from_the_writer_to_closed(tell):
    story = tell("o17_parcel")
    begin(story, "ada").press("Submit", declaration=True)
    story.note()
    admit(story)
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="police")
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference="公禁毒〔2026〕样本17号")
    parcel = story.request.identifiers.get()
    story.tell("lin", THEIRS + "Record tracking events", parcel=parcel.pk, events=EVENTS)
    story.tell("lin", THEIRS + "Add a person or number found", role="sender", surname="Test", given_names="Li",
               native_name="测试丽", scheme="phone", value="+12025550188", source="Posting form")
    plan = {"parcel": parcel.pk, "plan": "Watched to the door.", "contents": "replaced", "authority": "Sample police"}
    story.tell("lin", "Propose a controlled delivery", granted_by="counterpart", **plan)
    story.tell("lin", "Agree to a controlled delivery", granted_by="home", **plan)
    story.tell("lin", THEIRS + "Record a seizure", substance="para-fluorofentanyl", net="412.5", unit="g",
               place="Newark", agency="Customs", parcels="3", networks="1", cases="2")
    story.decide("lin", THEIRS + "Report execution", outcome_1="full", steps_1="The posting form is enclosed.")
    story.decide("lin", "Respond", use_limits="None.")
    story.decide("lin", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")
    assert story.lines == OUTGOING
    asked = printed("L39")
    for words in ("RB123456785CN", "departure from the outward office of exchange", "neither the sender",
                  "21 U.S.C. § 952(a)", "TLP:AMBER", "不开拆邮件"):
        assert words in asked
    call_command("verify_record")
    assert list(breaks()) == []
