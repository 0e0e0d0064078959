"""What independent programs, and our own reading of the standards, say of sealed letters."""

import json
import re
import shutil
import subprocess

import pikepdf
import pytest
from outloud import check

from documents import packing
from tests.documents.sealing import a_folder_of_letters, need

pytestmark = pytest.mark.django_db  # else the runner makes no database for this module alone
CODES = ["L01", "L02", "L05", "L10", "L16", "L47", "N02"]


@pytest.fixture(scope="module")
def letters(django_db_setup, django_db_blocker, tmp_path_factory):
    """By code: the file of the sealed letter, the file before sealing, and its row."""
    folder, found = tmp_path_factory.mktemp("letters"), {}
    for code, (content, letter) in a_folder_of_letters(folder, django_db_blocker).items():
        end = content.index(b"%%EOF\n") + 6 if b"%%EOF\n" in content else content.index(b"%%EOF") + 5
        for name, part in ((f"{code}.pdf", content), (f"{code}-unsealed.pdf", content[:end])):
            (folder / name).write_bytes(part)
        found[code] = (folder / f"{code}.pdf", folder / f"{code}-unsealed.pdf", letter)
    return found


def said(*command) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("code", CODES)
def test_pdfsig_validates_the_seal_and_finds_nothing_outside_it(letters, code):
    need("Poppler")
    told = said("pdfsig", "-nocert", letters[code][0])

    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert told.count("Signature #") == 1


@pytest.mark.parametrize("code", CODES)
def test_poppler_sees_tags_attachments_and_fonts(letters, code):
    need("Poppler")
    file = letters[code][0]
    fonts = said("pdffonts", file).splitlines()[2:]

    assert re.search(r"Tagged: +yes", said("pdfinfo", file))
    assert re.findall(r"\d: (\S+)", said("pdfdetach", "-list", file)) == ["manifest.json", "request.json"]
    assert fonts
    assert [line for line in fonts if line.split()[-5:-2] != ["yes", "yes", "yes"]] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("sealed", [0, 1])
def test_qpdf_finds_no_fault(letters, code, sealed):
    need("qpdf")
    assert "No syntax or stream encoding errors" in said("qpdf", "--check", letters[code][1 - sealed])


@pytest.mark.slow
@pytest.mark.parametrize("code", ["L05", "L10", "L47"])
@pytest.mark.parametrize("sealed", [0, 1])
def test_outloud_finds_nothing_against_pdf_ua(letters, code, sealed):
    """Its other layer guesses at meaning, as no standard does, and finds fault with any list of a single item."""
    result = check(str(letters[code][1 - sealed]), layers={"conformance"})

    assert (result.error, [(one.rule, one.message) for one in result.findings]) == (None, [])
    assert result.stats["tagged"]


@pytest.mark.parametrize("code", CODES)
def test_verapdf_where_it_is_installed(letters, code):
    if not (program := shutil.which("verapdf")):
        pytest.skip("veraPDF is not installed; docs/letters.md has its command")
    for flavour in ("3a", "ua1"):
        assert 'isCompliant="true"' in said(program, "--flavour", flavour, "--format", "mrr", letters[code][0])


@pytest.mark.parametrize("code", CODES)
def test_attachments_are_what_the_register_holds(letters, code):
    file, _unsealed, letter = letters[code]
    with pikepdf.open(file) as opened:
        inside = {name: spec.get_file() for name, spec in opened.attachments.items()}
        request, manifest = (inside[name].read_bytes() for name in ("request.json", "manifest.json"))

        assert (request, manifest) == (packing.request_json(letter.snapshot), packing.manifest_json(letter))
        assert json.loads(manifest)["request"]["sha256"] == packing.digest(letter.snapshot)
        assert {str(one.AFRelationship) for one in opened.Root.AF} == {"/Data"}
        assert all(one.EF.F.Subtype == "/application/json" and "/ModDate" in one.EF.F.Params for one in opened.Root.AF)
        assert letter.token.encode() not in request + manifest


@pytest.mark.parametrize("code", CODES)
def test_metadata_claims_archive_and_accessibility_and_agrees_with_itself(letters, code):
    with pikepdf.open(letters[code][0]) as file:
        xmp = file.open_metadata()

        assert xmp.pdfa_status == "3A"
        assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert str(xmp).count("<rdf:RDF") == 1
        assert xmp["dc:title"] == str(file.docinfo["/Title"])
        assert xmp["pdf:Producer"] == str(file.docinfo["/Producer"])
        assert list(xmp["dc:creator"]) == [str(file.docinfo["/Author"])]
        assert xmp["xmp:CreateDate"].replace("-", "") == str(file.docinfo["/CreationDate"]).removeprefix("D:")
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "/Outlines" in file.Root


@pytest.mark.parametrize("code", CODES)
def test_archival_rules_that_a_seal_could_break(letters, code):
    with pikepdf.open(letters[code][0]) as file:
        root = file.Root
        objects = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
        notes = [one for page in file.pages for one in page.get("/Annots", [])]

        assert not file.is_encrypted
        assert file.trailer.ID[0] != file.trailer.ID[1]
        assert [one.S for one in root.OutputIntents] == ["/GTS_PDFA1"]
        assert [one for one in objects if one.get("/S") in ("/JavaScript", "/Launch", "/SubmitForm")] == []
        assert set(root.keys()).isdisjoint({"/OpenAction", "/AA", "/OCProperties", "/Collection"})
        assert "/XFA" not in root.AcroForm
        assert "/NeedAppearances" not in root.AcroForm
        assert all(one.F & 4 and not one.F & 0b100011 for one in notes)
        assert all("/AP" in one for one in notes if one.Subtype == "/Widget")
        assert set(root.Perms.keys()) == {"/DocMDP"}
        reference = root.Perms.DocMDP.Reference[0]
        assert set(reference.keys()).isdisjoint({"/DigestLocation", "/DigestMethod", "/DigestValue"})


@pytest.mark.parametrize("code", CODES)
def test_fonts_are_embedded_with_the_characters_they_stand_for(letters, code):
    with pikepdf.open(letters[code][0]) as file:
        fonts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        outer = [one for one in fonts if one.Subtype == "/Type0"]

        assert outer
        for one in outer:
            inner = one.DescendantFonts[0]
            assert "/ToUnicode" in one
            assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())


@pytest.mark.parametrize("code", CODES)
def test_seal_field_has_a_name_and_a_place_in_the_structure(letters, code):
    with pikepdf.open(letters[code][0]) as file:
        field = file.Root.AcroForm.Fields[0]
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        form = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))[int(field.StructParent)]
        page = next(one for one in file.pages if one.objgen == field.P.objgen)

        assert len(file.Root.AcroForm.Fields) == 1
        assert "Electronic seal of letter" in str(field.TU)
        assert (form.S, form.K[0].Obj.objgen) == ("/Form", field.objgen)
        assert form.objgen in [one.objgen for one in form.P.K if isinstance(one, pikepdf.Dictionary)]
        assert page.Tabs == "/S"
        assert field.AP.N.read_bytes() == b""
        figure = next(one for one in form.P.K if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure")
        inner, outer = list(map(float, figure.A.BBox)), list(map(float, field.Rect))
        assert outer[0] < inner[0] < inner[2] < outer[2]
        assert outer[1] < inner[1] < inner[3] < outer[3]


@pytest.mark.parametrize("code", CODES)
def test_text_reads_in_order_in_both_languages(letters, code):
    need("Poppler")
    letter = letters[code][2]
    text = "".join(said("pdftotext", letters[code][0], "-").split())
    keys = [{"en": "en", "zh-hans": "zh"}[one] for one in letter.languages]
    label = {"en": "Signature or seal", "zh": "签署或盖章"}
    head = [letter.snapshot["sender"]["name"]["en"], letter.number, *(letter.snapshot["title"][key] for key in keys),
            *(label[key] for key in keys)]
    places = [text.find("".join(one.split())) for one in head]

    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("code", CODES)
def test_structure_marks_the_language_of_each_passage(letters, code):
    with pikepdf.open(letters[code][0]) as file:
        elements = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        languages = [str(one.Lang) for one in elements if "/P" in one and "/Lang" in one]

        assert file.Root.Lang == "en"
        assert set(languages) <= {"en", "zh-Hans"}
        assert {one for one in languages if languages.count(one) > 10} == {
            {"en": "en", "zh-hans": "zh-Hans"}[one] for one in letters[code][2].languages
        }


@pytest.mark.parametrize("code", CODES)
def test_margins_are_artifacts_and_every_other_text_has_its_place(letters, code):
    with pikepdf.open(letters[code][0]) as file:
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page in file.pages:
            marks = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) == "BDC"]
            artifacts = [one for one in marks if one.operands[0] == "/Artifact"]
            placed = [int(one.operands[1].MCID) for one in marks if one.operands[0] != "/Artifact"]

            assert len(artifacts) >= 2
            assert [one for one in placed if parents[int(page.obj.StructParents)][one] is None] == []
