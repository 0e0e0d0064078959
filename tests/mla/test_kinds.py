"""Kinds: found in their folder, unlike each other, and complete."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from documents.terms import term
from mla import kinds
from mla.models import AssistanceItem, Request
from mla.vocabulary import AssistanceType, Classification, types_of_assistance


def test_kinds_are_found_in_the_folder_in_their_order():
    folder = Path(kinds.__file__).parent
    names = {one.stem for one in folder.iterdir() if one.suffix == ".py" or (one / "__init__.py").exists()}
    found = kinds.all_kinds()
    assert {kind.code for kind in found} == names - {"__init__"}
    assert [kind.order for kind in found] == sorted({kind.order for kind in found})


def test_a_kind_names_its_own_types_for_pages_and_letters():
    item = AssistanceItem(seq=1, type="preservation")
    assert str(item) == "1. preserving stored computer data"
    with translation.override("zh-hans"):
        assert str(item) == "1. 保全已存储的计算机数据"
    assert term("type", "preservation") == {
        "en": "preserving stored computer data", "zh": "保全已存储的计算机数据", "code": "preservation",
    }
    with pytest.raises(ValueError, match="'preservation' is declared twice"):
        kinds.own_types([kinds.get("preservation")] * 2)
    with pytest.raises(ValueError, match="'serve' is declared twice"):
        kinds.own_types([replace(kinds.get("preservation"), types={"serve": ("x", "y")})])


def test_every_type_of_every_kind_has_official_words():
    for kind in kinds.all_kinds():
        for code in kind.item_types:
            assert code in dict(types_of_assistance())
            assert term("type", code)["zh"] != code


def test_two_kinds_of_one_code_are_refused():
    with pytest.raises(ValueError, match="'mla'"):
        kinds.gather([kinds.get("mla"), kinds.get("mla")])


def test_mla_serves_the_ten_types_of_the_agreement():
    assert set(kinds.get("mla").item_types) == set(list(AssistanceType)[:10])


@pytest.mark.parametrize("kind", kinds.all_kinds(), ids=lambda kind: kind.code)
def test_an_incoming_request_begins_with_its_receipt(kind):
    assert [one.key for one in kind.sections("in")] == ["receipt", *(one.key for one in kind.sections("out"))]


@pytest.mark.parametrize("kind", kinds.all_kinds(), ids=lambda kind: kind.code)
def test_section_keys_are_unique(kind):
    keys = [one.key for one in kind.sections("in")]
    assert len(keys) == len(set(keys))


def test_every_needed_answer_has_a_field():
    for kind in kinds.all_kinds():
        forms = [form for one in kind.sections("in") for form in one.forms]
        forms += [rows.form for one in kind.sections("in") for rows in one.rows]
        for form in [*forms, *kind.item_forms.values()]:
            assert set(form.needed) | set(form.wanted) <= set(form.base_fields), form


def test_every_field_of_an_item_says_what_it_is_for():
    silent = {"period_to"}
    for form in kinds.get("mla").item_forms.values():
        assert {name for name, field in form.base_fields.items() if not field.help_text} <= silent, form


def test_labelled_details_have_both_languages(office, draft):
    item = AssistanceItem.objects.create(
        request=draft, seq=1, type=AssistanceType.RECORDS,
        details={"holder": "Bank of Sample", "record_class": "bank", "account": "", "period_from": "2026-01-01"},
    )
    with translation.override("zh-hans"):
        found = kinds.get("mla").labelled_details(item)
    assert [(label["en"], words["en"]) for label, words in found] == [
        ("Holder of the records", "Bank of Sample"), ("Sort of records", "bank"), ("Period from", "1 January 2026"),
        ("Certificate wanted", "Form 4: Certificate of authenticity of business records"),
    ]
    assert found[3][1]["zh"].endswith("业务记录真实性证明书")
    assert found[2] == ({"en": "Period from", "zh": "起始日期"}, {"en": "1 January 2026", "zh": "2026年1月1日"})


def test_opinions_follow_the_data_and_the_classification(office, draft):
    kind = kinds.get("mla")
    assert kind.opinions(draft) == ()
    AssistanceItem.objects.create(request=draft, seq=1, type="records", details={"data_category": "content"})
    Request.objects.filter(pk=draft.pk).update(classification=Classification.SECRET)
    assert kind.opinions(Request.objects.get(pk=draft.pk)) == ("data_protection", "security")
