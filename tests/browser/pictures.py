"""Pictures of the office's pages, in both languages, wide and narrow: `./dev screenshots` takes them all anew.

`python -m tests.browser.pictures SITE FOLDER` looks at a running demo office.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from mla.machine import TOOLS

PASSWORD = "demo-2017-10-04"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
WIDE, NARROW = 1440, 390


@dataclass(frozen=True)
class Picture:
    """One page: whose it is, where it begins, and the links followed from there by the beginning of their address."""

    name: str
    who: str
    address: str
    follow: tuple[str, ...] = ()
    width: int = WIDE


PAGES = (
    Picture("home", "sam", "/"),
    Picture("inbox", "cleo", "/inbox/?tab=queue"),
    Picture("task", "cleo", "/inbox/?tab=queue", ("/tasks/",)),
    Picture("request", "lin", "/requests/?state=execution", ("/requests/",)),
    Picture("clock", "lin", "/deadlines/", ("/clocks/",)),
    Picture("letters", "dan", "/letters/"),
    Picture("new", "ada", "/requests/new/"),
    Picture("scorecard", "sam", "/scorecard/"),
    Picture("inbox-phone", "cleo", "/inbox/?tab=queue", width=NARROW),
    Picture("request-phone", "lin", "/requests/?state=execution", ("/requests/",), width=NARROW),
)


def take(site: str, folder: Path) -> Iterator[Path]:
    """Take every picture of the demo office at `site` into the folder; each is handed out as it is done."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_program(), args=["--no-sandbox"])
        for tongue, tag in LANGUAGES.items():
            for who in dict.fromkeys(one.who for one in PAGES):
                page = _signed_in(chromium, site, who, tag)
                for one in PAGES:
                    if one.who == who:
                        yield _take(page, one, folder / f"{one.name}-{tongue}.png")
                page.context.close()
        chromium.close()


def _program() -> str:
    tool = next(one for one in TOOLS if one.name == "Chromium")
    found = next((path for path in map(shutil.which, tool.programs) if path), None)
    if found is None:
        raise SystemExit(f"Chromium is missing: {tool.install_line()}")
    return found


def _signed_in(chromium: Browser, site: str, who: str, tag: str) -> Page:
    window = chromium.new_context(base_url=site)
    window.add_cookies([{"name": "django_language", "value": tag, "url": site}])
    page = window.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "login" not in address)
    return page


def _take(page: Page, one: Picture, file: Path) -> Path:
    page.set_viewport_size({"width": one.width, "height": 900})
    _go(page, one.address)
    for begins in one.follow:
        links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        _go(page, next(link for link in links if link and link.startswith(begins) and link[len(begins)].isdigit()))
    page.screenshot(path=file, full_page=True)
    return file


def _go(page: Page, address: str) -> None:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status if answer else 'nothing'}")


if __name__ == "__main__":
    target = Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for made in take(sys.argv[1], target):
        print(made)
