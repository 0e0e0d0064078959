"""An incoming request to preserve data, over its pages: confirmed, renewed once, and lapsed where nobody renews."""

from datetime import date, timedelta

import pytest

from mla.models import Authority
from tests.kinds.stages import admit, begin, printed
from tests.story import translate
from workflows import clocks

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
TOLD = {"ticket": "P-2026-0012", "extent": "all", "remarks": "The log-in records change daily."}
INCOMING = [
    ("ben", "draft", "home", "draft", [], []),
    ("ben", "receive", "home", "intake", ["ACK-URGENT running"], []),
    ("ben", "acknowledge", "home", "intake", ["ACK-URGENT met"], ["L05"]),
    ("ben", "admit", "home", "review", [], []),
    ("tess", "translate", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution", [], ["N02"]),
    ("xia", "preserve", "home", "execution", ["USC-2703F running"], ["L29"]),
    ("ben", "renew", "counterpart", "execution", ["USC-2703F met", "USC-2703F-RENEWED running"], []),
    ("ben", "discharge", "counterpart", "execution", ["USC-2703F-RENEWED met"], []),
    ("xia", "report", "home", "response", [], []),
    ("cleo", "opine", "home", "response", [], []),
    ("tess", "translate", "home", "response", [], []),
    ("dov", "respond", "home", "responded", [], ["L31"]),
    ("ben", "close", "home", "closed", [], ["L47"]),
]


def preserved(story):
    """The story up to the confirmation."""
    begin(story, "ben").press("Register", declaration=True)
    story.note()
    story.tell("ben", "Acknowledge receipt", expected_on="2026-06-12")
    admit(story)
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dov", "Grant", disposition_1="granted", authority=executing())
    story.decide("dan", "Transmit", channel="24_7", authority=executing())
    story.tell("xia", "Confirm the preservation", **TOLD, preserved_until="2026-09-04")


def executing():
    return Authority.objects.get(code="US-FBI").pk


def test_g09_an_incoming_preservation_is_renewed_once_and_released(tell):
    story = tell("i22_preservation")
    preserved(story)
    first = story.request.clocks.get(rule__code="USC-2703F")
    story.now = first.due_at - timedelta(days=4)
    story.tell("ben", THEIRS + "Ask for renewal", ticket="P-2026-0012", wanted_until="2026-12-03",
               progress="Translated.")
    renewed = story.request.clocks.get(rule__code="USC-2703F-RENEWED")
    assert date.fromisoformat(renewed.strict) - date.fromisoformat(first.strict) == timedelta(days=90)
    story.tell("ben", THEIRS + "Declare no longer needed", reasons="The provider disclosed the data.")
    story.decide("xia", "Report execution", outcome_1="full", steps_1="Kept and released.")
    story.decide("cleo", "Give an opinion", recommendation="grant", text="In order.")
    page = story.take("tess").follow("Translate")
    assert "Data preserved" in page.text()
    translate(page, story, story.case)
    story.note()
    story.decide("dov", "Respond", use_limits="None.")
    story.decide("ben", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")
    assert story.lines == INCOMING
    assert "P-2026-0012" in printed("L29")
    assert "4 September 2026" in printed("L29")
    for words in ("The preservation has ended", "译文 The log-in records change daily."):
        assert words in printed("L31")


def test_g10_a_preservation_that_nobody_renews_lapses_with_a_notice(tell):
    story = tell("i22_preservation")
    preserved(story)
    clock = story.request.clocks.get(rule__code="USC-2703F")
    assert clock.strict == clock.due  # it never rolls to a working day
    person = story.enter("ben").open(f"/requests/{story.request.pk}/")
    assert "Let lapse" not in person.links()
    story.now = clock.due_at + timedelta(hours=1)
    clocks.sweep(now=story.now)
    story.tell("ben", "Let lapse")
    assert story.request.state == "lapsed"
    assert story.lines[-1][4:] == (["USC-2703F cancelled"], ["L31"])
    assert "P-2026-0012" in printed("L31")
