"""What a hostile hand writes into any field of a letter ends as text, or as a clear error; it is never obeyed."""

import io
import subprocess
from html.parser import HTMLParser

import pikepdf
import pytest
from django.utils.html import escape

from documents import jobs, packing, pages, pdf, press, tokens
from documents.models import Letter
from tests.documents.sealing import need

pytestmark = pytest.mark.django_db
HARMLESS = {
    "template": "{{ request }} {% load static %} {% include 'letters/L01.html' %} {# x #}",
    "html": '</p></div><h1 onclick="x()">Big</h1><script>alert(1)</script><img src="file:///etc/passwd">',
    "link": '<a rel="attachment" href="file:///etc/hostname">x</a><link rel="stylesheet" href="http://192.0.2.1/x.css">',
    "css": '"; background: url(file:///etc/passwd); } @import url(http://192.0.2.1/); body { color: red',
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "entity": "&lt;b&gt; &#x3c;i&#x3e; &amp;amp; ]]> <!-- <![CDATA[",
    "pdf": ") /OpenAction << /S /JavaScript /JS (app.alert(1)) >> endobj %%EOF",
}
REFUSED = {"turned": "\u202egpj.exe", "isolated": "\u2067x", "arabic": "\u0645\u0644\u0641", "hebrew": "\u05e7"}


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes: its structure without its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, ...]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, *(name for name, _value in attrs)))


@pytest.fixture(params=["L01", "L02"])
def letter(request, a_request, settings, tmp_path) -> Letter:
    settings.DATA_DIR = tmp_path
    return a_request(in_state="execution").letters.get(code=request.param)


def hostile(value, text: str, key: str = ""):
    """The same data with `text` after every word that anyone could have typed."""
    match value:
        case dict():
            return {name: hostile(one, text, name) for name, one in value.items()}
        case list():
            return [hostile(one, text, key) for one in value]
        case str() if value and key not in ("code", "iso", "layout"):
            return f"{value} {text}"
    return value


def page(letter: Letter, text: str = "") -> str:
    snapshot = hostile(letter.snapshot, text) if text else letter.snapshot
    return pages.page(letter.template, snapshot, tokens.block(letter.number, letter.token))


@pytest.mark.parametrize("sort", HARMLESS)
def test_every_field_is_text(letter, sort):
    text = HARMLESS[sort]
    html = page(letter, text)

    assert Tags(html).seen == Tags(page(letter, "x")).seen
    assert escape(text) in html
    assert text not in html


@pytest.mark.parametrize("sort", ["html", "css", "pdf"])
def test_hostile_text_is_printed_as_it_stands(letter, sort, tmp_path):
    need("Poppler")
    letter.snapshot, file = hostile(letter.snapshot, HARMLESS[sort]), tmp_path / "letter.pdf"
    content, _pages = press.printed(page(letter), packing.embedded(letter))
    file.write_bytes(content)
    told = "".join(subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout.split())

    assert "".join(HARMLESS[sort].split())[:12] in told
    with pikepdf.open(io.BytesIO(content)) as opened:
        objects = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        assert sorted(opened.attachments) == ["manifest.json", "request.json"]
        assert [one for one in objects if one.get("/S") in ("/JavaScript", "/Launch")] == []
        assert "/OpenAction" not in opened.Root


@pytest.mark.parametrize("sort", REFUSED)
def test_text_that_turns_the_direction_is_refused_in_every_field(letter, sort):
    with pytest.raises(pdf.Unprintable, match=rf"character U\+{ord(REFUSED[sort][0]):04X}"):
        press.printed(page(letter, REFUSED[sort]))


@pytest.mark.slow
def test_a_field_of_a_million_characters_is_a_clear_error_on_the_letter(a_request, settings, tmp_path):
    settings.DATA_DIR, settings.MLA_PRINT_SECONDS = tmp_path, 20
    letter = a_request(in_state="execution", facts="All of it. " * 95_000).letters.get(code="L01")
    jobs.render_letter(letter.pk)
    letter.refresh_from_db()

    assert letter.failure in (
        "it takes longer than the limit of 20 seconds", "it needs more memory than the limit of 2048 MiB",
    ) or letter.failure.endswith("the limit is 300")
    assert (letter.is_rendered, letter.printing_since) == (False, None)
    assert press.printed("<html lang=en><title>x</title><p>Next")[1] == 1
