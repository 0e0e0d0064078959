"""The scorecard: what it counts is what the reader may see, at the same price however much there is."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from mla.models import Request
from workflows.models import Measure
from workflows.reports.metrics import METRICS

QUERY = {"first": "2026-04-01", "last": "2026-06-30"}


@pytest.fixture
def page(client, office):
    def get(who, name, *args, **query):
        client.force_login(office[who])
        return client.get(reverse(name, args=args), {**QUERY, **query})

    return get


def test_both_directions_stand_side_by_side(small, page):
    found = page("sam", "scorecard").context
    assert [one["total"] for one in found["stock"]] == [6, 4]
    decision = next(one for one in found["on_time"] if one["code"] == "DECISION")
    assert [(side["part"], side["whole"]) for side in decision["sides"]] == [(5, 6), (2, 3)]
    last = [one["quarters"][-1] for one in found["trend"]]
    assert [(one.name, one.entered, one.left, one.waiting) for one in last] == [
        ("2026 Q2", 4, 4, 4), ("2026 Q2", 2, 6, 1)]


@pytest.mark.parametrize("who", ["sam", "ada", "eve", "ruth", "adm"])
def test_measures_are_visible_as_their_requests_are(small, office, who):
    office["sam"].recusals.create(request=small["I1"], reason="A relative is concerned.")
    seen = set(Request.objects.visible_to(office[who]).values_list("pk", flat=True))
    measured = set(Measure.objects.values_list("request", flat=True))
    assert set(Measure.objects.visible_to(office[who]).values_list("request", flat=True)) == seen & measured


def test_who_may_not_see_a_request_meets_it_nowhere(small, office, page):
    office["sam"].recusals.create(request=small["I10"], reason="A relative is concerned.")
    assert page("lin", "figure", "M13", "silent", direction="in").context["page"].rows == [small["I10"]]
    assert page("sam", "figure", "M13", "silent", direction="in").context["page"].rows == []
    title, reference = small["I10"].title, small["I10"].own_reference
    for name, args, query in (("scorecard", (), {}), ("metrics", (), {}), ("metrics", (), {"format": "csv"}),
                              ("metric", ("M13",), {"by": "theme"}), ("figure", ("M13", "silent"), {})):
        told = page("sam", name, *args, **query).content.decode()
        assert (title in told, reference in told) == (False, False)
    ours, theirs = (page(who, "metrics", format="csv").content.decode() for who in ("sam", "lin"))
    line = next(one for one in theirs.splitlines() if one.startswith("M03") and "refused" in one)
    assert line not in ours.splitlines()


@pytest.mark.parametrize("name", ["scorecard", "metrics"])
def test_the_fields_hold_the_period_that_is_counted(small, client, office, name):
    client.force_login(office["sam"])

    def shown(**query):
        page = client.get(reverse(name), query)
        period, form = page.context["period"], page.context["filters"]
        typed = [form[one].value() for one in ("first", "last")]
        return typed, [period.first.isoformat(), period.last.isoformat()], form.errors.as_data().keys()

    typed, counted, errors = shown(theme="cybercrime")
    assert (typed, set(errors)) == (counted, set())  # the last whole quarter
    quarter = counted
    assert shown(first="2026-04-01", last="2026-06-30")[:2] == (["2026-04-01", "2026-06-30"],) * 2
    for wrong, field in (({"first": "2026-04-01"}, "last"), ({"first": "2026-06-30", "last": "2026-04-01"}, "last"),
                         ({"first": "1990-01-01", "last": "2026-04-01"}, "last"),
                         ({"first": "soon", "last": "2026-04-01"}, "first")):
        typed, counted, errors = shown(**wrong)
        assert (typed, counted, set(errors)) == ([wrong["first"], wrong.get("last")], quarter, {field})


def test_an_outsider_counts_nothing(small, page):
    found = page("eve", "scorecard").context
    assert ([one["total"] for one in found["stock"]], found["on_time"]) == ([0, 0], [])
    assert page("eve", "figure", "M04", "open").context["page"].rows == []


def test_a_share_opens_those_that_fulfil_it_and_those_that_do_not(small, page):
    met = page("sam", "figure", "CLOCKS", "DECISION", direction="in").context["page"].rows
    late = page("sam", "figure", "CLOCKS", "DECISION", direction="in", rest="1").context["page"].rows
    assert {one.pk for one in met} == {small[key].pk for key in ("I3", "I7", "I8", "I9", "I10")}
    assert late == [small["I11"]]


@pytest.mark.parametrize("args", [("M99", "open"), ("M04", "nothing"), ("CLOCKS", "NO_SUCH_RULE")])
def test_a_figure_that_does_not_exist_is_not_found(small, page, args):
    assert page("sam", "figure", *args).status_code == 404


def test_every_metric_has_a_page_with_its_definition(small, page):
    for code, one in METRICS.items():
        for by in ("", "party_id", "theme", "kind", "authority_id"):
            assert str(one.title) in page("sam", "metric", code, by=by).content.decode()


def test_the_page_costs_the_same_for_one_request_and_for_many(small, page, client, django_assert_num_queries):
    page("sam", "scorecard")
    with django_assert_num_queries(17):  # what is kept of the quarter
        client.get(reverse("scorecard"), QUERY)
    for _number in ("many", "one"):
        cache.clear()
        with django_assert_num_queries(24):
            client.get(reverse("scorecard"), QUERY)
        Measure.objects.exclude(request=small["I1"]).delete()
