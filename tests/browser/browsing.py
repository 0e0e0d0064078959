"""Somebody at a real browser: opens pages, fills forms, presses; and every page can be looked at with axe."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Locator, Page

PICTURES = Path(settings.BASE_DIR) / "build" / "screenshots"
WIDTHS, HEIGHT = (1440, 390), 1000
PATIENCE = 120_000
"""Milliseconds that a page may take on a busy machine."""
GRAVE = ("serious", "critical")
AXE = {"resultTypes": ["violations"], "elementRef": False}
EVERY_PAGE = bool(os.environ.get("MLA_EVERY_PAGE"))
"""Whether pictures are kept, and every page is looked at in both languages."""


@dataclass
class Visitor:
    """One browser window of one person. `complaints` are errors of the page's own scripts and of its policy."""

    browser: Browser
    site: str
    has_script: bool = True
    complaints: list[str] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        window = self.browser.new_context(
            base_url=self.site, java_script_enabled=self.has_script, viewport={"width": WIDTHS[0], "height": 1000}
        )
        window.set_default_timeout(PATIENCE)
        self.page: Page = window.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))

    def sign_in(self, user: Any) -> "Visitor":
        """By the form of the door, as everybody of the cast."""
        self.go("/accounts/login/")
        self.type({"login": user.username, "password": "demo"})
        return self.press("Sign in", "登录")

    def go(self, address: str) -> "Visitor":
        """Open an address, which must be there."""
        answer = self.page.goto(address)
        assert answer is None or answer.status == 200, f"{address}: {answer.status}"
        return self

    def speak(self, language: str) -> "Visitor":
        """Choose the language at the head of the page."""
        switch = self.page.locator(f"button[name=language][value={language}]")
        return self._click(switch) if switch.count() else self

    def follow(self, label: str) -> "Visitor":
        """Follow the first link with these words, also one that looks like a button."""
        return self._click(self.page.locator("a", has_text=label).first)

    def press(self, *labels: str) -> "Visitor":
        """Press the button that has one of these labels (one in each language)."""
        found = self.page.get_by_role("button", name=labels[0], exact=True)
        for label in labels[1:]:
            found = found.or_(self.page.get_by_role("button", name=label, exact=True))
        return self._click(found.last)

    def _click(self, control: Locator) -> "Visitor":
        """Click, and be on the page that the click leads to: whole, not only begun."""
        control.click()
        self.page.wait_for_load_state()
        return self

    def type(self, answers: dict[str, Any]) -> "Visitor":
        """Fill each named field as its control takes it."""
        for name, answer in answers.items():
            _fill(self.page.locator(f'main [name="{name}"]:not([type=hidden])'), answer)
        return self

    def text(self) -> str:
        """What the main part of the page says."""
        return self.page.locator("main").inner_text()

    def look(self, name: str) -> "Visitor":
        """Axe's grave findings, a page that scrolls sideways and script errors are flaws; pictures where wanted."""
        self.page.wait_for_load_state()
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            keep_picture(self.page, f"{name}-{width}")
            if self.has_script:
                self.flaws += [f"{name} at {width}: {one}" for one in grave(self.page)]
            self.flaws += [f"{name}: {one}" for one in too_wide(self.page, width)]
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        self.flaws += [f"{name}: {one}" for one in self.complaints]
        self.complaints.clear()
        return self


def grave(page: Page) -> Iterable[str]:
    """What axe finds serious or critical on the page, with the places."""
    for one in Axe().run(page, options=AXE).response["violations"]:
        if one["impact"] in GRAVE:
            places = "; ".join(node["html"][:160] for node in one["nodes"][:3])
            yield f"{one['id']} ({one['impact']}): {one['help']}: {places}"


def too_wide(page: Page, width: int) -> Iterable[str]:
    """Whether the page is wider than its window and scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"{wide} pixels wide at {width}"


REACHED = """() => {
    document.activeElement.blur();
    document.addEventListener("focusin", event => { event.target.dataset.reached = "" });
}"""
FORGOTTEN = """() => {
    const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const controls = [...document.querySelectorAll(`main :is(${kinds}):not([tabindex='-1'])`)];
    const one = control => control.type === "radio" ? `${control.form?.id} ${control.name}` : control;
    const reached = new Set(controls.filter(control => "reached" in control.dataset).map(one));
    return controls.filter(control => control.checkVisibility() && !control.disabled && !reached.has(one(control)))
        .map(control => control.outerHTML.slice(0, 120));
}"""
STOPS = "document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]').length"
STOPS_OF_A_DATE = 7


def out_of_reach(page: Page) -> Iterable[str]:
    """The controls of the page that Tab never comes to, from the first to the last; of a radio group one is enough."""
    page.evaluate(REACHED)
    dates = page.locator("input[type=date], input[type=datetime-local], input[type=time]").count()
    for _press in range(page.evaluate(STOPS) + STOPS_OF_A_DATE * dates):
        page.keyboard.press("Tab")
    yield from (f"not reached by Tab: {one}" for one in page.evaluate(FORGOTTEN))


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page in `build/screenshots`, where every page is wanted."""
    if EVERY_PAGE:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def apart(work: Callable[..., Any], *given: Any) -> None:
    """Do the work of a worker outside the browser's own loop, which allows no other beside it."""

    def done() -> None:
        try:
            work(*given)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(done).result()


def _fill(control: Locator, answer: Any) -> None:
    sort = control.first.evaluate("one => one.type || one.tagName")
    if sort == "radio":
        control.and_(control.page.locator(f'[value="{answer}"]')).check()
    elif sort == "checkbox":
        control.check()
    elif sort == "select-one":
        control.select_option(str(answer))
    else:
        control.fill(str(answer))
