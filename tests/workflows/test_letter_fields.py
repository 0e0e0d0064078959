"""What a letter must say is asked on the form of its act, and only where the letter is ours."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import timezone

from mla.lifecycle import STEPS
from workflows import attaching
from workflows.forms import form_for

pytestmark = pytest.mark.django_db


def filled(word, request, user, **data):
    typed = QueryDict(mutable=True)
    typed.update(data)
    is_milestone = word not in STEPS or STEPS[word].actor(request.direction, request.state) is None
    return form_for(word, request, user, now=timezone.now(), data=typed, is_milestone=is_milestone)


@pytest.mark.parametrize(("word", "state", "who", "needed"), [
    ("acknowledge", "intake", "ben", {"language_accepted", "urgency_accepted"}),
    ("consult", "review", "cleo", {"reply_by"}), ("grant", "review", "dov", {"authority"}),
    ("postpone", "review", "cleo", {"preserved"}), ("inform", "execution", "xia", {"delay"}),
    ("close", "responded", "ben", {"retention"}),
])
def test_what_our_letter_must_say_is_asked(a_request, office, word, state, who, needed):
    form = filled(word, a_request(in_state=state, direction="in"), office[who], happened_at="2026-11-20T10:00")

    assert needed <= set(form.errors)


@pytest.mark.parametrize(("word", "unasked"), [
    ("acknowledge", {"language_accepted"}), ("postpone", {"preserved"}), ("inform", {"delay"}),
])
def test_of_an_act_of_the_other_side_it_is_not_asked(a_request, office, word, unasked):
    form = filled(word, a_request(in_state="execution"), office["lin"])

    assert not unasked & set(form.fields)


def test_their_consultation_may_name_no_day(a_request, office):
    form = filled("consult", a_request(in_state="execution"), office["lin"])

    assert "reply_by" not in form.errors


def test_an_acknowledgement_tells_what_is_accepted(a_request, office):
    told = {"language_accepted": "translation", "urgency_accepted": "no", "expected_on": "2027-01-15"}
    request = a_request(in_state="intake", direction="in")
    form = filled("acknowledge", request, office["ben"], happened_at="2026-11-20T10:00", **told)

    assert form.is_valid(), form.errors
    assert form.facts() == told


def test_an_assurance_is_given_by_an_authority(a_request, office, walker):
    request = a_request(in_state="consultation", direction="in")
    paper = SimpleUploadedFile("assurance.txt", b"We accept.")
    file = attaching.attach(request, paper, by=office["ben"], now=walker.now, title="Assurance", purpose="assurance")
    told = {"happened_at": "2026-11-20T10:00", "result": "accepted", "assurance": "Letter of 1 March.",
            "assurance_sha256": file.sha256, f"decision_{request.conditions.get().pk}": "accepted"}

    assert list(filled("settle", request, office["cleo"], **told).errors) == ["given_by"]
    assured = {"given_by": "The prosecutor's office", "valid_until": "2027-03-01"}
    form = filled("settle", request, office["cleo"], **told, **assured)
    assert form.is_valid(), form.errors
    assert {name: form.facts()[name] for name in assured} == assured


@pytest.mark.parametrize(("state", "is_asked"), [("intake", False), ("execution", True)])
def test_what_becomes_of_the_papers_is_asked_once_they_were_sent(a_request, office, state, is_asked):
    form = filled("withdraw", a_request(in_state=state), office["ada"], reasons="Closed.", disposal="destroy")

    assert form.is_valid(), form.errors
    assert form.facts() == {"reasons": "Closed."} | ({"disposal": "destroy"} if is_asked else {})
