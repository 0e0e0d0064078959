"""The outgoing request in a real browser, and what axe finds on its pages, in both languages."""

import pytest
from django.urls import reverse

from documents.jobs import render_letter
from mla import kinds
from mla.checklist import AT_INTAKE
from mla.demo.cases import CASES
from mla.models import Party, Request
from mla.texts import texts_of
from tests.browser.browsing import apart
from tests.story import answers_of
from workflows.walking import dictionary_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
CASE = next(one for one in CASES if one["code"] == "o01_bank_records")
THEIRS = "Register for the other side: "
TABS = ("overview", "clocks", "letters", "attachments", "record")


def the_request():
    return Request.objects.select_related("counterpart").get()


def test_an_outgoing_request_from_the_first_form_to_closed(visit):
    write_and_submit(visit("ada").look("inbox-empty"))
    ben = visit("ben").go("/inbox/?tab=queue").look("inbox")
    decide(ben, "Admit", look="task", **{f"check_{code}": "yes" for code in AT_INTAKE})
    decide(visit("cleo"), "Give an opinion", recommendation="grant", text="Proportionate.")
    decide(visit("dov"), "Grant", disposition_1="granted")
    translate(visit("tess").speak("en"))
    decide(visit("dan"), "Transmit", channel="ca_direct")
    lin = visit("lin").speak("en")
    tell(lin, THEIRS + "Acknowledge receipt", foreign_reference="司协〔2026〕样本1号")
    tell(lin, THEIRS + "Grant")
    decide(lin, THEIRS + "Report execution", outcome_1="full", steps_1="Copies made and certified.")
    decide(lin, "Respond", use_limits="For this investigation only.")
    decide(lin, "Close", originals="None.", conditions="None.", retention="Ten years.")
    request = the_request()
    assert request.state == "closed"
    assert list(request.letters.values_list("code", flat=True)) == ["L01", "L02", "N04", "L47"]
    look_at_every_page(lin, request, "en")


def write_and_submit(ada):
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
            ada.look(f"section-{section.key}").press("Save and continue")
    ada.go(reverse("writer_check", args=[the_request().pk])).look("check")
    ada.type({"declaration": True}).press("Submit").look("submitted")


def fill_page(visitor, given):
    """Those answers that the page asks for."""
    names = visitor.page.eval_on_selector_all("main [name]", "all => all.map(one => one.name)")
    visitor.type({name: given[name] for name in dict.fromkeys(names) if given.get(name) not in (None, "")})


def decide(visitor, act, look="", **answers):
    """Take the task from the queue and decide it so; the page asks first where it cannot be undone."""
    reference = the_request().own_reference
    visitor.go("/inbox/?tab=queue").press(f"Take {reference}")
    if not visitor.page.locator("form[data-guard]").count():  # where only one is possible, its form is there
        visitor.follow(act)
    if look:
        visitor.look(look)
    visitor.type(answers)
    visitor.page.locator("form[data-guard] button", has_text=act).click()
    visitor.page.wait_for_url("**/requests/**")


def tell(visitor, act, **answers):
    """One of the other acts of the request."""
    visitor.go(reverse("request", args=[the_request().pk])).follow(act).type(answers)
    visitor.page.locator("form[data-guard] button", has_text=act).click()
    visitor.page.wait_for_url("**/requests/*/")


def translate(tess):
    """The desk with the translations of the material."""
    request, known = the_request(), dictionary_of(CASE, CASE["translation"])
    tess.go("/inbox/?tab=queue").press(f"Take {request.own_reference}").follow("Translate").look("translate")
    tess.type({f"text:{one.key}": known.get(one.original) or f"译文 {one.original}" for one in texts_of(request)})
    tess.press("Save the translation")


def look_at_every_page(visitor, request, language):
    for tab in TABS:
        visitor.go(f"{reverse('request', args=[request.pk])}?tab={tab}").look(f"request-{tab}-{language}")
    letter = request.letters.first().pk
    apart(render_letter, letter)
    for name, pk in (("clock", request.clocks.first().pk), ("letter", letter)):
        visitor.go(reverse(name, args=[pk])).look(f"{name}-{language}")
    visitor.go(f"{reverse('lifecycle')}?request={request.pk}").look(f"lifecycle-{language}")


def test_the_door(visit):
    visit().go("/accounts/login/").look("sign-in")


def test_what_is_wrong_is_found(visit):
    visitor = visit().go("/accounts/login/")
    visitor.page.locator("main").evaluate("main => { main.innerHTML = '<input>'; main.style.width = '2000px' }")
    visitor.page.evaluate("setTimeout(() => { throw new Error('broken') })")
    found = visitor.look("wrong").flaws
    assert [any(word in one for one in found) for word in ("label (critical)", "pixels wide", "broken")] == [True] * 3
    found.clear()


def test_the_pages_in_chinese(visit, a_request, office):
    request = a_request("execution", direction="in")
    xia = visit("xia").speak("zh-hans").go("/inbox/?tab=queue").look("inbox-zh")
    assert xia.page.locator("html").get_attribute("lang") == "zh-Hans"
    task = request.tasks.open().get()
    xia.page.locator(f"form[action='{reverse('task_claim', args=[task.pk])}'] button").first.click()
    xia.go(f"{reverse('task', args=[task.pk])}?word=report").look("task-zh")
    look_at_every_page(xia, request, "zh")


def test_a_decision_without_script(visit, a_request):
    request = a_request("intake")
    ben = visit("ben", has_script=False).go("/inbox/?tab=queue").press(f"Take {request.own_reference}")
    ben.follow("Admit").type({f"check_{code}": "yes" for code in AT_INTAKE}).look("task-no-script")
    ben.press("Admit")
    assert "Review" in ben.text()
    assert Request.objects.get(pk=request.pk).state == "review"
