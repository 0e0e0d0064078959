"""G45: the same matter by a second channel is one item counted once, whenever it is found out (CK-26)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from workflows import engine
from workflows.models import Measure
from workflows.reports import counting, measures
from workflows.reports.metrics import METRICS

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(a_request):
    """The same incoming request by the direct channel and by INTERPOL; the second one is answered already."""
    first = a_request("execution", direction="in", channel="ca_direct")
    second = a_request("responded", direction="in", channel="interpol", foreign_reference="TEST-NCB-77")
    return first, second


@pytest.fixture
def count(walker):
    """The figures of incoming requests, of the days of both, whoever may see them."""

    def figures():
        first = (walker.now - timedelta(days=60)).date()
        period = counting.of_office(first, walker.now.date(), now=walker.now)
        scope = counting.visible(None, direction="in")
        return {code: counting.count(METRICS[code], period, scope)[()] for code in METRICS}

    return figures


def balance(found):
    came = sum(found["M02"][key]["count"] for key in ("received", "split", "reopened"))
    again = sum(found["M02"][key]["count"] for key in ("received", "split", "again"))
    return (
        found["M01"]["open"]["count"] + came - found["M03"]["ended"]["count"] - found["M04"]["open"]["count"],
        found["M01"]["unanswered"]["count"] + again - found["M03"]["left"]["count"]
        - found["M04"]["unanswered"]["count"],
    )


def told(found):
    return (found["M02"]["received"]["count"], found["M04"]["open"]["count"], found["M03"]["left"]["count"],
            found["M05"]["age"]["n"], found["M15"]["urgent"]["whole"], found["M09"]["gross"]["n"])


def link(walker, request, other, lead):
    facts = {"other": other.pk, "lead": lead, "reasons": "The same letter came twice."}
    engine.mark(request, "link", by=walker.cast["ben"], now=walker.now, facts=facts)


def test_g45_one_item_is_counted_once_also_when_it_is_found_out_later(pair, walker, count):
    first, second = pair
    before = count()
    assert (told(before), balance(before)) == ((2, 2, 1, 2, 2, 1), (0, 0))
    link(walker, second, first, lead="other")  # said of the duplicate: its lead is the other one
    assert list(Measure.objects.values_list("request", flat=True)) == [first.pk]
    assert (told(count()), balance(count())) == ((1, 1, 0, 1, 1, 0), (0, 0))
    assert measures.differing() == []
    engine.mark(second, "unlink", by=walker.cast["ben"], now=walker.now, facts={"reasons": "Another account."})
    assert (count(), measures.differing()) == (before, [])


def test_g45_said_of_the_lead_the_other_one_leaves_the_count(pair, walker, count):
    first, second = pair
    link(walker, first, second, lead="this")
    assert (told(count()), measures.differing()) == ((1, 1, 0, 1, 1, 0), [])
    walker.act(second, "close")  # its own acts go on, and count nothing
    assert told(count()) == (1, 1, 0, 1, 1, 0)


def test_the_list_behind_a_figure_says_how_many_duplicates_are_left_out(pair, walker, client, office):
    first, second = pair
    link(walker, second, first, lead="other")
    days = {"first": "2026-01-01", "last": walker.now.date().isoformat()}
    address = reverse("figure", args=["M02", "received"])

    def seen(who):
        client.force_login(office[who])
        return client.get(address, days)

    page = seen("sam")
    assert (page.context["page"].rows, page.context["doubles"]) == ([first], 1)
    assert "1 duplicate of these requests" in page.content.decode()
    office["sam"].recusals.create(request=second, reason="A relative is concerned.")
    page = seen("sam")
    assert (page.context["page"].rows, page.context["doubles"]) == ([first], 0)
    assert "duplicate of these requests" not in page.content.decode()
