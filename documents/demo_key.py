"""What does a demo seal with? A key of its own, from an authority that it made itself and that nobody trusts."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

_BITS = 3072
_YEARS = timedelta(days=3653)
_LEEWAY = timedelta(minutes=5)
_NAMES = ("DEMO – not an official seal", "DEMO certificate authority – fictional")


def file(folder: Path) -> Path:
    """The PKCS#12 file with key and certificates, made if there is none. Only its owner may read it, without password.

    Any number of processes may ask at once: all get the key that was there first.
    """
    kept = folder / "seal" / "demo.p12"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, fresh = tempfile.mkstemp(dir=kept.parent)  # readable by its owner alone
        with os.fdopen(handle, "wb") as new:
            new.write(made(datetime.now(UTC) - _YEARS, 2 * _YEARS))  # a demo tells of a year that is over
        try:
            os.link(fresh, kept)  # never over a key that another process made meanwhile
        except FileExistsError:
            pass
        finally:
            Path(fresh).unlink()
    return kept


def made(now: datetime, lasts: timedelta = _YEARS, password: bytes | None = None) -> bytes:
    """A new key with its certificate and that of its authority, as PKCS#12."""
    own, authority = (rsa.generate_private_key(public_exponent=65537, key_size=_BITS) for _name in _NAMES)
    root = _certificate(authority, _NAMES[1], authority, now, lasts)
    leaf = _certificate(own, _NAMES[0], authority, now, lasts)
    hidden = BestAvailableEncryption(password) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"seal", own, leaf, [root], hidden)


def _certificate(
    key: rsa.RSAPrivateKey, name: str, signer: rsa.RSAPrivateKey, now: datetime, lasts: timedelta
) -> x509.Certificate:
    is_authority = key is signer
    used_for = dict.fromkeys((
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ), False) | dict.fromkeys(("key_cert_sign",) if is_authority else ("digital_signature", "content_commitment"), True)
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name)).issuer_name(_named(_NAMES[1])).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _LEEWAY).not_valid_after(now - _LEEWAY + lasts)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), critical=True)
        .add_extension(x509.KeyUsage(**used_for), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "DEMO"),
    ])
