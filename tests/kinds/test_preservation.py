"""A request to preserve data, from the writer to `closed`; renewed once; told what its letters say."""

import pytest
from django.core.management import call_command

from mla.verification import breaks
from tests.kinds.stages import THEIRS, finish, finished, printed, send, sent

pytestmark = pytest.mark.django_db
OUTGOING = [
    *sent({"transmit": ["ACK-URGENT running"], "acknowledge": ["ACK-URGENT met"]}, letter="L28", opinion=False),
    ("lin", "preserve", "counterpart", "execution", [], []),
    ("lin", "renew", "home", "execution", [], ["L30"]),
    ("lin", "discharge", "home", "execution", [], ["L31"]),
    *finished([]),
]


def test_an_outgoing_preservation_from_the_writer_to_closed(tell):
    story = tell("o16_preservation")
    send(story, channel="24_7", reference="公网安〔2026〕样本6号", opinion="")
    story.tell("lin", THEIRS + "Confirm the preservation", ticket="P-2026-0007", extent="all",
               preserved_until="2026-09-10")
    story.tell("lin", "Ask for renewal", ticket="P-2026-0007", wanted_until="2026-12-09", progress="In translation.")
    story.tell("lin", "Declare no longer needed", reasons="The mailbox was disclosed by its user.")
    finish(story, "Preserved and released.")
    assert story.lines == OUTGOING
    assert "We intend to submit a request for mutual legal assistance" in printed("L28")
    assert "P-2026-0007" in printed("L30")
    assert "9 December 2026" in printed("L30")
    for words in ("P-2026-0007", "The mailbox was disclosed by its user.", "no longer needed", "无需继续保全"):
        assert words in printed("L31")
    call_command("verify_record")
    assert list(breaks()) == []
