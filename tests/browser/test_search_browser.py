"""Search, palette, keys and start page in a real browser; and what axe finds on them in both languages."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
PERSON = {
    "role": "suspect", "surname": "ZHANG", "given_names": "Sanfeng", "native_name": "张三丰", "aliases": "", "sex": "",
    "born_on": "1980-01-01", "birth_place": "", "nationality": "", "document": "", "address": "", "language": "",
}


@pytest.fixture
def request_(a_request):
    return a_request("execution", title="Zanzibar ledger", persons=[PERSON])


def open_palette(visitor, key):
    visitor.page.keyboard.press(key)
    visitor.page.locator("dialog[open] [data-found] a").first.wait_for()
    return visitor.page.locator("dialog")


@pytest.mark.parametrize("has_script", [True, False])
def test_the_search_in_both_scripts(visit, request_, has_script):
    ada = visit("ada", has_script=has_script)
    for question, marked in (("zanz", "Zanz"), ("三丰", "三丰")):
        ada.go("/").page.locator("#header-search").fill(question)
        ada.press("Search")
        assert ada.page.locator("main mark").first.inner_text() == marked
    ada.look(f"search-{has_script}").type({"state": "draft"}).press("Apply filters")
    assert "Nothing found for" in ada.text()
    ada.look(f"search-empty-{has_script}").follow("Search again without the filters").follow("Zanzibar ledger")
    assert ada.page.url.endswith(reverse("request", args=[request_.pk]))


def test_the_palette_goes_to_a_request_by_keys_alone(visit, request_):
    ada = visit("ada").go("/deadlines/")
    open_palette(ada, "/").locator("input").press_sequentially("张三")
    ada.page.locator("dialog a", has_text="Zanzibar").wait_for()
    ada.look("palette").page.keyboard.press("ArrowDown")
    ada.page.keyboard.press("Enter")
    ada.page.wait_for_url(f"**{reverse('request', args=[request_.pk])}")
    open_palette(ada, "Control+k")
    ada.page.keyboard.press("Escape")
    assert ada.page.locator("dialog[open]").count() == 0


def test_keys_of_one_sign_move_through_a_list_and_leave_fields_alone(visit, a_request):
    references = [a_request("execution").own_reference for _n in range(2)]
    ada = visit("ada").go("/requests/")
    for key, place in (("j", 1), ("j", 0), ("k", 1)):
        ada.page.keyboard.press(key)
        assert ada.page.evaluate("document.activeElement.textContent") == references[place]
    ada.page.locator("#header-search").press("j")
    assert ada.page.locator("#header-search").input_value() == "j"
    ada.page.locator("#header-search").press("/")
    assert ada.page.locator("dialog[open]").count() == 0
    ada.go("/requests/").page.keyboard.press("?")
    ada.page.wait_for_url("**/help/keys/")


def test_keys_that_are_switched_off_do_nothing_but_ctrl_k_does(visit, request_):
    ada = visit("ada").go("/account/settings/")
    ada.page.locator("[name=has_shortcuts]").uncheck()
    ada.type({"density": "compact"}).press("Save").go("/requests/")
    for key in ("/", "?", "j"):
        ada.page.keyboard.press(key)
    assert ada.page.url.endswith("/requests/")
    assert ada.page.locator("dialog[open]").count() == 0
    assert ada.page.evaluate("document.activeElement === document.body")
    open_palette(ada, "Control+k")
    ada.page.keyboard.press("Escape")
    ada.look("requests-compact")


@pytest.mark.parametrize("medium", ["forced", "print"])
def test_forced_colours_and_paper(visit, request_, medium):
    sam = visit("sam").go("/")
    if medium == "forced":
        sam.page.emulate_media(forced_colors="active")
    else:
        sam.page.emulate_media(media="print")
        assert not sam.page.locator("#header-search").is_visible()
    sam.look(f"home-{medium}")
