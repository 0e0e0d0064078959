"""What does a PDF say of its own seals? Read in the bounded child: the file may come from anyone.

Says what is so in the file alone; whether we issued it, only the register knows.
"""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from documents.pdf import MANIFEST, REQUEST

MOST_SEALS = 20
MOST_DATA = 32 * 1024 * 1024
"""Bytes of data that are read from a file."""
_NO_SEALS: list[dict[str, Any]] = []
_Read = TypeVar("_Read")


def is_pdf(content: bytes) -> bool:
    """Whether the file begins as a PDF does, white space left aside."""
    return content.lstrip()[:5] == b"%PDF-"


def examine(content: bytes) -> dict[str, Any]:
    """The seals of the file, the number its manifest gives, and why it could not be read if so. Only a lack of memory
    is raised."""
    seals, problem = _read(_seals, content, _NO_SEALS)
    number, _flaw = _read(_number, content, "")
    return {"seals": seals, "number": number, "problem": problem}


def _read(reader: Callable[[bytes], _Read], content: bytes, otherwise: _Read) -> tuple[_Read, str]:
    """What was read, or why not: a parser may meet anything in a stranger's file."""
    try:
        return reader(content), ""
    except MemoryError:
        raise
    except Exception as flaw:
        return otherwise, f"{type(flaw).__name__}: {flaw}"[:300]


def _seals(content: bytes) -> list[dict[str, Any]]:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 -- slow import

    found = PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures
    return [_seal(one) for one in found[:MOST_SEALS]]


def _seal(embedded: Any) -> dict[str, Any]:
    """One seal, as far as it can be read."""
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 -- slow import
    from pyhanko.sign.validation.status import SignatureCoverageLevel as Coverage  # noqa: PLC0415 -- slow import
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 -- slow import

    context = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(embedded, signer_validation_context=context, ts_validation_context=context)
    certificate, stamp = status.signing_cert, status.timestamp_validity
    is_intact = bool(status.intact and status.valid and status.docmdp_ok is not False)
    return {
        "field": str(embedded.field_name), "is_intact": is_intact,
        "covers": "all" if status.coverage == Coverage.ENTIRE_FILE else "part",
        "signer": str(certificate.subject.human_friendly), "issuer": str(certificate.issuer.human_friendly),
        "certificate": bytes(certificate.sha256).hex(),
        "valid_from": _moment(certificate.not_valid_before), "valid_until": _moment(certificate.not_valid_after),
        "signed_at": _moment(status.signer_reported_dt) if status.signer_reported_dt else "",
        "timestamp": _timestamp(stamp) if stamp else None,
    }


def _timestamp(stamp: Any) -> dict[str, Any]:
    """The timestamp of a third party; whether that party is trusted is not judged."""
    return {
        "at": _moment(stamp.timestamp), "by": str(stamp.signing_cert.subject.human_friendly),
        "is_intact": bool(stamp.intact and stamp.valid),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def data(content: bytes) -> str:
    """The data inside the file as JSON text; empty where there is none, or more than `MOST_DATA`."""
    return _read(_data, content, "")[0]


def _data(content: bytes) -> str:
    import pikepdf  # noqa: PLC0415 -- slow import

    with pikepdf.open(io.BytesIO(content)) as file:
        found = bytes(file.attachments[REQUEST].get_file().read_bytes())
    return found.decode() if len(found) <= MOST_DATA else ""


def _number(content: bytes) -> str:
    """The letter number in the file's manifest."""
    import pikepdf  # noqa: PLC0415 -- slow import

    with pikepdf.open(io.BytesIO(content)) as file:
        manifest = json.loads(file.attachments[MANIFEST].get_file().read_bytes())
    return str(manifest["number"])[:40]
