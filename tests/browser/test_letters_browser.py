"""Letters in a real browser: passages beside their preview, the page of a letter, register, delivery, case file."""

import pytest
from django.urls import reverse

from documents.jobs import render_letter
from documents.models import CaseFile, Letter, Passages
from tests.browser.browsing import apart
from workflows.jobs_binding import bind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
OPENING = "[name=compose-passage-opening-en]"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def running(a_request):
    return a_request(in_state="execution")


def begin(lin, request):
    """From the form of the act, with something typed, to its letters."""
    lin.go(reverse("request_milestone", args=[request.pk, "remind"]))
    lin.type({"text": "The hearing is near.", "happened_at": "2026-04-01 10:00"})
    return lin.press("Letters of this act")


def drawn(visitor):
    """Wait for the picture of the page."""
    width = visitor.page.locator("img.mla-sheet").evaluate("async one => (await one.decode(), one.naturalWidth)")
    assert width > 800


def test_the_preview_follows_what_is_typed(visit, running):
    lin = begin(visit("lin"), running)
    picture = lin.page.locator("img.mla-sheet")
    drawn(lin)
    lin.look("composing")
    first = picture.get_attribute("src")
    lin.page.locator(OPENING).fill("Dear {friend},")
    lin.page.get_by_text("there is no placeholder {friend}").wait_for()
    lin.page.locator(OPENING).fill("We write **again** about {our_ref}.\n\n- one\n- two")
    lin.page.get_by_text("there is no placeholder {friend}").wait_for(state="detached")
    lin.page.locator("[role=status]", has_text="Passages saved.").wait_for()
    drawn(lin)
    lin.look("composing-typed")
    assert picture.get_attribute("src") != first
    lin.press("Next page")
    lin.page.get_by_text("Page 2 of 2").wait_for()

    assert Passages.objects.get().texts["opening"]["en"].startswith("We write **again**")
    lin.press("Back to the form of the act")
    assert lin.page.locator("[name=text]").input_value() == "The hearing is near."
    lin.press("Remind")
    assert "again" in str(Letter.objects.get(code="L24").snapshot["passages"])


def test_the_same_without_script(visit, running):
    lin = begin(visit("lin", has_script=False), running)
    lin.page.locator(OPENING).fill("Dear {friend},")
    lin.press("Save and preview")
    assert "there is no placeholder {friend}" in lin.text()
    lin.press("Back to the form of the act").press("Remind")

    assert "there is no placeholder {friend}" in lin.text()
    assert not Letter.objects.filter(code="L24").exists()


def test_the_page_of_a_letter_looks_again_by_itself_until_it_is_sealed(visit, running):
    letter = running.letters.get(code="L02")
    dan = visit("dan").go(reverse("letter", args=[letter.pk])).look("letter-waiting")
    assert "PDF is being made" in dan.text()
    apart(render_letter, letter.pk)
    dan.page.get_by_role("button", name="Download PDF").or_(dan.page.get_by_text("Download PDF")).first.wait_for()
    assert not dan.page.locator("[data-poll]").count()
    dan.look("letter-sealed").follow("Record a dispatch")
    dan.type({"way": "courier", "number": "EX 123"}).look("dispatch").press("Record the dispatch")
    dan.follow("Record the receipt")
    dan.type({"received_by": "Front desk, Ms Li"}).look("receipt").press("Record the receipt")
    assert "Front desk, Ms Li" in dan.text()
    dan.go(reverse("letters")).look("register").speak("zh-hans").look("register-zh")


def test_the_case_file_tells_how_far_it_is(visit, running):
    ben = visit("ben").go(reverse("request", args=[running.pk]) + "?tab=letters").look("request-letters-tab")
    ben.press("Order the case file").look("case-file")
    CaseFile.objects.update(done=2, total=5)
    ben.page.get_by_text("2 of 5 papers are bound.").wait_for()
    bind(CaseFile.objects.get().pk)
    ben.page.get_by_text("The case file is ready").wait_for()
    ben.look("case-file-ready")


def test_the_text_of_a_letter_is_accessible(visit, running):
    visit("lin").go(reverse("letter_text", args=[running.letters.get(code="L01").pk])).look("letter-text")
