"""The outgoing request in a real browser, from the first form to `closed`: with scripts, and without a single one."""

import pytest
from django.urls import reverse

from documents.jobs import render_letter
from mla.checklist import AT_INTAKE
from tests.browser.browsing import apart
from tests.browser.telling import THEIRS, decide, finish, take, tell, the_request, translate, write_and_submit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_an_outgoing_request_from_the_first_form_to_closed(visit, has_script, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def enter(who):
        return visit(who, has_script=has_script)

    write_and_submit(enter("ada"))
    decide(enter("ben"), "Admit", **{f"check_{code}": "yes" for code in AT_INTAKE})
    decide(enter("cleo"), "Give an opinion", recommendation="grant", text="Proportionate.")
    decide(enter("dov"), "Grant", disposition_1="granted")
    translate(enter("tess").speak("en"))
    dan = take(enter("dan"), "Transmit").type({"channel": "ca_direct"})
    dan.press("Letters of this act").press("Save and preview")
    assert "Page 1 of" in dan.text()
    finish(dan.press("Back to the form of the act"), "Transmit")
    lin = enter("lin").speak("en")
    tell(lin, THEIRS + "Acknowledge receipt", foreign_reference="司协〔2026〕样本1号")
    tell(lin, THEIRS + "Grant")
    decide(lin, THEIRS + "Report execution", outcome_1="full", steps_1="Copies made and certified.")
    decide(lin, "Respond", use_limits="For this investigation only.")
    decide(lin, "Close", originals="None.", conditions="None.", retention="Ten years.")
    request = the_request()
    assert request.state == "closed"
    assert list(request.letters.values_list("code", flat=True)) == ["L01", "L02", "N04", "L47"]
    read_the_letter(lin, request.letters.first())


def read_the_letter(lin, letter):
    """Its page while it waits, its text, and its PDF once it is printed."""
    lin.go(reverse("letter", args=[letter.pk]))
    assert "PDF is being made" in lin.text()
    apart(render_letter, letter.pk)
    lin.go(reverse("letter", args=[letter.pk])).page.get_by_text("Download PDF").wait_for()
    assert letter.number in lin.follow("Read the letter as text").page.content()


def test_the_door(visit):
    visit().go("/accounts/login/").look("sign-in")


def test_what_is_wrong_is_found(visit):
    visitor = visit().go("/accounts/login/")
    visitor.page.locator("main").evaluate("main => { main.innerHTML = '<input>'; main.style.width = '2000px' }")
    visitor.page.evaluate("setTimeout(() => { throw new Error('broken') })")
    found = visitor.look("wrong").flaws
    assert [any(word in one for one in found) for word in ("label (critical)", "pixels wide", "broken")] == [True] * 3
    found.clear()
