"""Files and substances."""

import re

from django.utils.translation import gettext as _
from stdnum import casrn

from mla.identifiers.marks import by
from mla.identifiers.verdict import Wrong

_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")


def hash_(value: str) -> str:
    """MD5, SHA-1 or SHA-256 in lower case."""
    digits = re.sub(r"\s", "", value).lower()
    if not _HASH.fullmatch(digits):
        raise Wrong(_("Enter an MD5 (32), SHA-1 (40) or SHA-256 (64) digest in hexadecimal digits."))
    return digits


def cas(value: str) -> str:
    """The CAS registry number of a substance, with its two hyphens."""
    digits = re.sub(r"[^0-9]", "", value)
    said = _("Enter the CAS number: up to seven digits, two, and the check digit, as in 437-38-7.")
    if re.sub(r"[0-9\s\-‐‑‒–—]", "", value) or not 5 <= len(digits) <= 10:
        raise Wrong(said)
    return by(casrn.validate, f"{digits[:-3]}-{digits[-3:-1]}-{digits[-1]}", said)
