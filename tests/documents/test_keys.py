"""The key of the seal: a file, a token, or the demo's own; each thing that is wrong is said."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)

from documents import demo_key, keys, seal
from documents.pdf import Unsealable
from tests.documents.sealing import need

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def archive() -> bytes:
    return demo_key.made(NOW, password=b"geheim")


@pytest.fixture
def office_file(settings, tmp_path, archive):
    """An office with a PKCS#12 file and a file with its password."""
    (tmp_path / "seal.p12").write_bytes(archive)
    (tmp_path / "password").write_text("geheim\n")
    settings.MLA_SEAL_PKCS12, settings.MLA_SEAL_PASSWORD_FILE = str(tmp_path / "seal.p12"), str(tmp_path / "password")
    return tmp_path


def test_key_from_a_file(office_file):
    key = keys.load().at(NOW)

    assert key.owner == "Organization: DEMO, Common Name: DEMO – not an official seal"
    assert len(key.fingerprint) == 64


@pytest.mark.parametrize(("name", "content", "told"), [
    ("password", b"wrong", "its password is wrong"), ("seal.p12", b"no archive", "is no PKCS#12 file"),
    ("password", None, "the file with the password of the seal cannot be read: No such file"),
    ("seal.p12", None, "cannot be read: No such file"),
])
def test_what_is_wrong_with_a_file_is_said(office_file, name, content, told):
    (office_file / name).unlink() if content is None else (office_file / name).write_bytes(content)

    with pytest.raises(Unsealable, match=told):
        keys.load()


def test_key_of_another_sort_is_refused(office_file, archive):
    certificate = pkcs12.load_key_and_certificates(archive, b"geheim")[1]
    other = Ed25519PrivateKey.generate()
    strange = pkcs12.serialize_key_and_certificates(b"x", other, None, [certificate], NoEncryption())
    (office_file / "seal.p12").write_bytes(strange)
    (office_file / "password").write_bytes(b"")

    with pytest.raises(Unsealable, match="must hold an RSA or elliptic curve key with its certificate"):
        keys.load()


@pytest.mark.parametrize(("at", "told"), [
    (NOW + timedelta(days=4000), "expired on 2036-11"), (NOW - timedelta(days=1), "valid only from 2026-11-22 11:55"),
])
def test_certificate_seals_only_while_it_is_valid(office_file, at, told):
    with pytest.raises(Unsealable, match=told):
        keys.load().at(at)


def test_office_without_a_key_never_uses_the_demos(settings):
    settings.MLA_SEAL_DEMO = False

    with pytest.raises(Unsealable, match="It is not sealed: the office has no key for its seal: set MLA_SEAL_PKCS12"):
        keys.load()


def test_demo_key_is_made_once_however_many_ask_and_only_its_owner_reads_it(tmp_path):
    with ThreadPoolExecutor(4) as askers:
        files = set(askers.map(lambda _n: demo_key.file(tmp_path), range(4)))
    file = files.pop()

    assert not files
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["demo.p12"]
    content = file.read_bytes()
    assert demo_key.file(tmp_path).read_bytes() == content


def test_missing_module_of_a_token_is_said(settings):
    settings.MLA_SEAL_PKCS11 = "/nowhere/module.so"

    with pytest.raises(Unsealable, match=r"the PKCS#11 module /nowhere/module\.so does not exist"):
        keys.load()


@pytest.fixture
def token(settings, tmp_path, archive, monkeypatch):
    """A software token with the key and its certificate, both labelled `seal`."""
    need("SoftHSM")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    (tmp_path / "pin").write_text("1234\n")
    _fill(tmp_path, archive)
    settings.MLA_SEAL_PKCS11, settings.MLA_SEAL_PIN_FILE = str(_module()), str(tmp_path / "pin")
    settings.MLA_SEAL_TOKEN, settings.MLA_SEAL_KEY = "office", "seal"
    return tmp_path


def _module() -> Path:
    libraries = Path(shutil.which("softhsm2-util")).resolve().parent.parent / "lib"
    return next(libraries.glob("**/libsofthsm2.so"))


def _fill(folder: Path, archive: bytes) -> None:
    import pkcs11  # noqa: PLC0415 -- only where there is a token
    from pkcs11.util import rsa, x509  # noqa: PLC0415 -- only where there is a token

    key, certificate, _others = pkcs12.load_key_and_certificates(archive, b"geheim")
    command = f"softhsm2-util --module {_module()} --init-token --free --label office --so-pin 5678 --pin 1234"
    subprocess.run(command.split(), check=True, capture_output=True)
    inside = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    assert load_der_private_key(inside, None)
    with pkcs11.lib(str(_module())).get_token(token_label="office").open(rw=True, user_pin="1234") as session:
        name = {pkcs11.Attribute.LABEL: "seal", pkcs11.Attribute.TOKEN: True}
        private = rsa.decode_rsa_private_key(inside) | name | {pkcs11.Attribute.SIGN: True}
        session.create_object(private)
        session.create_object(x509.decode_x509_certificate(certificate.public_bytes(Encoding.DER)) | name)


def test_key_on_a_token_seals_and_wrong_pins_are_said(token, archive):
    key = keys.load().at(NOW)
    told = seal._cms(key, b"\0" * 32, None)["content"]["signer_infos"][0]

    assert key.fingerprint == keys.fingerprint(key.certificate)
    assert len(told["signature"].native) == 384
    (token / "pin").write_text("9999")
    with pytest.raises(Unsealable, match="the key seal of the token office cannot be used"):
        keys.load()
