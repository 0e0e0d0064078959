"""What travels inside the PDF follows the published schemas, and names every file the letter lists."""

import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from documents import packing, pdf
from documents.models import Letter

pytestmark = pytest.mark.django_db
WALKS = [("in", "closed"), ("in", "refused"), ("in", "clarification"), ("out", "closed"), ("out", "clarification")]


def schema(name: str) -> Draft202012Validator:
    read = json.loads((Path(settings.BASE_DIR) / "docs" / "schemas" / name).read_text())
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read, format_checker=Draft202012Validator.FORMAT_CHECKER)


def flaws(validator: Draft202012Validator, content: bytes) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in validator.iter_errors(json.loads(content))]


@pytest.mark.parametrize(("direction", "state"), WALKS)
def test_data_of_every_letter_follows_the_schemas(a_request, direction, state):
    request, manifest = schema("request.json"), schema("manifest.json")
    letters = Letter.objects.filter(request=a_request(in_state=state, direction=direction))

    assert letters
    for letter in letters:
        letter.renderer = pdf.renderer()
        assert (letter.code, flaws(request, packing.request_json(letter.snapshot))) == (letter.code, [])
        assert (letter.code, flaws(manifest, packing.manifest_json(letter))) == (letter.code, [])


def test_schemas_refuse_what_is_wrong(a_request):
    letter = a_request(in_state="execution").letters.get(code="L01")
    letter.renderer = pdf.renderer()

    assert flaws(schema("request.json"), packing.request_json({**letter.snapshot, "number": 7}))
    letter.token, letter.code = "x", "the first"
    assert flaws(schema("manifest.json"), packing.manifest_json(letter))


def test_manifest_names_every_file_that_the_letter_lists(a_request):
    file = {"title": "Statement", "filename": "a.pdf", "size": 3, "sha256": "a" * 64, "is_original": False, "item": 1}
    letter = a_request(in_state="execution").letters.get(code="L01")
    letter.snapshot |= {"annexes": [file, file, file | {"sha256": "b" * 64}], "results": [[{"x": file}]]}
    letter.renderer = "x"

    told = json.loads(packing.manifest_json(letter))["annexes"]
    assert [one["sha256"] for one in told] == ["a" * 64, "b" * 64]
    assert told[0] == {"title": "Statement", "filename": "a.pdf", "size": 3, "sha256": "a" * 64}


def test_same_data_gives_the_same_bytes_in_any_order():
    one, other = {"b": 1, "a": ["ä", "中"]}, {"a": ["ä", "中"], "b": 1}

    assert packing.request_json(one) == packing.request_json(other) == '{"a":["ä","中"],"b":1}'.encode()
    assert packing.digest(one) == hashlib.sha256(packing.request_json(one)).hexdigest()


def test_embedded_files_are_dated_as_the_letter(a_request):
    letter = a_request(in_state="execution").letters.get(code="L01")

    assert [one.name for one in packing.embedded(letter)] == ["manifest.json", "request.json"]
    assert {one.at for one in packing.embedded(letter)} == {letter.issued_at.replace(microsecond=0)}
