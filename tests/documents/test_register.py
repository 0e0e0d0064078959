"""The register: letters in and out, found by what an officer knows of them, and at what price."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import attachments
from documents.models import Attachment, Delivery, Letter
from mla.paging import SIZE

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def at(client, office):
    """The register as somebody of the cast sees it."""

    def get(who: str = "ben", query: str = ""):
        client.force_login(office[who])
        return client.get(reverse("letters") + query)

    return get


@pytest.fixture
def running(a_request):
    return a_request(in_state="execution", foreign_reference="司协〔2026〕样本1号")


def received(request, number="JX-7", dated_on=date(2026, 4, 30), at=AT):
    file = SimpleUploadedFile("theirs.pdf", b"%PDF-1.7")
    return attachments.accept(
        request, file, by=request.created_by, now=at, purpose="incoming", title="Their answer", number=number,
        dated_on=dated_on,
    )


def found(response) -> list[str]:
    return [row.letter.code if row.letter else row.received.number for row in response.context["page"].rows]


def test_letters_in_and_out_stand_together_the_newest_first(at, running):
    received(running)

    assert found(at()) == ["JX-7", "L02", "L01"]
    assert "Their answer" in at().content.decode()


def test_a_day_is_the_one_that_it_was_in_our_capital(at, running):
    received(running, dated_on=None, at=datetime(2026, 5, 5, 2, tzinfo=UTC))

    shown = at(query="?since=2026-05-04&until=2026-05-04")
    assert found(shown) == ["JX-7"]
    assert "registered 2026-05-04" in shown.content.decode()


@pytest.mark.parametrize(("query", "expected"), [
    ("?q=jx-7", ["JX-7"]), ("?q=L0001", ["L01"]), ("?q=样本1号", ["JX-7", "L02", "L01"]), ("?q=nothing", []),
    ("?direction=in", ["JX-7"]), ("?direction=out", ["L02", "L01"]), ("?code=L02", ["L02"]),
    ("?code=nonsense", ["JX-7", "L02", "L01"]),
    ("?party=CN", ["JX-7", "L02", "L01"]), ("?party=DE", []), ("?authority=CN-MOJ", ["JX-7", "L02", "L01"]),
    ("?authority=DE-BFJ", []), ("?since=2026-04-30&until=2026-04-30", ["JX-7"]), ("?since=2026-05-01", []),
    ("?until=2026-04-29", ["L02", "L01"]), ("?since=nonsense", ["JX-7", "L02", "L01"]),
    ("?delivery=none", ["L02"]), ("?delivery=sent", []), ("?delivery=received", ["L01"]),
    ("?after=nonsense", ["JX-7", "L02", "L01"]), ("?after=2026-01-01,in,99999999999999999999", ["JX-7", "L02", "L01"]),
])
def test_filters(at, running, query, expected):
    received(running)
    Delivery.objects.create(
        letter=running.letters.get(code="L01"), way="courier", number="X1", sent_at=AT, received_at=AT,
        recorded_by=running.created_by, recorded_at=AT,
    )
    assert found(at(query=query)) == expected


def test_a_letter_on_its_way(at, running):
    letter = running.letters.get(code="L02")
    Delivery.objects.create(letter=letter, way="bag", sent_at=AT, recorded_by=running.created_by, recorded_at=AT)

    assert found(at(query="?delivery=sent")) == ["L02"]
    assert "dispatched 2026-05-04, no receipt yet" in at(query="?delivery=sent").content.decode()


def test_a_stranger_sees_nothing_and_is_told_what_would_be_here(at, running):
    received(running)
    response = at("eve")

    assert (found(response), response.context["count"]) == ([], "0")
    assert "No letter to show" in response.content.decode()


def test_signed_out_nobody_sees_it(client):
    assert client.get(reverse("letters")).status_code == 302


def many(request, number):
    """More letters like the first, and as many received, at the same moments."""
    letter = request.letters.get(code="L01")
    for n in range(number):
        at = AT + timedelta(minutes=n // 4)  # four share a moment
        letter.pk, letter._state.adding, letter.number, letter.token = None, True, f"US-CN-2026-L9{n:03d}", f"T{n}"
        letter.issued_at = at
        letter.save(force_insert=True)
        received(request, number=f"JX-{n}", at=at)


def test_pages_go_on_where_the_last_ended_forth_and_back(at, running):
    many(running, 30)
    pages, query = [], ""
    while True:
        response = at(query=query)
        pages.append(found(response))
        if not (query := response.context["page"].next):
            break
    keys = [row for page in pages for row in page]
    assert [len(page) for page in pages] == [SIZE, SIZE, 12]
    assert len(keys) == Letter.objects.count() + Attachment.objects.count()
    assert len({row for row in keys if row.startswith("JX")}) == 30
    back = at(query=response.context["page"].previous)

    assert found(back) == pages[1]
    assert found(at(query=back.context["page"].previous)) == pages[0]
    assert at(query=back.context["page"].previous).context["page"].previous == ""


@pytest.mark.parametrize("number", [1, 30])
def test_the_price_is_the_same_for_one_row_and_for_thirty(at, running, client, number, django_assert_num_queries):
    many(running, number)
    at()
    with django_assert_num_queries(QUERIES):
        client.get(reverse("letters"))


QUERIES = 18


def test_the_count_is_capped(at, running):
    many(running, 50)

    assert at().context["count"] == "99+"


def test_navigation_leads_to_it(at):
    assert f'href="{reverse("letters")}" aria-current="page"' in at().content.decode()
