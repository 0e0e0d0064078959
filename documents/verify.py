"""Is this our letter? By the bytes of a PDF, or by the number and code printed on paper, against the register."""

import hashlib
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from documents import pdf, press, report, tokens
from documents.models import Letter, Paper

VALID, SUPERSEDED, ALTERED, NOT_OURS, UNREADABLE = "valid", "superseded", "altered", "not_issued_here", "unreadable"
STATUSES = {
    VALID: _("Issued by this office, unchanged, and current"),
    SUPERSEDED: _("Issued by this office and unchanged, but replaced by a later letter"),
    ALTERED: _("Not valid: this file is not what this office issued"),
    NOT_OURS: _("Not issued here"),
    UNREADABLE: _("Not valid: this is no PDF that can be read"),
}
Verdict = dict[str, Any]


def by_code(number: str, code: str) -> Verdict | None:
    """What the holder of a paper may learn; None for anything but a letter's number with its own code."""
    asked = {"token": tokens.typed(code), "number": number.strip().upper()}
    found = Letter.objects.filter(**asked).exclude(sha256="").first()
    if found is None:
        paper = Paper.objects.filter(**asked).exclude(sha256="").first()
        return _current(paper) if paper else None
    return _current(found)


def by_file(content: bytes) -> Verdict:
    """All that can be said of the file: its seal, what that covers, and what the register knows. Never raises."""
    digest = hashlib.sha256(content).hexdigest()
    verdict: Verdict = {"status": UNREADABLE, "file": {"sha256": digest, "size": len(content)}, "letter": None,
                        "register": {"agrees": False, "sha256": ""}, "seals": [], "superseded_by": "", "problem": ""}
    if not report.is_pdf(content) and not Letter.objects.filter(sha256=digest).exists():
        return verdict | {"problem": "the file does not begin as a PDF does"}
    try:
        told = press.apart(report.examine, content)
    except pdf.Unprintable as flaw:
        return verdict | {"problem": str(flaw)}
    verdict |= {"seals": told["seals"], "problem": told["problem"]}
    if (letter := Letter.objects.filter(sha256=digest).first()) is not None:
        return verdict | _ours(letter, told["seals"])
    if (paper := Paper.objects.filter(sha256=digest).first()) is not None:
        return verdict | _ours(paper, told["seals"])
    letter = _pretended(told)
    verdict["status"] = ALTERED if letter else NOT_OURS
    return verdict | ({"register": _register(letter, agrees=False), "letter": _known(letter)} if letter else {})


def too_large(size: int) -> bool:
    """Whether a file is not even looked at; no letter of ours is so large."""
    return size > settings.MLA_MAX_UPLOAD


def _current(letter: Letter | Paper) -> Verdict:
    later = _later(letter)
    return {"status": SUPERSEDED if later else VALID, "letter": _known(letter), "superseded_by": later}


def _ours(letter: Letter | Paper, seals: list[Verdict]) -> Verdict:
    """The very bytes of the register: the seal must say so too."""
    sound = [one for one in seals if one["is_intact"] and one["covers"] == "all"]
    is_sealed = any(one["certificate"] == letter.certificate for one in sound)
    later = _later(letter)
    return {
        "status": ALTERED if not is_sealed else SUPERSEDED if later else VALID, "letter": _known(letter),
        "register": _register(letter, agrees=True), "superseded_by": later,
    }


def _pretended(told: Verdict) -> Letter | None:
    """The letter of ours that the file was made from: its manifest names it, and its seal is ours or nobody's."""
    letter = Letter.objects.filter(number=told["number"]).exclude(sha256="").first() if told["number"] else None
    strangers = [one for one in told["seals"] if letter and one["certificate"] != letter.certificate]
    return None if strangers else letter


def _known(letter: Letter | Paper) -> Verdict:
    """What identifies the letter: nothing about persons or facts."""
    return {
        "number": letter.number, "issued_on": letter.issued_at.astimezone(letter.sender.tz).date().isoformat(),
        "issued_by": {"en": letter.sender.name_en, "zh": letter.sender.name_zh}, "sha256": letter.sha256,
        "pages": letter.pages,
    }


def _register(letter: Letter | Paper, *, agrees: bool) -> Verdict:
    return {"agrees": agrees, "sha256": letter.sha256}


def _later(letter: Letter | Paper) -> str:
    """The number of the letter or paper that replaces it last, if any."""
    found: str | None = letter.superseded_by.order_by("-pk").values_list("number", flat=True).first()
    return found or ""
