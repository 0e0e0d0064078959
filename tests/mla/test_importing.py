"""A table of rows: both encodings, every flaw with its row and column, nothing kept before it is asked for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mla import importing
from mla.models import Identifier, Request

PERSONS = "role,surname,native_name,born_on\r\nsuspect,ZHANG,张三,1980-01-01\r\nwitness,LI,李四,1990-05-05\r\n"


def tried(draft, text, relation="persons"):
    rows = next(one for one in importing.sorts(draft) if one.relation == relation)
    return importing.tried(text, rows, draft, draft.created_at.date())


@pytest.fixture
def address(draft):
    return reverse("writer_table", args=[draft.pk, "persons"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_both_encodings_are_read(encoding):
    assert importing.text_of(PERSONS.encode(encoding)) == PERSONS


@pytest.mark.parametrize(("content", "why"), [
    (b"\0\0\1", "UTF-8 or GB 18030"), (b"\xff\xff\xff", "UTF-8 or GB 18030"), (b"a" * (1024 * 1024 + 1), "1 MB"),
])
def test_what_is_no_table_is_refused(content, why):
    with pytest.raises(importing.Unreadable, match=why):
        importing.text_of(content)


@pytest.mark.parametrize(("text", "why"), [
    ("", "not known"), ("surname,shoe_size\r\nZHANG,43\r\n", "shoe_size"), ("surname,surname\r\nA,B\r\n", "twice"),
    ("surname\r\n" + "ZHANG\r\n" * 61, "61 rows; 60 more"),
])
def test_a_table_of_another_shape_says_what_is_wrong(draft, text, why):
    with pytest.raises(importing.Unreadable, match=why):
        tried(draft, text)


def test_each_flaw_names_row_and_column(draft):
    trial = tried(draft, "role,surname,born_on\r\nsuspect,ZHANG,1980-01-01\r\n\r\nking,LI,31.2.1990\r\n")
    assert [(one.row, one.column) for one in trial.flaws] == [(4, "role"), (4, "born_on")]
    assert draft.persons.count() == 0


def test_a_row_with_more_values_than_columns_is_a_flaw(draft):
    [flaw] = tried(draft, "surname\r\nZHANG,San\r\n").flaws
    assert (flaw.row, flaw.column) == (2, "")


def test_identifiers_are_judged_as_if_typed(draft):
    trial = tried(draft, "scheme,value\r\nipv4,203.0.113.25\r\nipv4,10.0.0.1\r\n", "identifiers")
    assert [(one.row, one.column) for one in trial.flaws] == [(3, "value")]


def test_a_table_is_tried_and_then_kept(as_user, draft, address):
    ada = as_user("ada")
    first = ada.post(address, {"file": SimpleUploadedFile("p.csv", PERSONS.encode("gb18030"))})
    assert first.status_code == 200
    assert "张三" in first.content.decode()
    assert draft.persons.count() == 0
    kept = ada.post(address, {"table": PERSONS, "keep": "1"})
    assert kept.headers["Location"] == reverse("writer", args=[draft.pk])
    assert [str(one) for one in draft.persons.all()] == ["ZHANG (张三)", "LI (李四)"]
    assert Request.objects.get(pk=draft.pk).draft_revision == 1


def test_a_flawed_table_is_not_kept_even_if_sent_back(as_user, draft, address):
    answer = as_user("ada").post(address, {"table": "role,surname\r\nking,LI\r\n", "keep": "1"})
    assert answer.status_code == 422
    assert draft.persons.count() == 0


def test_the_sample_is_read_as_a_table_without_rows(as_user, draft):
    answer = as_user("ada").get(reverse("writer_table_sample", args=[draft.pk, "identifiers"]))
    text = importing.text_of(answer.content)
    assert tried(draft, text, "identifiers").forms == []
    assert Identifier.objects.count() == 0


def test_strangers_and_unknown_sorts_find_nothing(as_user, draft, address):
    assert as_user("eve").get(address).status_code == 404
    assert as_user("ada").get(reverse("writer_table", args=[draft.pk, "parrots"])).status_code == 404
