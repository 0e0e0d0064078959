"""What is asked for, what is missing, and where is it typed?"""

from dataclasses import dataclass

BLOCK, WARN = "block", "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer that is missing or wrong: the check's code, the sentence, and the field that mends it.

    `severity` is `block` (the request cannot be submitted) or `warn` (it can, but expect a question).
    """

    code: str
    severity: str
    text: str
    section: str
    field: str
    is_wrong: bool = False
    """Whether something is typed that cannot be understood, rather than missing."""

    @property
    def is_blocking(self) -> bool:
        """Whether it stands in the way of submission."""
        return self.severity == BLOCK


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked for, and whether it is answered well. The finding is what to say if it is not."""

    finding: Finding
    is_answered: bool
    is_required: bool
    """Whether a request is incomplete without it, even where its lack does not block."""
