"""The outgoing request at a browser, act by act, each of the cast at their own desk; with scripts or without."""

from typing import Any

from django.urls import reverse

from mla import kinds
from mla.demo.cases import CASES
from mla.models import Party, Request
from mla.texts import texts_of
from tests.browser.browsing import Visitor
from tests.story import answers_of
from workflows.walking import dictionary_of

CASE = next(one for one in CASES if one["code"] == "o01_bank_records")
THEIRS = "Register for the other side: "


def the_request() -> Request:
    """The one request, as it is now."""
    return Request.objects.select_related("counterpart").get()


def write_and_submit(ada: Visitor) -> None:
    """The first form, every page of the writer, and the declaration."""
    ada.follow("New request").look("request-new")
    counterpart = Party.objects.get(code="CN").pk
    ada.type({"kind": "mla", "title": CASE["title"], "counterpart": counterpart}).press("Begin").look("writer")
    given = answers_of(CASE, the_request().created_at)
    for section in kinds.get("mla").sections("out"):
        ada.go(reverse("writer_section", args=[the_request().pk, section.key]))
        if section.has_items:
            ada.type({"type": "records"}).press("Add this item")
            fill_page(ada, {**CASE["items"][0], **CASE["items"][0]["details"]})
        fill_page(ada, given)
        for rows in section.rows:
            for number, row in enumerate(CASE[rows.relation]):
                if number:
                    ada.press(str(rows.another))
                fill_page(ada, {f"{rows.relation}-{number}-{name}": value for name, value in row.items()})
        if not section.has_items or "Save and continue" in ada.text():
            ada.press("Save and continue")
    ada.go(reverse("writer_check", args=[the_request().pk])).look("check")
    ada.type({"declaration": True}).press("Submit").look("submitted")


def fill_page(visitor: Visitor, given: dict[str, Any]) -> None:
    """Those answers that the page asks for."""
    names = visitor.page.eval_on_selector_all("main [name]", "all => all.map(one => one.name)")
    visitor.type({name: given[name] for name in dict.fromkeys(names) if given.get(name) not in (None, "")})


def take(visitor: Visitor, act: str) -> Visitor:
    """Take the task from the queue, up to the form of the act."""
    visitor.go("/inbox/?tab=queue").press(f"Take {the_request().own_reference}")
    if not visitor.page.locator("form[data-guard]").count():  # where only one is possible, its form is there
        visitor.follow(act)
    return visitor


def decide(visitor: Visitor, act: str, **answers: Any) -> None:
    """Take the task from the queue and decide it so."""
    take(visitor, act)
    finish(visitor, act, **answers)


def finish(visitor: Visitor, act: str, **answers: Any) -> None:
    """Fill the form of the act and press its button."""
    visitor.type(answers)
    visitor.page.locator("form[data-guard] button", has_text=act).click()
    visitor.page.wait_for_url("**/requests/**")


def tell(visitor: Visitor, act: str, **answers: Any) -> None:
    """One of the other acts of the request."""
    finish(visitor.go(reverse("request", args=[the_request().pk])).follow(act), act, **answers)


def translate(tess: Visitor) -> None:
    """The desk with the translations of the material."""
    request, known = the_request(), dictionary_of(CASE, CASE["translation"])
    tess.go("/inbox/?tab=queue").press(f"Take {request.own_reference}").follow("Translate").look("translate")
    tess.type({f"text:{one.key}": known.get(one.original) or f"译文 {one.original}" for one in texts_of(request)})
    tess.press("Save the translation")
