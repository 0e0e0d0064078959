"""What only some laws ask: shown for those instruments alone, and the periods that hang on the answer."""

from datetime import date

import pytest
from django.http import QueryDict

from mla import completeness, kinds
from mla.models import Instrument, Request
from tests.workflows.office import open_office, washington
from workflows.models import ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
TODAY = date(2026, 10, 1)
CASES = [  # who is asked, by whom, on which law, kind, page, what is typed, the clocks that run
    ("FR", "EPOC", "information", "incident", {"third_country_law": "on"}, "EPOC-OBJ10"),
    ("FR", "EU-2023-977", "information", "incident", {"directly_accessible": "on"}, "INFO-8H"),
    ("FR", "2AP", "mla", "case", {"article": "7"}, "2AP7-30"),
    ("FR", "2AP", "mla", "case", {"article": "8"}, "2AP8-45"),
]


def page_of(request, key, typed=None):
    """The page of the writer as it is saved, or as it stands."""
    section = kinds.get(request.kind).section(request, key)
    if typed is None:
        return section.resume(request, TODAY)
    data = QueryDict(mutable=True)
    data.update(typed)
    sheet = section.open(request, TODAY, {name: data.getlist(name) for name in data})
    assert sheet.is_valid(), [form.errors for form in sheet.forms]
    sheet.store(is_final=True)
    request.save()
    return sheet


def fields(request, key):
    return {name for form in page_of(request, key).forms for name in form.fields}


@pytest.mark.parametrize(("home", "law", "kind", "key", "typed", "code"), CASES, ids=[one[-1] for one in CASES])
def test_a_period_hangs_on_an_answer_of_the_form(settings, home, law, kind, key, typed, code):
    office = open_office(settings, home, "in", law=law, kind=kind, urgency="urgent", theme="other",
                         items=[{"type": "other", "details": {}}])
    page_of(office.request, key, {"title": "Ledger of the quay"})
    assert set(typed) <= fields(office.request, key)
    page_of(office.request, key, {"title": "Ledger of the quay", **typed})
    office.begin(washington("2026-10-01 09:00"))
    assert code in office.codes()
    other = {"2AP7-30": "2AP8-45", "2AP8-45": "2AP7-30", "INFO-8H": "INFO-3D"}.get(code)
    assert other not in office.codes()


def test_without_the_answer_another_period_runs(settings):
    office = open_office(settings, "FR", "in", law="EU-2023-977", kind="information", urgency="urgent",
                         items=[{"type": "other", "details": {}}])
    page_of(office.request, "incident", {"title": "Ledger of the quay"})
    office.begin(washington("2026-10-01 09:00"))
    assert {"INFO-3D"} == {"INFO-3D", "INFO-8H"} & set(office.codes())


def test_the_article_of_an_order_is_demanded_under_the_protocol_alone(settings):
    request = open_office(settings, "FR", "in", law="2AP").request
    asked = {(one.code, one.field) for one in completeness.check(request, today=TODAY)}
    assert ("CK-02", "article") in asked
    Request.objects.filter(pk=request.pk).update(instrument=Instrument.objects.get(code="EIO"))
    fresh = Request.objects.get(pk=request.pk)
    assert not {"article", "third_country_law", "directly_accessible", "limitation_suspended"} & fields(fresh, "case")


@pytest.mark.parametrize(("home", "direction", "is_asked"), [
    ("US", "out", True), ("CN", "in", True), ("CN", "out", False), ("US", "in", False),
])
def test_the_suspended_limitation_is_asked_of_the_side_whose_law_knows_it(settings, home, direction, is_asked):
    office = open_office(settings, home, direction)
    assert ("limitation_suspended" in fields(office.request, "case")) is is_asked
    if is_asked:
        page_of(office.request, "case", {"title": "Ledger of the quay", "limitation_suspended": "on"})
        office.begin(washington("2026-10-01 09:00"))
        assert "USC-3292" in office.codes()


def test_every_answer_that_a_rule_selects_on_has_a_field():
    named = {
        name.partition("=")[0] for rule in ClockRule.objects.all()
        for key in ("answer", "not_answer") for name in rule.selects.get(key, ())
    }
    known = {
        name for kind in kinds.all_kinds() for form in (
            *(form for page in kind.sections("in") for form in page.forms), *kind.item_forms.values()
        ) for name in form.base_fields
    }
    assert named - known == set()
