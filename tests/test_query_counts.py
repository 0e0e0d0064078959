"""What does each page cost in queries? Literal numbers by page and person, the same for 1 row and for 30, and for
somebody with one role and with six."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mla.models import Authority
from tests.copies import multiply
from tests.everything import MORE, fill

pytestmark = pytest.mark.django_db
EVERYBODY = ("home", "inbox", "requests", "deadlines", "letters", "messages", "search", "request", "scorecard")
PRICES: dict[tuple[str, str], int] = {}
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
        found.setdefault(label, address)
    return found | {address: address for address in MORE}


def prices(everything, pages):
    """How many queries each of these pages costs each of these persons, once it has been opened before."""
    found, known = {}, addresses(everything)
    for who, names in pages.items():
        client = Client()
        client.force_login(everything.cast[who])
        for name in names:
            assert client.get(known[name]).status_code == 200, (who, name)
            with CaptureQueriesContext(connection) as counted:
                client.get(known[name])
            found[who, name] = len(counted)
    return found


def test_each_page_costs_each_person_the_same_at_1_and_at_30_rows(everything):
    pages = {}
    for who, name in PRICES:
        pages.setdefault(who, []).append(name)
    assert prices(everything, pages) == PRICES
    multiply(everything, 29)
    assert prices(everything, pages) == PRICES


def test_more_roles_cost_nothing_more(everything):
    lin = everything.cast["lin"]
    pages = {"lin": [name for who, name in PRICES if who == "lin"]}
    for role in ROLES:
        lin.memberships.create(authority=Authority.objects.own(), role=role)
    assert prices(everything, pages) == {key: PRICES[key] for key in PRICES if key[0] == "lin"}


def test_every_page_has_its_price(everything):
    """Every page that one of the readers gets stands in the table, so that a new one cannot be forgotten."""
    priced = {name for _who, name in PRICES}
    missing = set()
    for name, address in addresses(everything).items():
        for who in ("lin", "ada", "sam", "dan", "adm", "ruth"):
            client = Client()
            client.force_login(everything.cast[who])
            answer = client.get(address)
            is_html = answer.headers.get("Content-Type", "").startswith("text/html")
            if answer.status_code == 200 and is_html:
                missing |= {(who, name)} if name not in priced else set()
                break
    assert missing == set()


