"""The PDF: tagged, archival, its own fonts, nothing fetched, the same bytes each time."""

import io
import subprocess

import pikepdf
import pytest

from documents import pdf

PAGE = """<!doctype html><html lang="en"><head><title>US-CN-2026-L0001 Acknowledgement</title>
<meta name="dcterms.created" content="2026-03-04"></head>
<body><h1>Acknowledgement <span lang="zh-Hans">收悉确认函</span></h1>
<p>The Ministry’s reference.</p><p lang="zh-Hans"><b>贵方</b>编号䶮㛃𬭎</p>{}</body></html>"""


@pytest.fixture(scope="module")
def printed() -> bytes:
    return pdf.render(PAGE.format(""))[0]


def test_render_counts_pages():
    assert pdf.render(PAGE.format('<p style="break-before: page">Two</p>'))[1] == 2


def test_render_is_tagged_and_claims_pdf_a_3a(printed):
    with pikepdf.open(io.BytesIO(printed)) as file:
        assert file.Root.MarkInfo.Marked
        assert file.Root.Lang == "en"
        assert "/StructTreeRoot" in file.Root
        assert file.open_metadata().pdfa_status == "3A"
        assert str(file.docinfo["/Title"]) == "US-CN-2026-L0001 Acknowledgement"


def test_render_embeds_our_fonts_and_no_other(printed, tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed)
    listed = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout.splitlines()[2:]

    assert listed
    assert all("+MLA-" in line and line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)


def test_render_writes_rare_characters(printed, tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed)

    assert "编号䶮㛃𬭎" in subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout


def test_render_is_valid_for_qpdf(printed, tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed)

    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def test_render_twice_gives_the_same_bytes(printed):
    assert pdf.render(PAGE.format(""))[0] == printed


@pytest.mark.parametrize("fetched", [
    '<img src="file:///etc/passwd">', '<img src="http://192.0.2.1/x.png">', '<a rel="attachment" href="file:///etc/hostname">x</a>',
    '<img src="mla-font:nothing">', '<link rel="stylesheet" href="https://example.org/x.css">',
])
def test_render_fetches_nothing(fetched):
    with pytest.raises(pdf.Unprintable, match="is not fetched"):
        pdf.render(PAGE.format(fetched))


@pytest.mark.parametrize(("text", "named"), [
    ("a \U0001f600 b", "U+1F600"), ("&#x202E;gpj", "U+202E"), ("\u0627", "U+0627"),
])
def test_render_names_what_no_font_has(text, named):
    with pytest.raises(pdf.Unprintable, match=f"character {named.replace('+', chr(92) + '+')} cannot be printed"):
        pdf.render(PAGE.format(f"<p>{text}</p>"))
