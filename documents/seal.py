"""How is a PDF sealed? With a PAdES signature in the field that the page has for it, which changes nothing else.

B-B by the office's key alone, B-T with a timestamp service. The seal is drawn by the page, so no font is added here.
Importing this module is slow: what merely might seal imports it where it does.
"""

import asyncio
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from pyhanko.pdf_utils.generic import ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from documents import finishing, keys, timestamps

_SPARE = 1.2  # room for a timestamp or a signature that is longer than the one it was measured by


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed PDF, and what the register keeps of its seal."""

    content: bytes
    certificate: str
    owner: str
    has_timestamp: bool


def may() -> None:
    """Raises pdf.Unsealable where the office could not seal now, before anything is printed in vain."""
    keys.office_key().at(timezone.now())


def put_on(unsealed: bytes, *, at: datetime) -> Sealed:
    """The PDF with the office's seal of that moment. Raises pdf.Unsealable, or timestamps.Unreachable.

    Where the key is RSA and no timestamp service has a say, the same PDF and moment give the same bytes.
    """
    key, service = keys.office_key().at(at), _service(settings.MLA_TSA_URL)
    content = signed(unsealed, key=key, at=at, service=service)
    return Sealed(content, key.fingerprint, key.owner, service is not None)


def signed(unsealed: bytes, *, key: keys.Key, at: datetime, service: TimeStamper | None) -> bytes:
    """The PDF with a signature by that key."""
    writer = _Writer(io.BytesIO(unsealed))
    placing = PdfCMSEmbedder().write_cms(field_name=finishing.SEAL, writer=writer, existing_fields_only=True)
    next(placing)
    signature = SignatureObject(bytes_reserved=_room(key, service), subfilter=SigSeedSubFilter.PADES, timestamp=at)
    frozen = SigMDPSetup(md_algorithm=keys.DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    placing.send(SigObjSetup(sig_placeholder=signature, mdp_setup=frozen))
    digest, output = placing.send(SigIOSetup(md_algorithm=keys.DIGEST, in_place=False))
    placing.send(_cms(key, digest.document_digest, service))
    content: bytes = output.getvalue()
    return content


class _Writer(IncrementalPdfFileWriter):
    """Appends the seal and nothing else: the library would also write another date and producer."""

    def __init__(self, unsealed: io.BytesIO) -> None:
        super().__init__(unsealed)
        self._document_id[1] = ByteStringObject(hashlib.sha256(unsealed.getbuffer()).digest()[:16])

    def _update_meta(self) -> None:
        """The document's information stays as it was printed."""


def _cms(key: keys.Key, digest: bytes, service: TimeStamper | None) -> Any:
    try:
        return asyncio.run(key.signer.async_sign(digest, keys.DIGEST, use_pades=True, timestamper=service))
    except (TimestampRequestError, SigningError) as problem:
        if service is None:
            raise
        raise timestamps.Unreachable(f"the timestamp service answers wrongly: {problem}") from None


@cache
def _room(key: keys.Key, service: TimeStamper | None) -> int:
    """How many signs to keep free for the signature, as two hexadecimal digits a byte."""
    length = len(_cms(key, hashlib.sha256().digest(), service).dump())
    is_fixed = service is None and key.certificate.public_key.algorithm == "rsa"
    return 2 * (length if is_fixed else int(length * _SPARE))


@cache
def _service(address: str) -> TimeStamper | None:
    return timestamps.Service(address) if address else None
