"""A real Chromium, the site it looks at, and the cast that sits before it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from mla.machine import TOOLS
from tests.browser.browsing import Visitor


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; without it the tests fail with the line that installs it, unless that is accepted."""
    tool = next(one for one in TOOLS if one.name == "Chromium")
    if not tool.is_present():
        (pytest.skip if tool.may_be_missing() else pytest.fail)(f"Chromium is missing: {tool.install_line()}")
    program = next(path for path in map(shutil.which, tool.programs) if path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs beside the tests
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            yield browser
            browser.close()


@pytest.fixture
def visit(chromium, live_server, office):
    """`visit("ada")` is Ada, signed in; every window closes at the end, and what was wrong on its pages fails."""
    visitors: list[Visitor] = []

    def enter(who: str = "", **given) -> Visitor:
        visitors.append(Visitor(chromium, live_server.url, **given))
        return visitors[-1].sign_in(office[who]) if who else visitors[-1]

    yield enter
    flaws = [flaw for one in visitors for flaw in one.flaws]
    for one in visitors:
        one.page.context.close()
    assert flaws == []
