"""The tags of the letters: each thing is said in the letter's languages, marked, numbered and escaped."""

from itertools import count

import pytest
from django.template import Context, Template

from documents.templatetags.letter_parts import rule

BOTH, EN, ZH = ["en", "zh-hans"], ["en"], ["zh-hans"]
TURNED = ["zh-hans", "en"]
PERSON = {"surname": "TAO", "given_names": "Ruiheng", "native_name": "陶睿恒"}
PERIOD = {
    "name": {"en": "Decision", "zh": "决定"}, "article": {"en": "Article 4", "zh": "第四条"},
    "source": {"en": "treaty", "zh": "条约"}, "is_provisional": True,
}


def said(source: str, languages: list[str], **values) -> str:
    context = Context({"languages": languages, "paragraphs": count(1), **values})
    return Template("{% load letter_parts %}" + source).render(context)


YES = '<div class="text" lang="en"><p><span class="marker">1. </span>Yes.</p></div>'
SHOWN = '<span lang="zh-Hans">甲</span>'
SHI = '<div class="text" lang="zh-Hans"><p><span class="marker">一、</span>是。</p></div>'


@pytest.mark.parametrize(("languages", "expected"), [
    (BOTH, f'<div class="pair short">{YES}{SHI}</div>'), (EN, f'<div class="pair single short">{YES}</div>'),
    (ZH, f'<div class="pair single short">{SHI}</div>'), (TURNED, f'<div class="pair short">{SHI}{YES}</div>'),
])
def test_a_pair_is_one_numbered_paragraph_in_each_language(languages, expected):
    assert said("{% pair %}Yes.{% zh %}是。{% endpair %}", languages) == expected


def test_a_passage_is_what_was_written_else_its_own_wording():
    source = '{% passage "closing" plain %}Thanks.{% zh %}谢谢。{% endpassage %}'
    run = {"text": "Many <thanks>", "is_strong": True}
    written = {"closing": {"en": [{"kind": "bullet", "runs": [run]}]}}

    assert "<p>Thanks.</p>" in said(source, EN)
    assert "<ul><li><b>Many &lt;thanks&gt;</b></li></ul>" in said(source, EN, passages=written)


def test_an_empty_passage_takes_no_number_and_no_place():
    empty = '{% passage "remarks" %}{% zh %}{% endpassage %}'

    assert said(empty, BOTH) == ""
    assert ">1. <" in said(empty + "{% pair %}A{% zh %}甲{% endpair %}", EN)


@pytest.mark.parametrize(("source", "languages", "expected"), [
    ('{% words "Name" "姓名" %}', BOTH, '<span lang="en">Name</span> <span lang="zh-Hans">姓名</span>'),
    ('{% words "Name" "姓名" %}', ZH, '<span lang="zh-Hans">姓名</span>'),
    ('{% heading "Facts" "案情" %}', EN, '<h2><span lang="en">Facts</span></h2>'),
    ("{% label %}Item {{ n }}{% zh %}第{{ n }}项{% endlabel %}", ZH, '<span lang="zh-Hans">第&lt;3&gt;项</span>'),
    ("{% name person %}", BOTH, 'TAO Ruiheng (<b lang="zh-Hans">陶睿恒</b>)'),
    ("{% name person %}", ZH, '<b lang="zh-Hans">陶睿恒</b>（<span class="inline" lang="en">TAO Ruiheng</span>）'),
    ("{% both text %}", BOTH, '<span lang="en">a</span> <span lang="zh-Hans">甲</span>'),
    ("{% both text %}", TURNED, '<span lang="zh-Hans">甲</span> <span lang="en">a</span>'),
    ("{% both text %}", EN, '<span lang="en">a</span>'),
    ('{{ only|own:"en" }}/{{ only|own:"zh-Hans" }}', BOTH, "/甲"), ('{{ only|said:"en" }}', BOTH, SHOWN),
    ('{% state "CN" %}', BOTH, '<span lang="en">China</span> <span lang="zh-Hans">中国</span>'),
    ('{% state "deu" %}', EN, '<span lang="en">Germany</span>'),
    ("{% state n %}", BOTH, "&lt;3&gt;"), ('{% state "stateless" %}', BOTH, "stateless"),
    ("{% both only %}", EN, '<span lang="zh-Hans">甲</span>'),
    ("{% both same %}", BOTH, '<span lang="en">IP</span>'),
    ("{% free only %}", EN, '<div class="pair single short"><div class="text" lang="zh-Hans"><p>甲</p></div></div>'),
    ("{% free only %}", BOTH, (
        '<div class="pair short"><div class="text" lang="en"><p>(in Chinese only)</p></div>'
        '<div class="text" lang="zh-Hans"><p>甲</p></div></div>')),
    ("{% free number %}", BOTH, '<div class="pair single short"><div class="text" lang="en"><p>1,240</p></div></div>'),
    ("{% speech only %}", BOTH, '<span lang="en">(in Chinese only)</span> <span lang="zh-Hans">甲</span>'),
    ("{% speech only 4 %}", BOTH, '<span lang="zh-Hans">甲</span>'),
    ("{% speech text %}", BOTH, '<span lang="en">a</span> <span lang="zh-Hans">甲</span>'),
])
def test_each_thing_is_said_in_the_letters_languages(source, languages, expected):
    texts = {"text": {"en": "a", "zh": "甲"}, "only": {"en": "", "zh": "甲"}, "same": {"en": "IP", "zh": "IP"},
             "number": {"en": "1,240", "zh": ""}}

    assert said(source, languages, n="<3>", person=PERSON, **texts) == expected


def test_a_period_says_what_it_rests_on():
    assert rule(PERIOD, "en") == " (Decision; Article 4; treaty; provisional)"
    assert rule(PERIOD | {"article": {"en": "", "zh": ""}, "is_provisional": False}, "zh") == "（决定；条约）"
    assert rule(None, "en") == ""
