"""Each act issues the letters of the table, frozen, numbered and queued with it."""

import re

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from documents import jobs, pages, pdf
from documents.catalogue import ROWS, SECTIONS, TITLES
from documents.models import Letter
from mla.models import Authority, Citation
from mla.vocabulary import Classification

pytestmark = pytest.mark.django_db
TABLE = [  # direction, state walked to, act, codes in their order
    ("in", "intake", "acknowledge", ["L05"]), ("in", "clarification", None, ["L05", "L07"]),
    ("in", "returned", None, ["L05", "L08"]), ("in", "consultation", None, ["L05", "L11"]),
    ("in", "refused", None, ["L05", "L11", "L14"]), ("in", "postponed", None, ["L05", "L13"]),
    ("in", "execution", "inform", ["L05", "L10", "N02", "L26", "L25"]),
    ("in", "closed", None, ["L05", "L10", "N02", "L26", "L21", "L16", "L47"]), ("in", "withdrawn", None, []),
    ("out", "clarification", None, ["N01"]), ("out", "returned", None, ["N03"]), ("out", "refused", None, ["N03"]),
    ("out", "execution", "remind", ["L01", "L02", "L24"]), ("out", "execution", "ask", ["L01", "L02"]),
    ("out", "execution", "withdraw", ["L01", "L02", "L46"]), ("out", "withdrawn", None, []),
    ("out", "closed", None, ["L01", "L02", "N04", "L47"]), ("out", "consultation", "settle", ["L01", "L02", "L12"]),
]


def codes(request) -> list[str]:
    return list(request.letters.order_by("pk").values_list("code", flat=True))


def the(request, code: str) -> Letter:
    return request.letters.get(code=code)


def printed(letter: Letter) -> str:
    return pages.page(letter.template, letter.snapshot)


@pytest.mark.parametrize(("direction", "state", "word", "expected"), TABLE)
def test_issue_follows_the_table(a_request, walker, direction, state, word, expected):
    request = a_request(in_state=state, direction=direction)
    if word == "settle":
        walker.act(request, word, result="accepted", assurance="Letter of the Deputy Director, 4 March 2026.")
    elif word:
        walker.act(request, word)

    assert codes(request) == expected


def test_issue_answers_what_the_other_side_asked(a_request, walker):
    request = walker.act(a_request(in_state="execution"), "ask")
    walker.act(request, "answer")

    assert codes(request) == ["L01", "L02", "L09"]


def test_issue_numbers_without_gaps(a_request):
    first, second = a_request(in_state="execution"), a_request(in_state="execution")

    numbers = Letter.objects.filter(request__in=[first, second]).order_by("pk").values_list("number", flat=True)
    assert [one[-5:] for one in numbers] == ["L0001", "L0002", "L0003", "L0004"]


def test_information_is_asked_from_police_to_police(a_request):
    letter = the(a_request(in_state="execution", kind="information"), "L01")

    assert letter.subject_en == "Request for information between police authorities"
    assert "No coercive measure is requested." in printed(letter)


def test_request_letter_has_its_mandatory_contents(a_request):
    request = a_request(in_state="execution")
    html = printed(the(request, "L01"))

    for told in ("Legal basis", "法律依据", "Summary of the facts", "案情摘要", "Applicable law",
                 "Assistance requested", "Annexes", "Signature or seal", "签署或盖章", request.own_reference,
                 "gives no right to any private person"):
        assert told in html


def test_acknowledgement_uses_the_agreed_phrase(a_request):
    request = a_request(in_state="review", direction="in")
    html = printed(the(request, "L05"))

    assert f"Our reference is {request.own_reference}. Please quote both references in all correspondence." in html
    assert f"我方编号为{request.own_reference}，请在往来函件中同时注明双方编号。" in html


def test_citation_is_printed_only_if_verified(a_request):
    Citation.objects.filter(subject="CK-10").delete()
    request = a_request(in_state="clarification", direction="in")
    asked = the(request, "L07").snapshot["points_asked"][0]
    verified = [one.article for one in request.instrument.citations.filter(subject=asked["code"]) if one.is_verified]

    assert asked["article"]["en"] == ", ".join(verified)


def test_opinions_never_reach_a_letter(a_request):
    request = a_request(in_state="execution", direction="in")

    texts = [one.text for one in request.opinions.all()]
    assert texts
    assert not [text for text in texts for letter in request.letters.all() if text in printed(letter)]


def test_what_people_type_is_escaped_text_and_never_a_template(a_request):
    typed = "<img src='file:///etc/passwd'>{{ request }}{% load x %}"
    html = printed(the(a_request(in_state="execution", title=typed), "L01"))

    assert "&lt;img src=" in html
    assert "{{ request }}{% load x %}" in html
    assert "<img" not in html


def test_demo_mark(a_request, settings):
    settings.MLA_DEMO = True

    assert "demo-mark" in printed(the(a_request(in_state="execution"), "L01"))


def test_no_demo_mark_on_real_letters(a_request, settings):
    settings.MLA_DEMO = False

    assert "demo-mark" not in printed(the(a_request(in_state="execution"), "L01"))


def test_snapshot_holds_the_head_and_the_letters_own_sections(a_request):
    request = a_request(in_state="closed", direction="in")
    heads = [set(one.snapshot) - set(SECTIONS[one.code]) for one in request.letters.all()]

    assert all(head == heads[0] for head in heads)
    assert all(set(SECTIONS[one.code]) <= set(one.snapshot) for one in request.letters.all())


def test_language_of_the_reader_changes_nothing(a_request):
    letter = the(a_request(in_state="execution"), "L01")
    in_english = printed(letter)

    with translation.override("zh-hans"):
        assert printed(letter) == in_english


def test_rollback_takes_letter_number_and_job_back(a_request, walker):
    request = a_request(in_state="execution")
    before = Letter.objects.count(), ProcrastinateJob.objects.count()

    with transaction.atomic():
        walker.act(request, "remind")
        assert ProcrastinateJob.objects.count() == before[1] + 1
        transaction.set_rollback(True)

    assert (Letter.objects.count(), ProcrastinateJob.objects.count()) == before


def test_render_letter_stores_the_pdf_once(a_request, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    letter = the(a_request(in_state="execution"), "L02")
    jobs.render_letter(letter.pk)
    jobs.render_letter(letter.pk)
    letter.refresh_from_db()

    assert letter.is_rendered
    assert letter.pages in (1, 2)
    assert letter.renderer == pdf.renderer()


def test_render_letter_says_what_cannot_be_printed(a_request):
    letter = the(a_request(in_state="execution", title="smile \U0001f600"), "L02")
    jobs.render_letter(letter.pk)
    letter.refresh_from_db()

    assert (letter.is_rendered, letter.failure) == (False, "character U+1F600 cannot be printed")


def test_queue_unprinted_finds_a_lost_letter_once(a_request):
    letter = the(a_request(in_state="execution"), "L01")
    _forget_jobs()
    jobs.queue_unprinted()
    jobs.queue_unprinted()

    lock = jobs.lock_of(letter.pk)
    assert ProcrastinateJob.objects.filter(queueing_lock=lock, status="todo").count() == 1


def _forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_letter_page_and_pdf(a_request, client, office, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    letter = the(a_request(in_state="execution"), "L01")
    client.force_login(office["ben"])
    assert "The PDF is being made" in client.get(reverse("letter", args=[letter.pk])).content.decode()
    assert client.get(reverse("letter_pdf", args=[letter.pk])).status_code == 404
    jobs.render_letter(letter.pk)
    letter.refresh_from_db()

    assert letter.sha256 in client.get(reverse("letter", args=[letter.pk])).content.decode()
    response = client.get(reverse("letter_pdf", args=[letter.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("page", ["letter", "letter_pdf"])
def test_hidden_letters_do_not_exist(a_request, client, office, page):
    letter = the(a_request(in_state="execution"), "L01")
    client.force_login(office["eve"])

    assert client.get(reverse(page, args=[letter.pk])).status_code == 404


def test_reading_a_confidential_letter_is_recorded(a_request, client, office, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    request = a_request(in_state="execution", classification=Classification.CONFIDENTIAL)
    letter = the(request, "L02")
    jobs.render_letter(letter.pk)
    client.force_login(request.created_by)
    client.get(reverse("letter_pdf", args=[letter.pk]))

    assert request.events.order_by("seq").last().verb == "download"


def test_every_letter_of_the_table_has_titles_sections_and_template():
    known = {row.code for row in ROWS} - {"request letter"} | {"L01"}

    assert known == set(TITLES) == set(SECTIONS)
    assert all(re.fullmatch(r"[0-9a-f]{64}", pages.version(f"letters/{code}.html")) for code in known)


def test_addressee_of_a_note_is_our_agency(a_request):
    request = a_request(in_state="clarification")

    assert the(request, "N01").addressee == request.agency
    assert the(request, "N01").sender == Authority.objects.get(code="US-OIA")
