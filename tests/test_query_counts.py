"""What does each page cost in queries? Literal numbers by page and person, the same for 1 row and for 30, and for
somebody with one role and with six."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mla.models import Authority
from tests.copies import multiply
from tests.everything import MORE, fill
from workflows.searching import indexing

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(600)]
PRICES: dict[str, dict[str, int]] = {
    "lin": {
        "versions": 22, "writer_submitted": 11, "request": 43, "attachment_add": 14, "shared_objects": 13,
        "request_links": 21, "request_note": 13, "translate": 16, "task": 32, "letter": 13, "letter_text": 9,
        "letter_dispatch": 11, "delivery_receipt": 12, "case_file": 11, "clock": 20, "request overview": 43,
        "request clocks": 22,
        "request letters": 26, "request attachments": 25, "request record": 24, "lifecycle": 11, "flow": 13,
        "home": 18, "inbox": 23, "deadlines": 18, "requests": 13, "letters": 18, "reminders": 13, "messages": 12,
        "absences": 15, "view_add": 10, "search": 11, "preferences": 10, "keys": 10, "scorecard": 16,
        "metrics": 72, "commitments": 12, "reports": 12, "reconciliation": 15, "duty": 14, "priority_cases": 12,
        "verify": 10, "report": 14, "report_sign": 11, "feed_revoke": 11, "metric": 13, "figure": 12,
        "commitment": 14, "/inbox/?tab=queue": 19, "/inbox/?tab=all": 23, "/inbox/?tab=done": 18,
        "/inbox/?tab=substitute": 17, "/requests/?order=due": 12, "/deadlines/?side=all&view=week": 21,
        "/deadlines/?side=all&view=authority": 18, "/deadlines/?side=all&view=source": 17,
        "/deadlines/?band=paused": 17, "/search/?q=ledger": 23, "/search/?q=nothing-of-the-kind": 14,
        "/requests/?q=nothing-of-the-kind": 12, "meetings": 16, "meeting_add": 12, "actions": 12,
        "meeting": 21, "meeting_edit": 16, "meeting_participants": 14, "agenda_add": 12, "agenda_item": 16,
        "agenda_remove": 13, "meeting_cases": 15, "action_add": 18, "minutes": 36, "minutes_sign": 14,
        "meeting_close": 12, "action": 15, "action_act": 11,
    },
    "ada": {
        "writer": 24, "writer_check": 36, "writer_section": 28, "writer_print": 32, "writer_table": 14,
        "writer_conflict": 17,
        "request_new": 14, "home": 16, "inbox": 19, "requests": 13, "request": 40,
    },
    "ben": {
        "home": 15, "inbox": 19, "requests": 13, "request": 43,
    },
    "sam": {
        "office_template_add": 11, "health": 18, "team": 16, "office_templates": 12, "duty_strike": 11,
        "clock_act": 19, "home": 17,
        "inbox": 20, "requests": 13, "request": 42,
    },
    "adm": {
        "reference": 10, "calendars": 13, "rules": 12, "rule": 13, "rule_draft": 12, "rule_publish": 17,
        "rule_discard": 11, "rule_migrate": 14, "calendar_version": 12, "calendar_publish": 16,
        "calendar_discard": 11, "calendar": 14, "calendar_draft": 14, "home": 11, "inbox": 19, "requests": 13,
        "request": 41,
    },
    "ruth": {
        "record": 12, "home": 14, "inbox": 19, "requests": 13, "request": 41,
    },
}
"""By person and page."""
ROLES = ("registrar", "reviewer", "translator", "dispatcher", "countersigner")


@pytest.fixture
def everything(walker, a_request, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return fill(walker, a_request)


def addresses(everything):
    """One address for each name, and the other faces of the lists."""
    found = {}
    for name, address in everything.pages():
        label = f"{name} {address.partition('tab=')[2]}" if "?tab=" in address else name
        if label not in found or name == "clock_act":  # the last of its words is the supervisor's
            found[label] = address
    return found | {address: address for address in MORE}


def otherwise(everything, people, *, is_fresh=False):
    """Which pages cost these persons something else than the table says; fresh pages are opened once before."""
    found, known = {}, addresses(everything)
    for who in people:
        client = Client()
        client.force_login(everything.cast[who])
        client.get(reverse("keys"))  # signing in has its own price
        for name, price in PRICES[who].items():
            if is_fresh or name.startswith(("/search/", "scorecard")):  # data are read and kept, and texts are found
                assert client.get(known[name]).status_code == 200, (who, name)
            with CaptureQueriesContext(connection) as counted:
                client.get(known[name])
            if len(counted) != price:
                found[who, name] = len(counted)
    return found


def test_each_page_costs_each_person_the_same_at_1_and_at_30_rows(everything):
    assert otherwise(everything, PRICES, is_fresh=True) == {}
    multiply(everything, 29)
    while indexing.work_off():
        continue
    assert otherwise(everything, PRICES) == {}


def test_more_roles_cost_nothing_more(everything):
    for role in ROLES:
        everything.cast["lin"].memberships.create(authority=Authority.objects.own(), role=role)
    found = otherwise(everything, ["lin"], is_fresh=True)
    assert {name: price for (_who, name), price in found.items() if price > PRICES["lin"][name]} == {}


def test_every_page_has_its_price(everything):
    """So that a new one cannot be forgotten."""
    assert {*addresses(everything)} - {name for pages in PRICES.values() for name in pages} == set()
