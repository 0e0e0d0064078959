"""Whoever may not see a request finds no trace of it: at no address, in no list, in no number."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import store
from mla.models import Compartment, Request
from mla.vocabulary import Classification
from tests.addresses import ABOUT_A_REQUEST, LISTS, Hidden, patterns, unknown
from workflows import attaching, engine
from workflows.turns import TABS
from workflows.views.deadlines import VIEWS

TITLE, SURNAME, ACCOUNT = "Zanzibar ledger", "QUILLFEATHER", "000123456789"
PERSON = {
    "role": "suspect", "surname": SURNAME, "given_names": "Ono", "native_name": "", "aliases": "", "sex": "",
    "born_on": "1980-01-01", "birth_place": "", "nationality": "", "document": "", "address": "", "language": "",
}
TYPED = {
    "declaration": "on", "type": "records", "word": "report", "reasons": "x", "text": "x", "revision": "0",
    "title": "x", "purpose": "annex", "language": "en", "facts": "Changed.", "then": "next", "text:facts": "x",
}
ONLY_POSTED = {
    "writer_item_add", "writer_item_remove", "writer_submit", "task_claim", "task_release", "task_reassign",
    "case_file_order", "shared_objects_add",
}
FOR_DESKS = {  # of the central authority; who holds none is refused
    "clock_act", "letter_dispatch", "delivery_receipt", "office_template_add",
}


@pytest.fixture
def hidden(a_request, walker):
    """A draft and a running request of the circle, confidential, with letters, a clock, a task and a file."""
    secret = {"title": TITLE, "persons": [PERSON], "classification": Classification.CONFIDENTIAL,
              "compartment": "harbour"}
    draft, running = a_request("draft", **secret), a_request("execution", **secret)
    file = SimpleUploadedFile("orders.txt", b"Orders of transfer.", "text/plain")
    attaching.attach(running, file, by=walker.cast["ada"], now=walker.now, title=f"{TITLE} orders", purpose="annex")
    running.letters.update(sha256=store.put(f"%PDF-1.7 {TITLE}".encode()), size=9, pages=1)
    letter, who = running.letters.first(), walker.cast["ada"]
    letter.deliveries.create(way="post", sent_at=walker.now, recorded_by=who, recorded_at=walker.now)
    running.case_files.create(ordered_by=who, ordered_at=walker.now, sha256=letter.sha256, pages=1)
    return Hidden(draft, running)


@pytest.fixture
def traces(hidden):
    """The words that would betray the request."""
    letters = list(hidden.running.letters.values_list("number", flat=True))
    return [TITLE, hidden.running.own_reference, SURNAME, ACCOUNT, "Brackwater", *letters]


def by_clearance(user, hidden):
    user.clearance = Classification.RESTRICTED
    user.save()


def by_recusal(user, hidden):
    for request in (hidden.draft, hidden.running):
        user.recusals.create(request=request, reason="A relative is concerned.")


def by_compartment(user, hidden):
    user.compartments.clear()


def as_they_are(user, hidden):
    pass


OUTSIDERS = [
    ("eve", as_they_are), ("ada", by_clearance), ("ada", by_recusal), ("ada", by_compartment),
    ("lin", by_clearance), ("lin", by_recusal), ("sam", by_compartment),
]


@pytest.fixture(params=OUTSIDERS, ids=lambda one: f"{one[0]}-{one[1].__name__}")
def outsider(request, office, hidden, client):
    """Somebody from whom the requests are hidden, signed in."""
    who, hide = request.param
    hide(office[who], hidden)
    client.force_login(office[who])
    return office[who]


@dataclass
class Answer:
    """What came back: the status, and everything readable in it, headers and redirections included."""

    method: str
    address: str
    status: int
    text: str

    def betrays(self, traces):
        return [one for one in traces if one in self.text]


def ask(client, address, typed=None, *, follow=True):
    """GET, or POST what is typed; the answer is read to its end, which closes it."""
    method = "GET" if typed is None else "POST"
    response = client.get(address, follow=follow) if typed is None else client.post(address, typed, follow=follow)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    told = (dict(response.headers), getattr(response, "redirect_chain", []))
    return Answer(method, address, response.status_code, body.decode(errors="replace") + str(told))


def test_every_address_of_the_site_is_in_the_table():
    assert unknown() == []


def test_an_address_with_a_number_is_never_a_mere_list():
    numbered = {name for route, name in patterns() if "pk>" in route and not route.startswith(("accounts/", "admin/"))}
    assert numbered == set(ABOUT_A_REQUEST)


def test_the_agency_sees_what_is_hidden_from_others(hidden, traces, office, client):
    client.force_login(office["ada"])
    answers = [(name, ask(client, address)) for name, address in hidden.addresses()]
    assert {one.status for _name, one in answers} == {200, 403, 405, 409}
    shown = {name for name, one in answers if one.status == 200}
    assert shown == {*ABOUT_A_REQUEST, "lifecycle", "flow"} - ONLY_POSTED - FOR_DESKS
    assert {trace for _name, one in answers for trace in one.betrays(traces)} == set(traces)


def test_outsiders_find_and_change_nothing_at_any_address(hidden, traces, outsider, client):
    before = _rows(hidden)
    answers = [ask(client, address, typed) for _name, address in hidden.addresses() for typed in (None, TYPED)]
    open_ = [(one.method, one.address, one.status) for one in answers if one.status not in {403, 404, 405}]
    assert open_ == []
    assert [(one.method, one.address, one.betrays(traces)) for one in answers if one.betrays(traces)] == []
    assert _rows(hidden) == before


def _lists():
    yield from (reverse(name) for name in LISTS)
    yield from (f"{reverse('inbox')}?tab={tab}" for tab in TABS)
    for view in VIEWS:
        yield f"{reverse('deadlines')}?side=all&view={view}"
    for query in ("q=Zanzibar", "state=execution", "direction=out", "q=US-CN"):
        yield f"{reverse('requests')}?{query}"
    for question in ("Zanzibar", "quill", "0123456", "US-CN", "Brackw"):
        yield f"{reverse('search')}?q={question}"


def test_outsiders_find_nothing_in_any_list(hidden, traces, outsider, client):
    answers = [ask(client, address) for address in _lists()]
    assert {one.status for one in answers} <= {200, 403}
    assert [(one.address, one.betrays(traces)) for one in answers if one.betrays(traces)] == []


def test_numbers_count_only_what_may_be_seen(hidden, office, client, walker):
    task = hidden.running.tasks.open().get()
    engine.claim(task, by=office["lin"], now=walker.now + timedelta(hours=1))
    client.force_login(office["lin"])
    assert _numbers(client) == {"mine": "1", "menu": "1"}
    by_recusal(office["lin"], hidden)
    assert _numbers(client) == {"mine": "0", "menu": "0"}


def _numbers(client):
    """The number of one's own tasks, on its card and in the menu of every page."""
    page = client.get(reverse("inbox"))
    menu = re.search(r'mla-nav-count">(\d+\+?)<', page.content.decode())
    return {"mine": page.context["stats"][2]["number"], "menu": menu.group(1)}


def test_before_the_door_every_address_leads_to_signing_in(hidden, client):
    addresses = [*(address for _name, address in hidden.addresses()), *_lists()]
    answers = [client.get(one) for one in addresses] + [client.post(one, TYPED) for one in addresses]
    led = {one.headers.get("Location", str(one.status_code)).partition("?")[0] for one in answers}
    assert led == {"/accounts/login/", "405"}


def test_an_auditor_reads_every_page(hidden, office, client):
    client.force_login(office["ruth"])
    read = {name for name, address in hidden.addresses() if ask(client, address, follow=False).status == 200}
    writing = {"writer", "writer_check", "writer_section", "writer_conflict", "writer_print", "writer_table",
               "writer_table_sample"}
    forms = {"request_step", "request_milestone", "attachment_add", "step_letters", "milestone_letters", "request_note"}
    ordered = {"case_file", "case_file_pdf"}  # by somebody else
    assert read == {*ABOUT_A_REQUEST, "lifecycle", "flow"} - ONLY_POSTED - writing - forms - FOR_DESKS - ordered
    verbs = hidden.running.events.filter(actor=office["ruth"]).values_list("verb", flat=True)
    assert set(verbs) == {"view", "download"}
    assert ask(client, reverse("record")).status == 200


def test_an_auditor_acts_nowhere(hidden, office, client):
    client.force_login(office["ruth"])
    before = _rows(hidden)
    typed = {**TYPED, "to": office["lin"].pk, "stage": hidden.running.stages.get(finished=None).pk}
    answers = [ask(client, address, typed, follow=False) for _name, address in hidden.addresses()]
    accepted = [(one.address, one.status) for one in answers if one.status not in {403, 404, 405, 409}]
    elsewhere = [reverse("request_milestone", args=[hidden.running.pk, word]) for word in ("translate", "attach")]
    assert accepted == [(address, 302) for address in elsewhere]
    assert _rows(hidden) == before


def _rows(hidden):
    """The two requests as they stand in the database."""
    return list(Request.objects.filter(pk__in=[hidden.draft.pk, hidden.running.pk]).order_by("pk").values())


def test_the_administration_shows_no_request(hidden, traces, office, client):
    client.force_login(office["adm"])
    rows = {
        "user": office["ada"].pk, "compartment": Compartment.objects.get().pk, "authority": hidden.running.agency_id,
        "party": hidden.running.counterpart_id, "instrument": hidden.running.instrument_id, "recusal": None,
    }
    places = [reverse(f"admin:mla_{name}_{page}") for name in rows for page in ("changelist", "add")]
    places += [reverse(f"admin:mla_{name}_{page}", args=[pk]) for name, pk in rows.items() if pk
               for page in ("change", "delete", "history")]
    answers = [ask(client, place) for place in places]
    assert answers[0].status == 200
    assert {one.address: one.betrays(traces) for one in answers if one.betrays(traces)} == {}
