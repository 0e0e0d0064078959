"""One window through which everybody looks in turn: each page once, with axe, wide and narrow."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, Page

from tests.browser.browsing import EVERY_PAGE, HEIGHT, PATIENCE, WIDTHS, grave, keep_picture, out_of_reach, too_wide

LANGUAGES = ("en", "zh-hans")
LOUD = "Failed to load resource: the server responded with a status of 4"
"""What the browser itself says of a page that answers with an error on purpose."""


@dataclass
class Sweep:
    """What was looked at, by name, and what was wrong there."""

    browser: Browser
    site: str
    seen: dict[str, str] = field(default_factory=dict)
    flaws: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._said: list[str] = []
        self._doors: dict[str, str] = {}
        self._turn = 0
        size: Any = {"width": WIDTHS[0], "height": HEIGHT}
        self._window = self.browser.new_context(base_url=self.site, viewport=size)
        self._window.set_default_timeout(PATIENCE)
        self.page: Page = self._window.new_page()
        self.page.on("pageerror", lambda error: self._said.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self._said.append(said.text))

    def look(self, name: str, who: Any, address: str, *, status: int = 200, press: str = "") -> None:
        """Open the page as that person (nobody: before the door) and note what is wrong, once for each name.

        `press` is a button to press before looking, which must bring the page back with its errors.
        """
        if name in self.seen:
            return
        self.seen[name] = address
        self._turn += 1
        for language in LANGUAGES if EVERY_PAGE else (LANGUAGES[self._turn % 2],):
            self._be(who, language)
            answer = self.page.goto(address.partition("#")[0])  # one that differs in it alone is not loaded again
            found = [] if answer and answer.status == status else [f"answers {answer.status if answer else 'nothing'}"]
            if press and not found:
                self.page.locator(press).last.click()
                self.page.locator(".govuk-error-summary").wait_for()
            if not found:
                found = [*self._found(name, language), *(one for one in self._said if LOUD not in one)]
            self.flaws += [f"{name} {address} ({language}): {one}" for one in found]
            self._said.clear()

    def _be(self, who: Any, language: str) -> None:
        self._window.clear_cookies()
        cookies = {"django_language": language}
        if who is not None:
            cookies["sessionid"] = self._doors.get(who.username) or self._open(who)
        self._window.add_cookies([{"name": name, "value": said, "url": self.site} for name, said in cookies.items()])

    def _open(self, who: Any) -> str:
        client = Client()
        client.force_login(who)
        self._doors[who.username] = client.cookies["sessionid"].value
        return self._doors[who.username]

    def _found(self, name: str, language: str) -> Iterable[str]:
        yield from grave(self.page)
        if EVERY_PAGE:
            yield from out_of_reach(self.page)
        for width in reversed(WIDTHS):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            yield from too_wide(self.page, width)
            keep_picture(self.page, f"every-{name}-{language}-{width}".replace("/", "-").replace("?", "-"))

    def close(self) -> None:
        """Close the window."""
        self._window.close()
