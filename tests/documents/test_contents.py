"""A letter holds what it prints and nothing else, in its own languages, with everything that it must say."""

import pytest

from documents import pages
from mla.demo.cases import CASES
from mla.models import Contact
from tests.documents.recording import Book

pytestmark = pytest.mark.django_db
ACCEPTED = {"result": "accepted", "assurance": "Letter of 4 March 2026.", "given_by": "Office of the Deputy Minister"}
WALKS = [  # direction, state walked to, act, its facts
    ("in", "clarification", "", {}), ("in", "returned", "", {}), ("in", "refused", "", {}), ("in", "postponed", "", {}),
    ("in", "execution", "inform", {}), ("in", "closed", "", {}), ("in", "intake", "redirect", {}),
    ("out", "clarification", "", {}), ("out", "returned", "", {}), ("out", "refused", "", {}),
    ("out", "execution", "remind", {}), ("out", "execution", "withdraw", {}), ("out", "closed", "", {}),
    ("out", "consultation", "settle", ACCEPTED), ("in", "consultation", "settle", ACCEPTED),
]


@pytest.fixture
def walked(a_request, walker):
    """The letters of one walk."""

    def walk(direction, state, word, facts, **changes):
        request = a_request(in_state=state, direction=direction, **changes)
        request = walker.act(request, word, **facts) if word else request
        return list(request.letters.order_by("pk"))

    return walk


@pytest.mark.parametrize(("direction", "state", "word", "facts"), WALKS)
def test_a_template_reads_all_of_its_snapshot_and_asks_for_nothing_else(walked, direction, state, word, facts):
    books = {one.code: Book(one) for one in walked(direction, state, word, facts)}

    assert {code: (book.unread, book.unknown) for code, book in books.items() if book.unread | book.unknown} == {}


def test_a_report_on_a_part_reads_all_of_its_snapshot(a_request, walker):
    case = next(one for one in CASES if one["direction"] == "in" and one["kind"] == "mla")
    request = a_request(in_state="execution", direction="in", items=[*case["items"], *case["items"]])
    letter = walker.act(walker.act(request, "conclude"), "inform").letters.get(code="L15")
    book = Book(letter)

    assert (book.unread, book.unknown) == (set(), set())
    assert "in progress" in book.page


def test_what_was_read_is_the_page_that_is_printed(walked):
    letter = walked("in", "postponed", "", {})[-1]

    assert Book(letter).page == pages.page(letter.template, letter.snapshot)


def test_codes_and_dates_are_there_for_the_other_office(walked):
    acknowledged = walked("in", "postponed", "", {})[0].snapshot

    assert acknowledged["classification"] == {"en": "RESTRICTED", "zh": "内部", "code": "1"}
    assert acknowledged["contact"]["office_hours"] == {
        "en": "09:00-17:30 Monday to Friday", "zh": "周一至周五09:00至17:30",
    }
    assert acknowledged["date"]["iso"] == "2026-03-04"
    assert acknowledged["receipt"]["date"]["iso"] == "2026-03-03T05:00-05:00"


def test_hours_told_in_one_language_stand_in_both(walked):
    Contact.objects.update(office_hours_zh="")
    acknowledged = walked("in", "postponed", "", {})[0].snapshot

    assert acknowledged["contact"]["office_hours"]["zh"] == "09:00-17:30 Monday to Friday"


def test_what_nobody_verified_is_left_out_and_noted(walked):
    letter = walked("in", "postponed", "", {})[-1]
    law = letter.request.instrument.citations.get(subject="PP-ONGOING")
    assert (letter.left_out, law.article in pages.page(letter.template, letter.snapshot)) == (
        [{"article": law.article, "for": "PP-ONGOING"}], False,
    )
    law.verified_on = letter.issued_at.date()
    law.save()
    again = walked("in", "postponed", "", {})[-1]

    assert (again.left_out, law.article in pages.page(again.template, again.snapshot)) == ([], True)


def test_no_unverified_article_of_a_period_is_printed(a_request, walker):
    letter = walker.act(a_request(in_state="execution"), "remind").letters.get(code="L24")

    assert all(one["rule"]["article"]["en"] == "" for one in letter.snapshot["owed"])
    assert letter.snapshot["owed"][0]["length"] == {"en": "7 days", "zh": "7日", "code": "7d"}
