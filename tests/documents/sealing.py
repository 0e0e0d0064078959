"""Letters that are printed and sealed, for the tests that look at the files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from documents import jobs, store
from documents.models import Letter
from mla.demo.cases import CASES
from mla.demo.cast import make_cast
from mla.machine import TOOLS
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.walking import Walker

MORNING = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def sealed(letter: Letter) -> bytes:
    """The bytes of the letter, printed and sealed now."""
    jobs.render_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.failure == ""
    return store.read(letter.sha256)


def a_folder_of_letters(folder: Path, blocker) -> dict[str, tuple[bytes, Letter]]:
    """The letters of one request in and one out, by code: their bytes and their rows. The database stays as it was."""
    with blocker.unblock(), override_settings(DATA_DIR=folder, MLA_DEMO=False), transaction.atomic():
        call_command("load_reference", verbosity=0)
        walker = Walker(cast=make_cast("demo"), now=MORNING)
        found = {}
        for direction, state in (("in", "closed"), ("out", "execution")):
            case = next(one for one in CASES if one["direction"] == direction and one["kind"] == "mla")
            request = walker.walk(draft_from(case, by=drafter(walker.cast, case), now=walker.now), state)
            found |= {one.code: (sealed(one), one) for one in request.letters.select_related("supersedes")}
        transaction.set_rollback(True)
    return found


def need(name: str) -> None:
    """Fails with the line that installs the tool, unless its lack is accepted."""
    tool = next(one for one in TOOLS if one.name == name)
    if not tool.is_present():
        (pytest.skip if tool.may_be_missing() else pytest.fail)(f"{name} is missing: {tool.install_line()}")
