"""Whose key seals the letters? The office's own: a PKCS#12 file, or a key that never leaves its token. Loaded once.

A demo has a key that is made at its first need and says DEMO in its name; an office that is no demo never uses it.
Importing this module is slow: what merely might seal imports it where it does.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings
from pkcs11 import PKCS11Error as TokenError
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.pdf_cms import SimpleCertificateStore

from documents import demo_key
from documents.pdf import Unsealable

SUBJECT = 200  # characters that the register keeps of the owner's name
DIGEST = "sha256"


@dataclass(frozen=True)
class Key:
    """What signs, and the certificate that says whose it is."""

    signer: Signer
    certificate: Certificate

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as the register names it."""
        return fingerprint(self.certificate)

    @property
    def owner(self) -> str:
        """The owner's name as it is written in the certificate."""
        return owner(self.certificate)

    def at(self, moment: datetime) -> "Key":
        """The same key, if its certificate is valid then; raises Unsealable."""
        first, last = self.certificate.not_valid_before, self.certificate.not_valid_after
        if moment > last:
            raise Unsealable(f"the certificate of the seal expired on {last:%Y-%m-%d}")
        if moment < first:
            raise Unsealable(f"the certificate of the seal is valid only from {first:%Y-%m-%d %H:%M} UTC")
        return self


def fingerprint(certificate: Certificate) -> str:
    """SHA-256 of a certificate."""
    return bytes(certificate.sha256).hex()


def owner(certificate: Certificate) -> str:
    """The name in a certificate."""
    return str(certificate.subject.human_friendly)[:SUBJECT]


@cache
def office_key() -> Key:
    """The office's key, loaded once for the life of the process; raises Unsealable."""
    return load()


def load() -> Key:
    """The key that the settings name, loaded anew; raises Unsealable."""
    if settings.MLA_SEAL_PKCS12:
        return _from_file(Path(settings.MLA_SEAL_PKCS12), _secret(settings.MLA_SEAL_PASSWORD_FILE, "password"))
    if settings.MLA_SEAL_PKCS11:
        return _from_token(_secret(settings.MLA_SEAL_PIN_FILE, "PIN"))
    if settings.MLA_SEAL_DEMO:
        return _from_file(demo_key.file(Path(settings.DATA_DIR)), None)
    raise Unsealable("the office has no key for its seal: set MLA_SEAL_PKCS12 or MLA_SEAL_PKCS11")


def _secret(file: str, what: str) -> bytes | None:
    """What the file says, if one is named, without the end of its line."""
    if not file:
        return None
    try:
        return Path(file).read_bytes().rstrip(b"\r\n")
    except OSError as problem:
        raise Unsealable(f"the file with the {what} of the seal cannot be read: {problem.strerror}") from None


class _Kept(Signer):
    """Signs with a key that stays loaded; the library's own signer would load it anew for each letter."""

    def __init__(
        self, key: RSAPrivateKey | EllipticCurvePrivateKey, certificate: Certificate, others: list[Certificate]
    ) -> None:
        store = SimpleCertificateStore()
        store.register_multiple(others)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), SHA256())
        return self._key.sign(data, ECDSA(SHA256()))


def _from_file(file: Path, password: bytes | None) -> Key:
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(file.read_bytes(), password)
    except OSError as problem:
        raise Unsealable(f"the file of the seal's key, {file}, cannot be read: {problem.strerror}") from None
    except ValueError:
        raise Unsealable(f"the file of the seal's key, {file}, is no PKCS#12 file, or its password is wrong") from None
    if certificate is None or not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise Unsealable(f"the file {file} must hold an RSA or elliptic curve key with its certificate")
    own, *chain = (Certificate.load(one.public_bytes(Encoding.DER)) for one in (certificate, *others))
    return Key(_Kept(key, own, chain), own)


def _from_token(pin: bytes | None) -> Key:
    """The key and the certificate of one label on the token; the session stays open."""
    module, token, label = settings.MLA_SEAL_PKCS11, settings.MLA_SEAL_TOKEN, settings.MLA_SEAL_KEY
    if not Path(module).is_file():
        raise Unsealable(f"the PKCS#11 module {module} does not exist")
    try:
        criteria = TokenCriteria(label=token) if token else None
        session = open_pkcs11_session(module, token_criteria=criteria, user_pin=pin.decode() if pin else None)
        signer = PKCS11Signer(session, cert_label=label, key_label=label, other_certs_to_pull=None)
        return Key(signer, signer.signing_cert)
    except (TokenError, RuntimeError, ValueError) as problem:
        told = str(problem) or type(problem).__name__
        raise Unsealable(f"the key {label} of the token {token} cannot be used: {told}") from None
