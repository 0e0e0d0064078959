"""A letter is sealed once, in a way that anyone can make again: nothing of it depends on where it was printed."""

import hashlib
import io
import pickle
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
import qrcode
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import TimeStampReq
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from documents import demo_key, jobs, keys, packing, pages, pdf, press, report, seal, store, timestamps, tokens
from documents.models import Letter
from tests.documents.sealing import sealed

pytestmark = pytest.mark.django_db
AGAIN = """
import pickle, sys
from documents import pdf
sys.stdout.buffer.write(pdf.render(*pickle.load(sys.stdin.buffer))[0])
"""


@pytest.fixture
def letter(a_request, settings, tmp_path) -> Letter:
    settings.DATA_DIR = tmp_path
    return a_request(in_state="execution").letters.get(code="L02")


@pytest.fixture
def other_key(settings):
    """The office's key is looked up anew, now and after the test."""
    keys.office_key.cache_clear()
    yield
    keys.office_key.cache_clear()


def files(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / "files").rglob("*") if one.is_file())


def test_sealed_bytes_begin_with_the_unsealed_ones(letter):
    content = sealed(letter)
    unsealed = press.printed(letter.html, packing.embedded(letter))[0]

    assert content.startswith(unsealed)
    assert hashlib.sha256(unsealed).hexdigest() == letter.unsealed_sha256
    assert hashlib.sha256(content).hexdigest() == letter.sha256


def test_letter_printed_again_from_its_row_has_the_same_bytes_also_in_another_process(letter):
    sealed(letter)
    letter = Letter.objects.get(pk=letter.pk)
    given = pickle.dumps((letter.html, packing.embedded(letter)))
    elsewhere = subprocess.run([sys.executable, "-c", AGAIN], input=given, check=True, capture_output=True).stdout

    assert hashlib.sha256(elsewhere).hexdigest() == letter.unsealed_sha256
    assert pages.page(letter.template, letter.snapshot, tokens.block(letter.number, letter.token)) == letter.html


def test_row_tells_what_the_seal_is(letter):
    told = report.examine(sealed(letter))["seals"]

    assert [(one["is_intact"], one["covers"], one["timestamp"]) for one in told] == [(True, "all", None)]
    assert told[0]["certificate"] == letter.certificate
    assert told[0]["signer"] == letter.sealed_by == "Organization: DEMO, Common Name: DEMO – not an official seal"
    assert told[0]["signed_at"][:19] == f"{letter.rendered_at:%Y-%m-%dT%H:%M:%S}"
    assert letter.rendered_at == letter.printing_since
    assert letter.has_timestamp is False


def test_same_moment_gives_the_same_seal(letter):
    content = sealed(letter)
    unsealed = press.printed(letter.html, packing.embedded(letter))[0]

    assert seal.put_on(unsealed, at=letter.rendered_at).content == content
    assert seal.put_on(unsealed, at=letter.rendered_at + timedelta(seconds=1)).content != content


def test_letter_after_a_crash_between_file_and_row_has_the_same_file(letter, tmp_path):
    """The first worker kept the file and died before it could tell the row."""
    began = timezone.now() - timedelta(minutes=3)
    Letter.objects.filter(pk=letter.pk).update(printing_since=began)
    lost = Letter.objects.get(pk=letter.pk)
    digest = store.put(jobs._sealed(lost).content)

    sealed(letter)
    assert files(tmp_path) == [digest] == [letter.sha256]


def test_slower_worker_leaves_nothing_behind(letter, tmp_path, other_key, timestamp_service):
    """Two seals with timestamps differ; whoever comes second finds the row told and takes its own file away."""
    with timestamp_service():
        sealed(letter)
        slow = Letter.objects.get(pk=letter.pk)
        slow.sha256 = store.put(jobs._sealed(slow).content)
        assert len(files(tmp_path)) == 2
        jobs._forget(slow)

    assert files(tmp_path) == [letter.sha256]


def test_page_shows_number_code_and_where_to_verify(letter):
    sealed(letter)
    code = tokens.grouped(letter.token)

    assert len(code) == 29
    assert all(told in letter.html for told in (letter.number, code, "http://localhost:8000/verify/"))
    assert letter.token not in str(letter.snapshot)


def test_qr_code_holds_the_address_of_this_letter(letter):
    address = tokens.address(letter.number, letter.token)
    drawn = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", tokens.block(letter.number, letter.token)["path"])
    dark = {(x, int(row)) for left, row, width in drawn for x in range(int(left), int(left) + int(width))}
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=2)
    code.add_data(address)

    assert dark == {(x, y) for y, row in enumerate(code.get_matrix()) for x, is_dark in enumerate(row) if is_dark}
    assert address.endswith(f"/verify/?number={letter.number}&code={tokens.grouped(letter.token)}")


@pytest.mark.parametrize("typed", [
    "abcde-01234-56789-fghjk-mnpqr", " ABCDE O1234 56789 FGHJK MNPQR ", "abcdeoi23456789fghjkmnpqr",
])
def test_code_is_read_as_it_was_meant(typed):
    assert tokens.typed(typed) == "ABCDE0123456789FGHJKMNPQR"


def test_office_without_a_key_says_so_and_seals_later(letter, settings, other_key):
    settings.MLA_SEAL_DEMO = False
    jobs.render_letter(letter.pk)
    letter.refresh_from_db()

    assert letter.failure.startswith("It is not sealed: the office has no key for its seal")
    assert (letter.is_rendered, letter.printing_since) == (False, None)
    assert queued(letter) == 0
    settings.MLA_SEAL_DEMO = True
    assert queued(letter) == 1
    assert sealed(letter)


def queued(letter: Letter) -> int:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("SET LOCAL mla.allow_record_change = 'on'")
    Letter.objects.filter(pk=letter.pk).update(issued_at=timezone.now() - timedelta(hours=1))
    jobs.queue_unprinted()
    return ProcrastinateJob.objects.filter(queueing_lock=jobs.lock_of(letter.pk)).count()


@pytest.fixture
def expired(settings, tmp_path, other_key):
    """An office whose certificate ended yesterday."""
    (tmp_path / "old.p12").write_bytes(demo_key.made(timezone.now() - timedelta(days=31), timedelta(days=30)))
    settings.MLA_SEAL_PKCS12 = str(tmp_path / "old.p12")


def test_expired_certificate_seals_nothing(letter, expired):
    jobs.render_letter(letter.pk)
    letter.refresh_from_db()

    assert letter.failure.startswith("It is not sealed: the certificate of the seal expired on ")


@pytest.fixture
def timestamp_service(settings, other_key):
    """A timestamp service on this machine, with a certificate of its own; `down` answers with an error."""
    @contextmanager
    def serving(*, down: bool = False):
        server = HTTPServer(("127.0.0.1", 0), _service(down))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        settings.MLA_TSA_URL = f"http://127.0.0.1:{server.server_port}/"
        yield
        server.shutdown()
        thread.join()
        server.server_close()

    return serving


def _service(down: bool) -> type[BaseHTTPRequestHandler]:
    key, certificate, _others = pkcs12.load_key_and_certificates(demo_key.made(timezone.now()), None)
    inside = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(Certificate.load(certificate.public_bytes(Encoding.DER)), PrivateKeyInfo.load(inside))

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = b"" if down else stamper.request_tsa_response(asked).dump()
            self.send_response(503 if down else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            """Says nothing."""

    return Service


def test_timestamp_of_a_third_party_is_in_the_seal(letter, timestamp_service):
    with timestamp_service():
        told = report.examine(sealed(letter))["seals"][0]

    assert letter.has_timestamp
    assert told["is_intact"]
    assert told["timestamp"]["is_intact"]
    assert told["timestamp"]["at"][:16] == f"{letter.rendered_at:%Y-%m-%dT%H:%M}"


def test_letter_waits_for_a_timestamp_service_that_is_down(letter, timestamp_service, tmp_path):
    with timestamp_service(down=True), pytest.raises(timestamps.Unreachable, match="cannot be reached"):
        jobs.render_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.is_rendered, letter.failure, files(tmp_path)) == (False, "", [])

    with timestamp_service():
        assert sealed(letter)


def test_page_without_a_place_for_a_seal_has_no_field(letter):
    content, _pages = pdf.render(pages.page(letter.template, letter.snapshot))

    with pikepdf.open(io.BytesIO(content)) as file:
        assert "/AcroForm" not in file.Root
