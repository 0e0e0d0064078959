"""The pages for people name only what exists, and their examples do what they say."""

import io
import json
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands
from django.template import engines

from documents.catalogue import SECTIONS
from mla import lifecycle_text
from mla.kinds import Kind
from workflows.flaws import flaws
from workflows.models import ClockRule

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
HOWTO = ROOT / "docs" / "howto"
FOLDERS = tuple(f"{name}/" for name in (
    "mla", "documents", "workflows", "templates", "tests", "docs", "requirements", "frontend", "benchmarks", ".ci",
))
TO_BE_MADE = {  # what a howto asks its reader to write
    "mla/kinds/service.py", "templates/letters/N05.html", "templates/letters/service/L01.html",
    "templates/letters/US-DE-EXAMPLE/L01.html", "templates/letters/<code>/",
}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(), re.M | re.S)


@each_page
def test_links_resolve(page):
    found = re.findall(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)", page.read_text())
    ours = [link for link in found if not re.match(r"\w+:", link)]
    assert [link for link in ours if not (page.parent / link).exists()] == []


@each_page
def test_files_named_exist(page):
    prose = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.M | re.S)
    named = [one for one in re.findall(r"`([\w.<>/-]+)`", prose) if one.startswith(FOLDERS)]
    assert [one for one in named if one not in TO_BE_MADE and not (ROOT / one).exists()] == []


@each_page
def test_commands_named_exist(page):
    text = page.read_text()
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) - set(get_commands()) == set()
    known = set(re.findall(r"^cmd_([a-z]+)\(\)", (ROOT / "dev").read_text(), re.M))
    assert set(re.findall(r"\./dev ([a-z]+)", text)) - known == set()


def test_lifecycle_page_is_that_of_the_code():
    assert (ROOT / "docs" / "lifecycle.md").read_text() == lifecycle_text.page()


def test_readme_lists_the_variables_that_the_settings_read():
    sources = [(ROOT / "mla" / name).read_text() for name in ("settings.py", "database.py")]
    read = set(re.findall(r"(?:\benv|env_bool|env_list|secret|environ\.get)\(\"([A-Z_]+)\"", "\n".join(sources)))
    table = [line.split("|")[1] for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("| `")]
    listed = {name for cell in table for name in re.findall(r"`([A-Z_]+)`", cell)}
    assert listed == read


@each_page
def test_periods_shown_are_those_computed(page):
    for block in blocks(page, "console"):
        command, _newline, shown = block.partition("\n")
        arguments = shlex.split(command.partition("manage.py ")[2])
        out = io.StringIO()
        call_command(*arguments, stdout=out)
        assert out.getvalue() == shown


def test_kind_of_the_howto_is_a_kind():
    made: dict = {}
    exec(blocks(HOWTO / "kind.md", "python")[0], made)  # noqa: S102 -- our own page
    assert isinstance(made["KIND"], Kind)
    assert [one.key for one in made["KIND"].sections("in")][:2] == ["receipt", "basis"]


def test_rule_of_the_howto_has_no_flaws():
    [row] = json.loads(blocks(HOWTO / "clock-rule.md", "json")[0])
    assert flaws(ClockRule(**row["fields"])) == []


def test_letter_of_the_howto_can_be_made():
    named = blocks(HOWTO / "letter.md", "python")[2]
    known = {name for names in SECTIONS.values() for name in names}
    assert set(re.findall(r'"([a-z_]+)"', named)) <= known
    assert engines["django"].from_string(blocks(HOWTO / "letter.md", "html")[0])
