"""Pictures of the office's pages, in both languages, wide and narrow: `./dev screenshots` takes them all anew.

`python -m tests.browser.pictures SITE FOLDER` looks at a running demo office; with `--all` it takes every page in both
languages, to be looked at and not to be kept.
"""

import io
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from mla.machine import TOOLS

PASSWORD = "demo-2017-10-04"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
WIDE, NARROW = 1440, 390
TALLEST = {WIDE: 1500, NARROW: 1700}
"""Where a picture ends, by its width; pages go on."""
COLOURS = 96
LARGEST = 150_000
REQUEST, WRITER = r"/requests/\d+/", r"/requests/\d+/write/"
RUNNING, DRAFTS, REPORTS = "/requests/?state=execution", "/requests/?state=draft", "/reports/"
CLOSED = "/requests/?state=closed"


@dataclass(frozen=True)
class Picture:
    """One page: whose it is, where it begins, and the links followed from there by the pattern of their address."""

    name: str
    who: str
    address: str
    follow: tuple[str, ...] = ()
    width: int = WIDE
    tongues: tuple[str, ...] = ("en",)


BOTH = ("en", "zh")
PAGES = (
    Picture("home-requester", "ada", "/", tongues=("zh",)),
    Picture("home-reviewer", "cleo", "/"),
    Picture("home-supervisor", "sam", "/", tongues=BOTH),
    Picture("home-auditor", "ruth", "/", tongues=("zh",)),
    Picture("inbox", "cleo", "/inbox/?tab=queue", tongues=BOTH),
    Picture("task", "cleo", "/inbox/?tab=queue", (r"/tasks/\d+/",)),
    Picture("request", "lin", RUNNING, (REQUEST,), tongues=BOTH),
    Picture("clock", "lin", "/deadlines/?band=later", (r"/clocks/\d+/",), tongues=("zh",)),
    Picture("deadlines", "lin", "/deadlines/?side=all"),
    Picture("letters", "dan", "/letters/", tongues=("zh",)),
    Picture("letter", "lin", CLOSED, (REQUEST, REQUEST + r"\?tab=letters", r"/letters/\d+/")),
    Picture("new", "ada", "/requests/new/"),
    Picture("writer", "ada", DRAFTS, (REQUEST, WRITER, WRITER + "facts/"), tongues=("zh",)),
    Picture("check", "ada", DRAFTS, (REQUEST, WRITER, WRITER + "check/")),
    Picture("search", "cleo", "/search/?q=bank", tongues=("zh",)),
    Picture("scorecard", "sam", "/scorecard/"),
    Picture("report", "sam", REPORTS, (r"/reports/\d+/",), tongues=("zh",)),
    Picture("commitments", "sam", "/commitments/"),
    Picture("meetings", "sam", "/meetings/"),
    Picture("meeting", "sam", "/meetings/", (r"/meetings/(?!add)[\w-]+/",), tongues=("zh",)),
    Picture("health", "sam", "/health/", tongues=("zh",)),
    Picture("inbox-phone", "cleo", "/inbox/?tab=queue", width=NARROW, tongues=("zh",)),
    Picture("request-phone", "lin", RUNNING, (REQUEST,), width=NARROW),
    Picture("writer-phone", "ada", DRAFTS, (REQUEST, WRITER, WRITER + "facts/"), width=NARROW),
)


def take(site: str, folder: Path, *, everything: bool = False) -> Iterator[Path]:
    """Take the pictures of the demo office at `site` into the folder; each is handed out as it is done."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_program(), args=["--no-sandbox"])
        for tongue, tag in LANGUAGES.items():
            wanted = [one for one in PAGES if everything or tongue in one.tongues]
            for who in dict.fromkeys(one.who for one in wanted):
                page = _signed_in(chromium, site, who, tag)
                if any(one.address == REPORTS for one in wanted if one.who == who):
                    _draw_up(page)
                for one in wanted:
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


def _draw_up(page: Page) -> None:
    """A report of the last six months, if the office has none."""
    _go(page, REPORTS)
    if page.locator(f"main a[href^='{REPORTS}']:not([href*=reconciliation])").count() == 0:
        today = date.today()  # noqa: DTZ011 -- any half-year will do
        page.fill("main [name=first]", (today - timedelta(days=180)).isoformat())
        page.fill("main [name=last]", today.isoformat())
        page.locator("main form button").click()
        page.wait_for_url(re.compile(r"/reports/\d+/"))


def _take(page: Page, one: Picture, file: Path) -> Path:
    page.set_viewport_size({"width": one.width, "height": 900})
    _go(page, one.address)
    for pattern in one.follow:
        links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        found = next((link for link in links if link and _fits(pattern, link)), None)
        if found is None:
            raise SystemExit(f"{one.name}: no link like {pattern} on {page.url}")
        _go(page, found)
    _keep(page.screenshot(full_page=True), file, TALLEST[one.width])
    return file


def _fits(pattern: str, link: str) -> bool:
    """Whether the whole link, or what stands before its query, is like the pattern."""
    return any(re.fullmatch(pattern, part) for part in (link, link.partition("?")[0]))


def _keep(taken: bytes, file: Path, tallest: int) -> None:
    """The upper part, in few colours: a picture of text stays small."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, tallest)))
    for colours in (COLOURS, COLOURS // 2, COLOURS // 4):
        picture.quantize(colours).save(file, optimize=True)
        if file.stat().st_size <= LARGEST:
            return
    raise SystemExit(f"{file} is larger than {LARGEST} bytes.")


def _go(page: Page, address: str) -> None:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status if answer else 'nothing'}")


if __name__ == "__main__":
    target = Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for made in take(sys.argv[1], target, everything="--all" in sys.argv):
        print(made)
