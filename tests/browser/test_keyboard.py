"""A section of the writer, the check page and handing in, by the keyboard alone, in both languages."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
LONGEST = 250
"""No page has so many stops."""
STOP = """() => {
  const one = document.activeElement
  const isChoice = one.matches('input[type=radio], input[type=checkbox]')
  const style = isChoice ? getComputedStyle(one.nextElementSibling, '::before') : getComputedStyle(one)
  const isPart = one.matches('[type^=date], [type=time]') && !one.matches(':focus') // the browser marks its own button
  const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 &&
    !['transparent', 'rgba(0, 0, 0, 0)'].includes(style.outlineColor)
  const place = (isChoice ? one.nextElementSibling : one).getBoundingClientRect()
  return {
    html: one.outerHTML.slice(0, 160),
    isMarked: isPart || hasOutline || style.boxShadow !== 'none',
    isInSight: place.bottom > 0 && place.top < innerHeight && place.width > 0
  }
}"""
"""What has the focus, whether one sees that it has, and whether it stands in the window."""
TYPED = "The provider deletes its logs after 30 days."


class Keyboard:
    """Somebody who has no mouse: every stop on the way has to be marked and in sight."""

    def __init__(self, visitor):
        self.page, self.lost = visitor.page, []

    def has_focus(self, selector):
        return self.page.evaluate("selector => document.activeElement.matches(selector)", selector)

    def step(self):
        self.page.keyboard.press("Tab")
        stop = self.page.evaluate(STOP)
        if not stop["html"].startswith("<body") and not (stop["isMarked"] and stop["isInSight"]):
            self.lost.append(stop["html"])
        return stop["html"]

    def to(self, selector):
        """Go on with Tab until this has the focus."""
        for _stop in range(LONGEST):
            self.step()
            if self.has_focus(selector):
                return self
        pytest.fail(f"{selector} is not reached on {self.page.url}")

    def press(self, key):
        self.page.keyboard.press(key)
        return self

    def open(self, selector, address):
        """Go to a link or a button, press Enter, and arrive."""
        self.to(selector).press("Enter")
        self.page.wait_for_url(f"{address}*")  # the skip link leaves its mark
        return self

    def go_round(self):
        """Every stop of the page, from the skip link until it comes again."""
        self.to(".govuk-skip-link")
        stops = []
        while not stops or not self.has_focus(".govuk-skip-link"):
            stops.append(self.step())
            assert len(stops) < LONGEST, f"{self.page.url} holds the focus at {stops[-1]}"
        return stops


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_request_is_finished_and_handed_in_without_a_mouse(visit, a_request, language):
    draft = a_request("draft", kind="preservation")
    draft.items.update(details={"offence": "Wire fraud, 18 U.S.C. 1343."})
    ada = visit("ada").speak(language).go(reverse("writer_section", args=[draft.pk, "data"]))
    keys = Keyboard(ada)
    assert len(keys.go_round()) > 15
    ada.page.reload()
    keys.to(".govuk-skip-link").press("Enter")
    assert keys.has_focus("#main-content")
    keys.to("[name=custodian]").page.keyboard.type("Brackwater Hosting Ltd.")
    keys.to("[name=data_categories]").press("Space")
    keys.to("[name=necessity]").page.keyboard.type(TYPED)
    keys.to("[name=intends_request]").press("Space")
    keys.open("main button[name=then][value=later]", "**/write/")
    keys.open(f"a[href='{reverse('writer_check', args=[draft.pk])}']", "**/write/check/")
    keys.to("[name=declaration]").press("Space")
    keys.open("main form[action$='/submit/'] button[type=submit]", "**/submitted/")

    draft.refresh_from_db()
    item = draft.items.get()
    assert (draft.state, item.details["necessity"], item.details["intends_request"]) == ("intake", TYPED, True)
    assert len(keys.go_round()) > 8
    assert set(keys.lost) == set()


def test_the_inbox_is_worked_without_a_mouse(visit, a_request):
    request = a_request("intake")
    ben = visit("ben").go("/inbox/?tab=queue")
    keys = Keyboard(ben)
    keys.to(".mla-moment" if ben.page.locator("main .mla-moment").count() else "main td a")
    keys.open("main td form button", "**/tasks/*/")
    keys.to("main a[href*='word=admit']")
    assert request.tasks.open().get().owner.username == "ben"
    assert set(keys.lost) == set()
