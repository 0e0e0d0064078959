"""One form per word: its facts are what the engine takes."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from mla.lifecycle import STEPS
from mla.milestones import MILESTONES
from mla.models import Authority
from workflows import words
from workflows.forms import ELSEWHERE, FORMS, MILESTONE_FORMS, form_for


def _form(word, request, user, data=None, **options):
    given = None
    if data is not None:
        given = QueryDict(mutable=True)
        for name, value in data.items():
            given.setlist(name, value if isinstance(value, list) else [value])
    return form_for(word, request, user, now=timezone.now(), data=given, **options)


def test_every_word_has_its_form_and_its_labels():
    assert set(FORMS) == set(STEPS)
    assert set(MILESTONE_FORMS) | set(ELSEWHERE) == set(MILESTONES)
    assert set(STEPS) | set(MILESTONES) <= set(words.DO)
    assert set(words.DO) <= set(words.DONE)


def test_grant_gives_a_disposition_for_each_item(a_request, office):
    request = a_request(in_state="review", direction="in")
    data = {"authority": Authority.objects.get(code="US-FBI").pk}
    for item in request.items.all():
        data[f"disposition_{item.seq}"] = "granted"
    form = _form("grant", request, office["dov"], data)
    assert form.is_valid(), form.errors
    assert form.facts()["dispositions"]["1"] == {
        "disposition": "granted",
        "grounds": [],
        "reasons": "",
        "review_on": "",
    }


def test_grant_names_the_field_that_lacks_its_grounds(a_request, office):
    request = a_request(in_state="review", direction="in")
    form = _form("grant", request, office["dov"], {"disposition_1": "refused"})
    assert {"grounds_1", "reasons_1"} <= set(form.errors)


def test_grant_needs_at_least_one_granted_item(a_request, office):
    request = a_request(in_state="review", direction="in")
    data = {"authority": Authority.objects.get(code="US-FBI").pk}
    for item in request.items.all():
        data |= {f"disposition_{item.seq}": "postponed", f"review_on_{item.seq}": "2027-01-31"}
    form = _form("grant", request, office["dov"], data)
    assert form.non_field_errors() == ["At least one item must be granted; otherwise refuse the request."]


def test_ask_lists_the_points_and_drops_blank_rows(a_request, office):
    request = a_request(in_state="intake")
    data = {
        "rows": "5",
        "point_1_code": "CK-06",
        "point_1_text": "The text.",
        "point_3_code": "CK-09",
        "point_3_text": "Born?",
    }
    form = _form("ask", request, office["ben"], data)
    assert form.is_valid(), form.errors
    assert form.facts() == {
        "points": [{"code": "CK-06", "text": "The text."}, {"code": "CK-09", "text": "Born?"}],
        "answer_by": "",
    }


def test_ask_wants_both_halves_of_a_point(a_request, office):
    form = _form("ask", a_request(in_state="intake"), office["ben"], {"rows": "5", "point_2_code": "CK-06"})
    assert list(form.errors) == ["point_2_text"]


def test_answer_wants_every_point_answered_or_declined(a_request, office):
    request = a_request(in_state="clarification")
    point = request.points.get()
    form = _form("answer", request, office["ada"], {"happened_at": "2026-11-20T10:00"})
    assert list(form.errors) == [f"answer_{point.pk}"]
    declined = _form(
        "answer", request, office["ada"], {"happened_at": "2026-11-20T10:00", f"declined_{point.pk}": "on"}
    )
    assert declined.is_valid(), declined.errors
    assert declined.facts() == {"answers": {str(point.pk): {"answer": "", "declined": True}}}


def test_settle_with_accepted_conditions_needs_the_assurance(a_request, office):
    request = a_request(in_state="consultation", direction="in")
    [offered] = request.conditions.all()
    told = {"result": "accepted", "happened_at": "2026-11-20T10:00"}
    assert list(_form("settle", request, office["cleo"], told).errors) == [f"decision_{offered.pk}"]
    form = _form("settle", request, office["cleo"], {**told, f"decision_{offered.pk}": "accepted"})
    assert list(form.errors) == ["assurance"]


@pytest.mark.parametrize(
    ("word", "needed"),
    [
        ("refuse", {"grounds", "reasons"}),
        ("postpone", {"ground", "reasons", "review_on", "preserved"}),
        ("send_back", {"reasons"}),
    ],
)
def test_a_missing_field_names_itself(a_request, office, word, needed):
    form = _form(word, a_request(in_state="review", direction="in"), office["dov"], {})
    assert needed <= set(form.errors)
    assert all(str(form.fields[name].label) in form.errors[name][0] for name in needed)


def test_report_without_a_full_result_needs_the_steps(a_request, office):
    request = a_request(in_state="execution", direction="in")
    data = {"happened_at": "2026-11-20T10:00"}
    for item in request.items.all():
        data[f"outcome_{item.seq}"] = "negative"
    form = _form("report", request, office["xia"], data)
    assert "steps_1" in form.errors


def test_a_moment_is_read_in_the_readers_zone(a_request, office):
    request = a_request(in_state="execution")
    form = _form("inform", request, office["lin"], {"text": "x", "happened_at": "2026-11-20T10:00"}, is_milestone=True)
    assert form.is_valid(), form.errors
    assert form.moment().isoformat() == "2026-11-20T10:00:00+08:00"
