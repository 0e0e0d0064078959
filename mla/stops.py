"""What must not leave the office? A hard stop is no missing answer: no officer may wave it through."""

from dataclasses import dataclass

from django.utils.functional import Promise

from mla.findings import BLOCK, Finding, Question
from mla.vocabulary import Direction

STOPPED = {Direction.OUT: frozenset({"submit", "transmit", "answer"}), Direction.IN: frozenset({"grant", "transmit"})}
"""The common steps that a stop bars, by direction; an answer only once the request has gone abroad. A kind's own acts
ask for stops in their guards."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One reason: its code, the sentence, and where in the writer it is answered."""

    code: str
    text: str | Promise
    section: str
    field: str

    def question(self) -> Question:
        """The same for the list of what stands in the way of submission."""
        finding = Finding(self.code, BLOCK, f"{self.text} ({self.code})", self.section, self.field, is_wrong=True)
        return Question(finding, is_answered=False, is_required=True)
