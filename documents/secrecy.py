"""What does a letter tell of the secrecy that was asked for, and of what cannot be kept secret?"""

from collections.abc import Callable
from typing import Any

from documents.contents import Contents, Material
from documents.terms import day, either, term
from mla.vocabulary import Confidentiality


def is_wanted(m: Material) -> bool:
    """Whether the requesting Party asks for confidentiality."""
    return m.request.confidentiality not in ("", Confidentiality.NONE)


def must_disclose(m: Material) -> bool:
    """Whether the act says that execution cannot stay confidential."""
    return m.facts.get("about") == "disclosure"


def _secrecy(m: Material) -> Contents:
    """What is secret, on which law, until when."""
    request = m.request
    return {
        "scope": term("confidentiality", request.confidentiality),
        "reason": m.texts.get("confidentiality_reason") or either(request.confidentiality_reason),
        "article": m.citation("CD-CONF"), "basis": either(str(m.facts.get("secrecy_basis") or "")),
        "until": day(m.facts.get("secrecy_until")),
    }


SECTIONS: dict[str, Callable[[Material], Any]] = {"secrecy": _secrecy}
