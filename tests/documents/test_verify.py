"""Anyone can find out whether a letter is ours, unchanged and current, and nothing else."""

import io
import json
import random
from pathlib import Path

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from documents import demo_key, keys, packing, press, seal, store, tokens, verify
from documents.models import Letter
from tests.documents.sealing import sealed

pytestmark = pytest.mark.django_db
CHANGES = 300


@pytest.fixture
def letter(a_request, settings, tmp_path) -> Letter:
    settings.DATA_DIR = tmp_path / "data"
    found = a_request(in_state="review", direction="in").letters.get(code="L05")
    sealed(found)
    return found


@pytest.fixture
def content(letter) -> bytes:
    return store.read(letter.sha256)


def replaced(letter: Letter) -> Letter:
    """A later letter that supersedes this one."""
    fields = {one.attname: getattr(letter, one.attname) for one in Letter._meta.concrete_fields if not one.primary_key}
    return Letter.objects.create(**fields | {
        "number": f"{letter.number}9", "token": "Z" * 25, "supersedes_id": letter.pk, "sha256": "", "code": "L53",
    })


def by_a_stranger(letter: Letter) -> bytes:
    """The same page, sealed by somebody else."""
    key = keys._from_file(demo_key.file(Path("/") / store.path(letter.sha256).parents[3] / "strange"), None)
    unsealed = press.printed(letter.html, packing.embedded(letter))[0]
    return seal.signed(unsealed, key=key, at=timezone.now(), service=None)


def test_letter_is_valid(letter, content):
    verdict = verify.by_file(content)

    assert (verdict["status"], verdict["problem"], verdict["superseded_by"]) == ("valid", "", "")
    assert verdict["letter"]["number"] == letter.number
    assert verdict["register"] == {"agrees": True, "sha256": letter.sha256}
    assert [(one["is_intact"], one["covers"], one["certificate"]) for one in verdict["seals"]] == [
        (True, "all", letter.certificate)
    ]


def test_replaced_letter_is_superseded(letter, content):
    later = replaced(letter)

    assert (verify.by_file(content)["status"], verify.by_file(content)["superseded_by"]) == ("superseded", later.number)


def test_something_appended_is_altered(letter, content):
    with pikepdf.open(io.BytesIO(content)) as file:
        file.docinfo["/Title"] = "Something else"
        file.save(changed := io.BytesIO())

    for other in (content + b"\n", content + b"% more", changed.getvalue()):
        verdict = verify.by_file(other)
        assert (verdict["status"], verdict["register"]["agrees"]) == ("altered", False)
    assert verify.by_file(content + b"\n")["seals"][0]["covers"] == "part"


def test_unsealed_page_is_altered(letter):
    verdict = verify.by_file(press.printed(letter.html, packing.embedded(letter))[0])

    assert (verdict["status"], verdict["seals"]) == ("altered", [])


def test_strangers_letter_was_not_issued_here_and_its_seal_is_told(letter):
    verdict = verify.by_file(by_a_stranger(letter))

    assert (verdict["status"], verdict["letter"]) == ("not_issued_here", None)
    assert [(one["is_intact"], one["signer"]) for one in verdict["seals"]] == [
        (True, "Organization: DEMO, Common Name: DEMO – not an official seal")
    ]
    assert verdict["seals"][0]["certificate"] != letter.certificate


@pytest.mark.parametrize(("content", "status"), [
    (b"", "unreadable"), (b"hello", "unreadable"), (b"%PDF-1.7\n%%EOF", "not_issued_here"),
    (b"%PDF-1.7\n" + bytes(range(256)) * 40, "not_issued_here"),
])
def test_rubbish_is_never_valid_and_never_an_error(db, content, status):
    verdict = verify.by_file(content)

    assert verdict["status"] == status
    assert verdict["problem"]


@pytest.mark.slow
def test_every_changed_byte_is_detected(a_request, settings, tmp_path):
    """Random bytes of several letters, each changed to another value: none is valid, none is a traceback."""
    settings.DATA_DIR, chance = tmp_path, random.Random(4)
    request = a_request(in_state="closed", direction="in")
    contents = [sealed(one) for one in request.letters.filter(code__in=["L05", "L10", "N02"])]
    passed = []
    for _change in range(CHANGES):
        content = bytearray(chance.choice(contents))
        place = chance.randrange(len(content))
        content[place] = (content[place] + chance.randrange(1, 256)) % 256
        verdict = verify.by_file(bytes(content))
        if verdict["status"] not in ("altered", "not_issued_here", "unreadable") or verdict["register"]["agrees"]:
            passed.append((place, verdict))

    assert passed == []
    assert len(contents) == 3
    assert {verify.by_file(one)["status"] for one in contents} == {"valid"}


@pytest.mark.slow
def test_seal_alone_detects_a_change_of_what_it_covers(letter, content):
    """As a stranger without our register would: each byte that the signature covers counts."""
    from documents import report  # noqa: PLC0415 -- slow import

    chance, start = random.Random(5), content.index(b"/Contents <") + 10
    end = content.index(b">", start)
    places = [one for one in (chance.randrange(len(content)) for _n in range(60)) if not start <= one <= end]
    changed = [content[:one] + bytes([content[one] ^ 0x55]) + content[one + 1:] for one in places]
    sound = [one["seals"] for one in map(report.examine, changed) if any(s["is_intact"] for s in one["seals"])]

    assert len(places) > 50
    assert sound == []


def test_command_ends_with_0_only_for_a_valid_letter(letter, content, tmp_path, capsys):
    file = tmp_path / "letter.pdf"
    file.write_bytes(content)
    call_command("verify_letter", file, "--json")
    assert json.loads(capsys.readouterr().out)["status"] == "valid"

    replaced(letter)
    with pytest.raises(SystemExit) as ended:
        call_command("verify_letter", file)
    assert ended.value.code == 1
    told = capsys.readouterr().out
    assert told.startswith("superseded: ")
    assert f"replaced by: {letter.number}9" in told
    assert "seal: intact, covers all of the file" in told


@pytest.mark.parametrize(("made", "told"), [
    (None, "cannot be read: No such file or directory"), (b"rubbish", "does not begin as a PDF does"),
    (b"%PDF-" + b"x" * 3000, "is larger than any letter"),
])
def test_command_says_what_is_wrong_with_a_file(settings, db, tmp_path, capsys, made, told):
    settings.MLA_MAX_UPLOAD = 2000
    if made is not None:
        (tmp_path / "x.pdf").write_bytes(made)

    with pytest.raises(SystemExit) as ended:
        call_command("verify_letter", tmp_path / "x.pdf", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (ended.value.code, answer["status"]) == (1, "unreadable")
    assert told in answer["problem"]


@pytest.fixture
def visitor(client):
    """Somebody whom we do not know, and who has not asked yet."""
    cache.clear()
    yield client
    cache.clear()


def text(response) -> str:
    return response.content.decode()


def test_holder_of_the_paper_learns_that_it_is_ours_and_no_more(letter, visitor):
    given = {"number": letter.number, "code": tokens.grouped(letter.token).lower()}
    page = text(visitor.post(reverse("verify"), given))

    assert "Issued by this office, unchanged, and current" in page
    assert letter.sha256 in page
    facts = letter.request.title, letter.snapshot["references"]["ours"], str(letter.signed_by)
    assert all(facts)
    assert [one for one in (*facts, letter.subject_en) if one in page] == []


def test_scanned_code_answers_at_once(letter, visitor):
    address = tokens.address(letter.number, letter.token).removeprefix("http://localhost:8000")

    assert "Issued by this office, unchanged, and current" in text(visitor.get(address))


def test_wrong_code_and_unknown_number_get_the_same_answer(letter, visitor):
    asked = [(letter.number, "0" * 25), ("US-CN-2026-L9999", tokens.grouped(letter.token)), ("X", "Y")]
    pages = [text(visitor.post(reverse("verify"), {"number": number, "code": code})) for number, code in asked]
    told = [page.partition("moj-alert--")[2].partition("csrfmiddlewaretoken")[0] for page in pages]

    assert "No letter with this number and this code was issued here" in told[0]
    assert told[0] == told[1] == told[2]


def test_uploaded_file_gets_a_full_report(letter, content, visitor):
    file = SimpleUploadedFile("letter.pdf", content, "application/pdf")
    page = text(visitor.post(reverse("verify"), {"by_file": "1", "file": file}))

    assert "Issued by this office, unchanged, and current" in page
    assert "Intact: what it covers is unchanged" in page
    assert letter.certificate in page


@pytest.mark.parametrize(("given", "told"), [
    ({"number": "", "code": ""}, "“Verification code” is needed."), ({"by_file": "1"}, "“PDF file” is needed."),
])
def test_forms_say_what_is_missing(visitor, db, given, told):
    page = text(visitor.post(reverse("verify"), given))

    assert told in page
    assert "There is a problem" in page


def test_too_large_a_file_is_refused(visitor, db, settings):
    settings.MLA_MAX_UPLOAD = 100
    file = SimpleUploadedFile("letter.pdf", b"%PDF-" + b"x" * 200, "application/pdf")

    assert "larger than any letter" in text(visitor.post(reverse("verify"), {"by_file": "1", "file": file}))


def test_guessing_is_slowed_down(visitor, db):
    answers = [visitor.post(reverse("verify"), {"number": "X", "code": "Y"}).status_code for _n in range(31)]

    assert answers == [200] * 30 + [429]
    assert visitor.get(reverse("verify")).status_code == 200


def test_page_is_not_kept_by_anyone(visitor, db):
    response = visitor.get(reverse("verify"))

    assert "no-store" in response["Cache-Control"]
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("same-origin", "noindex")
