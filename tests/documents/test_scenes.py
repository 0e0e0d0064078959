"""The scenes of the demo write every letter that the plan does not, each with all that it must say and no more."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents.models import Letter
from mla.demo.cases import CASES
from tests.documents.recording import Book
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.scenes import SCENES, play
from workflows.walking import Walker, dictionary_of

pytestmark = pytest.mark.django_db
NEW = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
WRITTEN = [  # in the order of the scenes
    ["L03", "L04", "L02"], ["L05", "L10", "N02", "L26", "L27"], ["L05", "L10", "N02", "L26", "L20", "L16"],
    ["L05", "L10", "N02", "L26", "L21", "L16"], ["L05", "L10", "N02", "L17", "L23", "L16", "L53"],
    ["L05", "L10", "N02", "L26", "L50"], ["L05", "L10", "N02", "L26", "L22", "L16"], ["L05", "L10", "N02", "L15"],
    ["L05", "L11", "L12", "L10", "N02", "L26", "L21", "L16"], ["L01", "L02", "L12", "N04"], ["L32", "L02"],
    ["L01", "L02", "L46"], ["L05", "L10", "N02", "L26", "L18", "L19", "L16"],
    ["L05", "L10", "L51", "N02", "L26"], ["L01", "L52", "L02", "N04", "L47", "L48", "L49"],
    ["L43"], [], ["L47"], ["L28", "L02", "L30"], ["L05", "N02", "L29", "L31"], ["L32", "L02"], ["L01", "L02"],
    ["L33", "L02", "L35", "L37", "L38"], ["L33", "L02", "L35"], ["L05", "L10", "N02", "L34", "L34", "L36"],
    ["L44", "L02"], ["L05", "L10", "N02", "L26"],
    ["L05", "L10", "N02", "L26", "L40C", "L40"], ["L39", "L02", "L40C"], ["L01", "L02"],
    ["L05", "L10", "N02", "L16"], ["L41", "L02"], ["L05", "N02", "L42"], ["L41", "L02"], ["L05", "N02", "L42"],
]


def played(scene, cast):
    case = next(one for one in CASES if one["code"] == scene.case)
    walker = Walker(cast=cast, now=NEW, dictionary=dictionary_of(case, case["translation"]))
    return play(scene, draft_from(case, by=drafter(cast, case), now=NEW), walker)


@pytest.mark.parametrize("number", range(len(SCENES)), ids=lambda number: SCENES[number].case)
def test_scene_writes_its_letters(office, number):
    codes = WRITTEN[number]
    letters = list(played(SCENES[number], office).letters.order_by("pk"))
    books = {one.code: Book(one) for one in letters}

    assert [one.code for one in letters] == codes
    assert {code: (book.unread, book.unknown) for code, book in books.items() if book.unread | book.unknown} == {}


def test_promise_and_confirmation_name_the_record(office):
    request = played(SCENES[0], office)
    record, confirmation = (request.letters.get(code=code) for code in ("L03", "L04"))

    assert record.snapshot["call"]["here"]["place"]["en"] == "Washington, UTC-05:00"
    assert record.snapshot["call"]["there"]["place"]["en"] == "Beijing, UTC+08:00"
    clock = request.clocks.get(rule__code="MLAA-CONF15")
    assert (record.snapshot["promise"]["iso"], clock.status) == (clock.due, "met")
    assert confirmation.snapshot["confirmed"]["number"] == record.number
    assert f"recorded under No. {record.number}" in Book(confirmation).page


def test_gallery_prints_each_letter_in_its_languages(office, tmp_path):
    played(SCENES[1], office)
    out = StringIO()
    call_command("letter_gallery", str(tmp_path), "--only", "L26", "L27", stdout=out)

    files = sorted(one.name for one in tmp_path.glob("*.pdf"))
    assert files == ["L26-mla-in-en.pdf", "L27-mla-in-bilingual.pdf", "L27-mla-in-en.pdf", "L27-mla-in-zh.pdf"]
    assert all((tmp_path / one).read_bytes().startswith(b"%PDF") for one in files)
    assert "L26-mla-in-en.pdf: Confidentiality notice 保密通知" in (tmp_path / "README.txt").read_text(encoding="utf-8")


def test_gallery_names_what_has_no_example(office, tmp_path):
    with pytest.raises(CommandError, match="No example of L53") as refusal:
        call_command("letter_gallery", str(tmp_path), "--only", "L53")

    assert refusal.value.returncode == 1
    assert "L53: no example" in (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert not Letter.objects.exists()
