"""The rules of the house that a machine can check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = [
    path for folder in ("mla", "documents", "workflows", "templates", "tests", "benchmarks", "frontend")
    for pattern in ("*.py", "*.html", "*.scss", "*.js") for path in (ROOT / folder).rglob(pattern)
    if "migrations" not in path.parts
]


def test_no_file_is_longer_than_250_lines():
    long = {str(path.relative_to(ROOT)): count for path in OURS if (count := len(path.read_text().splitlines())) > 250}
    assert long == {}


def test_import_contracts_hold():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("library", "rooms"), [
    ("django_fsm", {"mla/lifecycle.py", "mla/models/requests.py"}),
    ("viewflow", {"workflows"}),
    ("stix2", {"mla/stix.py"}),
    ("weasyprint", {"documents/pdf.py"}),
    ("procrastinate", {
        "documents/jobs.py", "workflows/jobs.py", "workflows/jobs_binding.py", "workflows/jobs_digest.py",
        "workflows/jobs_reference.py", "workflows/jobs_reports.py", "workflows/jobs_search.py", "mla/settings.py",
        "mla/management",
    }),
])
def test_one_library_one_door(library, rooms):
    found = {
        str(path.relative_to(ROOT)) for folder in ("mla", "documents", "workflows")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and re.search(rf"^\s*(from|import) {library}\b", path.read_text(), re.M)
    }
    assert {one for one in found if not any(one.startswith(room) for room in rooms)} == set()


def test_templates_hold_no_inline_script_style_or_handler():
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "letters" not in path.parts]
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)(?![^>]*json)|\sstyle=|\son[a-z]+=\"")
    assert [str(page) for page in pages if inline.search(page.read_text())] == []


def test_pages_show_moments_with_their_place():
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "letters" not in path.parts]
    bare = re.compile(r"\b(\w*_at|at|as_of|moment)\|(date|time)\b(?!:\"c\")")  # in the zone of the server, which is UTC
    assert [str(page) for page in pages if bare.search(page.read_text())] == []


def test_no_signals_and_no_generic_keys():
    words = re.compile(r"@receiver|\.connect\(|GenericForeignKey\(")
    assert [str(p) for p in OURS if p.suffix == ".py" and "tests" not in p.parts and words.search(p.read_text())] == []
