"""The pages of the search: whole whichever way they were found, bounded in price, the same at any number of rows."""

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from mla.paging import SIZE
from workflows.searching import finding

pytestmark = pytest.mark.django_db


def _copies(request, number):
    """More of the same, each a little newer."""
    for _n in range(number):
        request.pk, request._state.adding, request.own_reference = None, True, ""
        request.save(force_insert=True)


def test_pages_hold_every_request_once_whichever_way_they_were_found(office, a_request, monkeypatch):
    _copies(a_request(title="Zanzibar ledger"), 2 * SIZE)
    call_command("search_index", verbosity=0)
    for window, most in ((finding.WINDOW, finding.MOST), (3, finding.MOST), (3, 3)):
        monkeypatch.setattr(finding, "WINDOW", window)
        monkeypatch.setattr(finding, "MOST", most)
        seen, query = [], ""
        while True:
            page = finding.found(office["ada"], "zanzibar", Q(), QueryDict(query)).page
            seen += [one.pk for one in page.rows]
            if not page.next:
                break
            query = page.next[1:]
        assert seen == sorted(seen, reverse=True)
        assert len(seen) == len(set(seen)) == 2 * SIZE + 1
        back = finding.found(office["ada"], "zanzibar", Q(), QueryDict(page.previous[1:])).page
        assert [one.pk for one in back.rows] == seen[SIZE : 2 * SIZE]


def test_a_phrase_of_frequent_words_is_looked_for_part_by_part_and_nothing_is_lost(
    office, a_request, client, monkeypatch
):
    """Neither the words nor the newest requests lead to it: each page says that it goes on, until all are seen."""
    wanted = a_request(title="Zanzibar ledger")
    _copies(a_request(title="Ledger of Zanzibar"), SIZE)
    call_command("search_index", verbosity=0)
    monkeypatch.setattr(finding, "WINDOW", 5)
    monkeypatch.setattr(finding, "DEEP", 10)
    client.force_login(office["ada"])
    seen, cut, query = [], 0, {"q": '"zanzibar ledger"'}
    while True:
        page = client.get(reverse("search"), query)
        seen += [row["request"].pk for row in page.context["rows"]]
        if not page.context["looked_through"]:
            break
        cut += 1
        assert "look further on the next page" in page.content.decode()
        query = QueryDict(page.context["page"].next[1:])
    assert (seen, cut) == ([wanted.pk], 2)


@pytest.mark.parametrize(("number", "queries"), [(0, 25), (20, 25), (29, 25)])
def test_the_page_costs_the_same_however_many_requests(
    a_request, office, client, number, queries, django_assert_num_queries
):
    """The newest requests are tried first; where they are all there are, the index is not asked."""
    _copies(a_request(title="Zanzibar ledger"), number)
    call_command("search_index", verbosity=0)
    client.force_login(office["ada"])
    with django_assert_num_queries(queries):
        page = client.get(reverse("search"), {"q": "zanzibar"})
    assert len(page.context["rows"]) == min(number + 1, SIZE)


def test_what_was_found_is_marked_and_escaped(client, office, a_request):
    a_request(title="<b>Zanzibar</b> & more")
    client.force_login(office["ada"])
    text = client.get(reverse("search"), {"q": "zanz"}).content.decode()
    assert '&lt;b&gt;<mark class="mla-found">Zanz</mark>ibar&lt;/b&gt; &amp; more' in text
    assert (
        "<script"
        not in client.get(reverse("search"), {"q": "<script>alert(1)"})
        .content.decode()
        .split("<main")[1]
        .split("</main")[0]
    )


def test_without_a_question_or_a_hit_the_page_says_how_to_look(client, office):
    client.force_login(office["ada"])
    for question in ("", "unheard-of"):
        assert "found by their beginning" in client.get(reverse("search"), {"q": question}).content.decode()
