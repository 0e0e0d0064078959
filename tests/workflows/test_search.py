"""The search: in both scripts, over every text, and never beyond what the reader may see."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from mla.models import Request
from mla.vocabulary import Classification
from workflows import attaching
from workflows.jobs_search import index_texts
from workflows.models import SearchMark, SearchText
from workflows.searching import indexing

PERSON = {
    "role": "suspect",
    "surname": "ZHANG",
    "given_names": "Sanfeng",
    "native_name": "张三丰",
    "aliases": "",
    "sex": "",
    "born_on": "1980-01-01",
    "birth_place": "",
    "nationality": "",
    "document": "E92345678X",
    "address": "",
    "language": "",
}
IDENTIFIER = {
    "scheme": "email",
    "value": "Will.Wisp@mail.example.org",
    "provider": "Lantern Mail",
    "seen_at": "",
    "port": None,
    "item": None,
}


@pytest.fixture
def wanted(a_request):
    """A request in execution with a name in both scripts, an address, facts in Chinese, and its letters."""
    return a_request(
        "execution",
        title="Zanzibar ledger",
        persons=[PERSON],
        identifiers=[IDENTIFIER],
        facts="The suspect is said to have committed fraud (诈骗罪) at the Old Mill.",
    )


@pytest.fixture
def found(client, office):
    """The requests that somebody finds."""

    def search(who: str, question: str, **filters) -> list[Request]:
        client.force_login(office[who])
        page = client.get(reverse("search"), {"q": question, **filters})
        return [row["request"] for row in page.context["rows"]]

    return search


@pytest.mark.parametrize(
    "question",
    [
        "Zanzi",
        "ledger zanzibar",
        "ZHANG",
        "zhang san",
        "张三",
        "三丰",
        "丰",
        "诈骗",
        "骗罪",
        "E9234",
        "345678X",
        "will.wisp@mail.example.org",
        "wisp@mail",
        "lantern",
        '"Old Mill"',
        "张三丰 诈骗",
    ],
)
def test_a_request_is_found_by_each_of_its_texts(found, wanted, a_request, question):
    a_request("intake")
    assert found("ada", question) == [wanted]


@pytest.mark.parametrize("question", ["nzibar", "丰三", '"Mill Old"', "Zanzibar diamonds", "@", ""])
def test_what_is_not_said_is_not_found(found, wanted, question):
    assert found("ada", question) == []


def test_references_are_found_by_any_part(found, wanted):
    own, number = wanted.own_reference, wanted.letters.first().number
    for question in (own, own[3:], own[-4:], own.replace("-", ""), own.lower(), number):
        assert found("ada", question) == [wanted], question


def test_a_letter_is_found_by_its_text_and_named(client, office, wanted):
    client.force_login(office["ada"])
    letter = wanted.letters.order_by("-pk").first()
    [row] = client.get(reverse("search"), {"q": letter.number}).context["rows"]
    assert row["letter"] == letter
    assert [part for one in row["in_letter"] for part, is_found in one.parts if is_found] == [letter.number]


def test_files_are_found_by_title_and_name(found, wanted, walker):
    file = SimpleUploadedFile("harbour-plan.txt", b"x", "text/plain")
    attaching.attach(wanted, file, by=walker.cast["ada"], now=walker.now, title="卷宗目录", purpose="annex")
    assert found("ada", "卷宗") == found("ada", "harbour-p") == [wanted]


def test_what_changes_is_found_at_once_and_what_is_gone_no_more(found, a_request):
    request = a_request(title="Zanzibar ledger", persons=[PERSON])
    assert found("ada", "Zanzibar") == found("ada", "三丰") == [request]
    request.title = "Timbuktu ledger"
    request.save(update_fields=["title"])
    request.persons.all().delete()
    assert found("ada", "Timbuktu") == [request]
    assert found("ada", "Zanzibar") == found("ada", "三丰") == []


def test_an_act_that_changes_no_text_marks_nothing(wanted):
    indexing.work_off()
    assert not indexing.is_behind()
    Request.objects.filter(pk=wanted.pk).update(classification=2, own_reference=wanted.own_reference)
    wanted.items.update(outcome="full")
    assert not indexing.is_behind()


def test_the_job_works_every_mark_off(a_request):
    for _n in range(3):
        a_request("draft")
    index_texts(timestamp=0)
    assert (SearchMark.objects.count(), SearchText.objects.count()) == (0, 3)


def test_the_command_writes_missing_rows_and_all_anew_and_changes_nothing_twice(wanted, a_request):
    a_request("draft")
    call_command("search_index", verbosity=0)
    rows = list(SearchText.objects.order_by("pk").values_list("request", "letter", "vector"))
    SearchText.objects.filter(request=wanted, letter=None).delete()
    call_command("search_index", verbosity=0)
    call_command("search_index", "--anew", verbosity=0)
    again = SearchText.objects.order_by("pk").values_list("request", "letter", "vector")
    assert sorted(again, key=str) == sorted(rows, key=str)
    assert set(SearchText.objects.values_list("version", flat=True)) == {indexing.VERSION}


def test_filters_narrow_and_live_in_the_address(found, wanted):
    assert found("ada", "Zanzibar", direction="out", state="execution", party="CN", kind="mla") == [wanted]
    assert found("ada", "Zanzibar", since="2026-03-02", until="2026-03-02") == [wanted]
    for nothing in ({"direction": "in"}, {"party": "DE"}, {"urgency": "emergency"}, {"until": "2026-03-01"}):
        assert found("ada", "Zanzibar", **nothing) == []
    assert found("ada", "Zanzibar", state="nonsense", since="rubbish") == [wanted]


def test_nobody_finds_what_they_may_not_see(found, wanted, office):
    for question in ("Zanzibar", "张三", "wisp@mail", wanted.own_reference, wanted.letters.first().number):
        assert (found("eve", question), found("sam", question)) == ([], [wanted])
    Request.objects.filter(pk=wanted.pk).update(classification=Classification.SECRET)
    assert found("ian", "Zanzibar") == []
    office["sam"].recusals.create(request=wanted, reason="A relative is concerned.")
    assert found("sam", "Zanzibar") == []


def test_an_executing_officer_finds_what_is_on_their_leg(found, a_request):
    request = a_request("execution", "in")
    word = request.title.split()[0]
    leg = request.legs.get(closed_at=None).authority.code
    inside, outside = ("xia", "max") if leg == "US-FBI" else ("max", "xia")
    assert (found(inside, word), found(outside, word)) == ([request], [])
