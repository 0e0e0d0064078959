"""What is said of an identifier? One result for every scheme, and the three ways in which a rule refuses or doubts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mla.findings import BLOCK, WARN


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scheme's rule says of a value.

    `valid` means that structure and check digit are right. `severity` says what a form makes of it: `block` (it cannot
    be acted upon), `warn` (probably misread, or unusual) or empty. A value of a wrong structure comes back trimmed as
    its own normal form, so that nothing typed is lost. `suggestion` is the one likely reading that is valid, if any.
    """

    valid: bool
    normalized: str
    message: str = ""
    suggestion: str = ""
    severity: str = ""
    label: str = ""
    standard: str = ""

    @property
    def hint(self) -> str:
        """The message with the likely reading, as it stands beside a field; empty where nothing is wrong."""
        if not self.suggestion:
            return self.message
        return _("%(message)s Did you mean %(suggestion)s?") % {"message": self.message, "suggestion": self.suggestion}

    @property
    def told(self) -> str:
        """The message behind the name of its field, with the standard it rests on; empty where nothing is wrong."""
        if not self.message:
            return ""
        beside = f" ({self.standard})" if self.standard else ""
        return f"{self.label}: {self.message}{beside}"


class Wrong(Exception):
    """The value is not built as its scheme demands; the message says how it is."""


class Misread(Exception):
    """The structure is right and the check digit is not; the argument is the value without spaces and dashes."""


class Doubt(Exception):
    """Structure and check digit are right, but there is something to say."""

    def __init__(self, normalized: str, message: str, severity: str = WARN) -> None:
        super().__init__(message)
        self.normalized, self.message, self.severity = normalized, message, severity


def refuse(normalized: str, message: str) -> Doubt:
    """The doubt of a value that is well written and still of no use to anybody."""
    return Doubt(normalized, message, BLOCK)
