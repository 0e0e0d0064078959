"""The malware scanner: off by default; when on, an infected file and a scanner out of order both keep a file out."""

import stat

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import attachments, scanning
from mla.models import Request

SCANNER = """#!/bin/sh
if grep -q EICAR; then exit 1; fi
exit {code}
"""


@pytest.fixture
def scanner(tmp_path, settings):
    """`scanner(0)` is a scanner that knows one virus and otherwise ends so."""

    def install(code):
        program = tmp_path / "scan"
        program.write_text(SCANNER.format(code=code))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings.MLA_SCAN_COMMAND = f"{program} --quiet"

    return install


def taken(content):
    return attachments.judge(Request(), SimpleUploadedFile("a.txt", content))


def test_off_by_default_and_said_so():
    assert not scanning.is_on()
    assert scanning.standing() == ("off: files are judged by their type alone", False)


def test_a_clean_file_is_taken_and_an_infected_one_is_not(scanner):
    scanner(0)
    assert taken(b"harmless") == "text/plain"
    with pytest.raises(ValidationError, match="malware"):
        taken(b"EICAR test")
    words, is_wrong = scanning.standing()
    assert (words.startswith("on: "), words.endswith(" answers"), is_wrong) == (True, True, False)


def test_a_scanner_out_of_order_keeps_files_out(scanner, settings):
    scanner(2)
    with pytest.raises(ValidationError, match="out of order"):
        taken(b"harmless")
    assert scanning.standing()[1]
    settings.MLA_SCAN_COMMAND = "/nowhere/scan"
    with pytest.raises(ValidationError, match="out of order"):
        taken(b"harmless")
    assert scanning.standing()[1]
