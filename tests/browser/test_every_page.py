"""Every page of the site in a real browser: nothing grave for axe, nothing wider than its window, no script error.

The addresses come from the table that no new address can miss (`tests/addresses.py`), and the forms of acts and the
pages of the writer from the kinds themselves. The languages take turns; with MLA_EVERY_PAGE=1 each page is looked at
in both, and its picture kept in `build/screenshots`.
"""

import pytest
from django.test import Client
from django.urls import reverse

from mla import kinds
from tests.addresses import ABOUT_A_REQUEST, ACTS, LISTS, OF_NO_REQUEST, SHOW_NO_PAGE, patterns
from tests.browser.browsing import EVERY_PAGE
from tests.browser.sweeping import Sweep
from tests.everything import MORE, fill
from workflows.actions import actions
from workflows.views.tasks import decisions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1500)]
TAKEN_SELDOM = {"preservation", "lead", "substance", "parcel"}
READERS = ("lin", "ada", "sam", "dan", "adm", "ruth")
"""Somebody of these opens each page of the office."""
PRIMARY = "main form[method=post] button.govuk-button:not(.govuk-button--secondary)"
REFUSALS = (("nowhere", "ada", "/nowhere/", 404), ("not for me", "ada", "/team/", 403))
LEFT_EMPTY = (
    ("new", "ada", "/requests/new/"), ("absence", "lin", "/account/absences/"), ("report", "sam", "/reports/"),
)
ROADS = {
    "out": "submit ask answer admit grant transmit acknowledge consult settle postpone resume remind report respond "
           "close",
    "in": "receive acknowledge ask answer admit consult settle postpone resume grant transmit inform report respond "
          "close",
}


@pytest.fixture
def sweep(chromium, live_server, settings, tmp_path):
    """The window; what was wrong on any page fails the test at its end, all at once."""
    settings.DATA_DIR = tmp_path
    made = Sweep(chromium, live_server.url)
    yield made
    made.close()
    assert made.flaws == []


def test_the_pages_of_the_site(sweep, walker, a_request):
    everything = fill(walker, a_request)
    assert set(everything.others) == OF_NO_REQUEST
    readers = Readers(everything.cast)
    shown = set()
    for name, address in everything.pages():
        if readers.show(sweep, _label(name, address), address):
            shown.add(name)
    assert {*ABOUT_A_REQUEST, *LISTS, *OF_NO_REQUEST} - ACTS - SHOW_NO_PAGE - shown == set()
    look_further(sweep, everything)
    for route, name in patterns():
        if route.startswith("accounts/") and not set(route) & set("<(^"):
            readers.show(sweep, f"account {name}", f"/{route}")


def look_further(sweep, everything):
    """The other faces of lists, the start page of each role, refusals, and forms handed in empty."""
    for address in MORE:
        sweep.look(address, everything.cast["sam" if "all" in address else "lin"], address)
    for who in ("ada", "ben", "sam", "ruth", "adm"):
        sweep.look(f"home of {who}", everything.cast[who], "/")
    for name, who, address, status in REFUSALS:
        sweep.look(name, everything.cast[who], address, status=status)
    remind = reverse("request_milestone", args=[everything.hidden.running.pk, "remind"])
    for name, who, address in (*LEFT_EMPTY, ("reminder", "lin", remind)):
        sweep.look(f"{name} left empty", everything.cast[who], address, press=PRIMARY)


class Readers:
    """Who may open what: nobody signed in, or the first of some whose page it is."""

    def __init__(self, cast):
        self.clients = {None: Client(), **{cast[name]: Client() for name in READERS}}
        for user, client in self.clients.items():
            if user:
                client.force_login(user)

    def show(self, sweep, label, address):
        """Look at the address as the first who gets a page there; whether there is one."""
        for user, client in self.clients.items():
            if _is_page(client.get(address)):
                sweep.look(label, user, address)
                return True
        return False


def _label(name, address):
    return f"{name} {address}" if name in {"request", "writer_section"} else name


def _is_page(answer):
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.status_code == 200 and is_html and not answer.streaming


@pytest.mark.parametrize("direction", ["out", "in"])
def test_the_forms_of_the_acts_on_the_way(sweep, walker, a_request, direction):
    request = a_request("draft", direction)
    for word in ROADS[direction].split():
        request = walker.act(request, word)
        look_at_acts(sweep, walker, request)
    assert request.state == "closed"
    assert len(sweep.seen) > 30


@pytest.mark.parametrize("kind", [one.code for one in kinds.all_kinds() if one.code != "mla"])
def test_the_pages_of_a_kind(sweep, walker, a_request, kind):
    if kind in TAKEN_SELDOM and not EVERY_PAGE:
        pytest.skip("its pages are built as those of other kinds; MLA_EVERY_PAGE=1 looks at them too")
    draft = a_request("draft", "in" if kind == "hotline" else "out", kind)
    who = draft.created_by
    for section in [*kinds.get(kind).sections(draft.direction), *kinds.get(kind).item_sections(draft)]:
        sweep.look(f"{kind} {section.key}", who, reverse("writer_section", args=[draft.pk, section.key]))
    for name in ("writer", "writer_check", "writer_print"):
        sweep.look(f"{kind} {name}", who, reverse(name, args=[draft.pk]))
    running = a_request("intake" if kind == "hotline" else "execution", draft.direction, kind)  # a call comes first
    look_at_acts(sweep, walker, running)
    sweep.look(f"{kind} request", walker.cast["lin"], reverse("request", args=[running.pk]))
    sweep.look(f"{kind} clocks", walker.cast["lin"], reverse("request", args=[running.pk]) + "?tab=clocks")


def look_at_acts(sweep, walker, request):
    """The form of every act that somebody of the cast is offered as the request stands, each word once."""
    for task in request.tasks.open():
        walker.take_up(request)
        task.refresh_from_db()
        if task.owner:
            sweep.look(f"task {task.state} {task.desk}", task.owner, reverse("task", args=[task.pk]))
            for one in decisions(task, task.owner):
                sweep.look(f"decide {one['word']}", task.owner, one["url"])
    for user in walker.cast.values():
        for one in actions(request, user):
            sweep.look(f"act {one['word']}", user, one["url"])
            if "/milestones/" in one["url"] and one["word"] in {"remind", "inform"}:
                sweep.look(f"letters {one['word']}", user, f"{one['url']}letters/")


def test_what_is_wrong_is_found(sweep, live_server):
    sweep.look("door", None, "/accounts/login/")
    sweep.look("nowhere", None, "/nowhere/")
    assert [one for one in sweep.flaws if "answers 404" in one]
    sweep.flaws.clear()
    sweep.page.goto("/accounts/login/")
    sweep.page.locator("main").evaluate("main => { main.innerHTML = '<input>'; main.style.width = '2000px' }")
    found = list(sweep._found("door", "en"))
    assert [any(word in one for one in found) for word in ("label (critical)", "wide at 390")] == [True, True]
