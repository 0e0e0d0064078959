"""What does a sealed paper of another office say? Its seal is verified first; only then is anything read from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents import pdf, press, report

_DIGITS = 16
"""Of a certificate's digest, how many people compare."""


class Refused(ValueError):
    """The paper is not taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Received:
    """A paper whose seal holds: who sealed it with which certificate, when (ISO 8601, UTC, as the seal says), and its
    data."""

    signer: str
    certificate: str
    signed_at: str
    data: dict[str, Any]


def opened(content: bytes, known: Mapping[str, str]) -> Received:
    """The paper's data. `known` are the certificates (SHA-256) that count as seals of the sender, with their owners.

    One seal must cover the whole file, be unbroken, by a known certificate, and made while that held. Raises Refused.
    """
    if not report.is_pdf(content):
        raise Refused(_("The file is no PDF."))
    try:
        seal = _judged(press.apart(report.examine, content), known)
        text = press.apart(report.data, content)
    except pdf.Unprintable as flaw:
        raise Refused(_("The PDF cannot be read: %(why)s.") % {"why": flaw}) from None
    try:
        data = json.loads(text)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise Refused(_("The PDF holds no data: it has no file “%(name)s”.") % {"name": pdf.REQUEST})
    return Received(known.get(seal["certificate"], "") or seal["signer"], seal["certificate"], seal["signed_at"], data)


def _judged(told: dict[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """The one seal that holds; raises Refused with the first thing that is wrong."""
    if told["problem"]:
        raise Refused(_("The seal cannot be read: %(why)s.") % {"why": told["problem"]})
    if len(told["seals"]) != 1:
        raise Refused(_("The file must have exactly one seal; it has %(n)s.") % {"n": len(told["seals"])})
    seal: dict[str, Any] = told["seals"][0]
    who = {"who": seal["signer"], "certificate": seal["certificate"][:_DIGITS]}
    if not seal["is_intact"]:
        raise Refused(_("The seal of %(who)s is broken: the file was changed after it was sealed.") % who)
    if seal["covers"] != "all":
        raise Refused(_("The seal of %(who)s does not cover the whole file: something was added afterwards.") % who)
    if seal["certificate"] not in known:
        raise Refused(_(
            "The file was sealed by %(who)s with the certificate %(certificate)s…, which is not registered here as a "
            "seal of this party. An administrator registers it once it was compared with the other side."
        ) % who)
    if not seal["valid_from"] <= seal["signed_at"] <= seal["valid_until"]:
        raise Refused(_("The certificate of %(who)s did not hold on %(day)s, when the file was sealed.") % {
            **who, "day": seal["signed_at"][:10] or "–"})
    return seal
