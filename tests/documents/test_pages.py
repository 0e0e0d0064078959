"""Which template a letter has, and what its pages hold."""

import pypdfium2
import pytest

from documents import pages, pdf
from mla.models import Request


def test_a_letter_may_be_worded_for_one_direction(settings, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "L47-out.html").write_text("Ours")
    own = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**own, "DIRS": [tmp_path, *own["DIRS"]]}]
    pages._first.cache_clear()
    try:
        found = [pages.template_for("L47", Request(kind="mla", direction=one)) for one in ("out", "in")]
    finally:
        pages._first.cache_clear()

    assert found == ["letters/L47-out.html", "letters/L47.html"]


@pytest.mark.django_db
def test_a_long_word_stays_within_the_page(a_request):
    letter, word = a_request(in_state="execution").letters.get(code="L01"), "e3b0c442" * 12
    value = {"item": None, "scheme": {"en": "hash", "zh": "哈希值"}, "value": word, "provider": "", "seen_at": "",
             "port": None, "details": []}
    concern = {"name": word, "native_name": "", "registration": word, "seat": word, "representative": word}
    told = {**letter.snapshot, "identifiers": [value], "organisations": [concern]}
    content, _length = pdf.render(pages.page(letter.template, told))

    edges = []
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        edges += [page.get_width() - text.get_rect(number)[2] for number in range(text.count_rects())]
    assert min(edges) > 40  # points; the margin is wider
