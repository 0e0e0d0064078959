"""Forms that ask what only some letters say: a call, secrecy, costs, certificates, an outcome, a mistake."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from mla.models import Authority, Party
from workflows.forms import MILESTONE_FORMS, form_for

pytestmark = pytest.mark.django_db
CALL = {"caller": "Gus Petrakis", "taken_by": "王立群", "check": "Called back."}
ENDED = {"court": "District Court", "decided_on": "2026-02-03", "result": "Convicted.", "use": "Read in court."}
CLOSED = {"originals": "None.", "conditions": "None.", "retention": "Ten years."}
CHAIN = "Ann Bell; Agent; the premises; 3 March 2026; Newark; sealed bag"


def filled(word, request, user, **data):
    given = QueryDict(mutable=True)
    given.update({"happened_at": "2026-01-05T09:00", **data})
    return form_for(word, request, user, now=timezone.now(), data=given, is_milestone=word in MILESTONE_FORMS)


@pytest.mark.parametrize(("urgency", "is_asked"), [("routine", False), ("priority", False), ("urgent", True),
                                                   ("emergency", True)])
def test_only_a_pressing_request_may_be_made_without_writing(a_request, office, urgency, is_asked):
    request = a_request(in_state="transmission", urgency=urgency, urgency_reason="The money may be withdrawn.")

    assert ("manner" in filled("transmit", request, office["dan"]).fields) == is_asked


@pytest.mark.parametrize(("manner", "told", "wrong"), [
    ("written", {}, set()), ("oral", CALL, set()), ("fax", CALL, set()), ("oral", {}, set(CALL)),
    ("fax", {**CALL, "check": ""}, {"check"}), ("dream", CALL, {"manner"}),
])
def test_a_call_is_told_whole(a_request, office, manner, told, wrong):
    request = a_request(in_state="transmission", urgency="urgent", urgency_reason="The money may be withdrawn.")
    form = filled("transmit", request, office["dan"], channel="ca_direct", manner=manner, **told)

    assert set(form.errors) - {"__all__"} == wrong
    if not wrong:
        assert form.facts()["manner"] == manner


def test_transmission_in_writing_says_nothing_of_a_call(a_request, office):
    request = a_request(in_state="transmission", urgency="urgent", urgency_reason="The money may be withdrawn.")
    form = filled("transmit", request, office["dan"], channel="ca_direct", manner="written", **CALL)
    form.is_valid()

    assert form.facts() == {"channel": "ca_direct", "manner": "written"}


def test_secrecy_is_asked_where_the_other_side_wants_it(a_request, office):
    authority = Authority.objects.get(code="US-FBI").pk
    secret = a_request(in_state="transmission", direction="in")
    form = filled("transmit", secret, office["dan"], channel="ca_direct", authority=authority,
                  secrecy_basis="Order of 3 March 2026, No. 17", secrecy_until="2027-03-03")

    assert form.is_valid(), form.errors
    assert form.facts()["secrecy_until"] == "2027-03-03"
    open_one = a_request(in_state="transmission", direction="in", confidentiality="none", confidentiality_reason="")
    assert "secrecy_basis" not in filled("transmit", open_one, office["dan"]).fields


@pytest.mark.parametrize(("told", "wrong"), [
    ({"about": "state", "text": "Under way."}, {"delay"}),
    ({"about": "state", "text": "Under way.", "delay": "None."}, set()),
    ({"about": "disclosure", "text": "The holder must be told."}, {"reply_by"}),
    ({"about": "disclosure", "text": "The holder must be told.", "reply_by": "2027-01-08"}, set()),
])
def test_a_report_says_what_its_letter_needs(a_request, office, told, wrong):
    form = filled("inform", a_request(in_state="execution", direction="in"), office["xia"], **told)

    assert set(form.errors) == wrong


@pytest.mark.parametrize(("told", "wrong"), [
    ({"ground": "ST-COURT"}, set()), ({"ground": "PP-COST"}, {"estimate", "proposal"}),
    ({"ground": "PP-COST", "estimate": "48,500 US dollars", "proposal": "Half each."}, set()),
])
def test_extraordinary_costs_are_estimated(a_request, office, told, wrong):
    request = a_request(in_state="execution", direction="in")

    assert set(filled("stay", request, office["ben"], reasons="Interpreters.", **told).errors) == wrong


@pytest.mark.parametrize(("told", "wrong"), [
    ({}, set()), (ENDED, set()), ({"court": "District Court"}, {"decided_on", "result", "use"}),
    ({**ENDED, "decided_on": "2999-01-01"}, {"decided_on"}), ({"returned": "Ledger; undamaged\nDisk；sealed"}, set()),
    ({"returned": "Ledger"}, {"returned"}),
])
def test_an_outcome_is_told_whole_and_things_with_their_state(a_request, office, told, wrong):
    form = filled("close", a_request(in_state="responded"), office["lin"], **CLOSED, **told)

    assert set(form.errors) == wrong
    if told.get("returned") and not wrong:
        assert form.facts()["returned"][1] == {"thing": "Disk", "state": "sealed"}


@pytest.mark.parametrize(("party", "is_today"), [("US", False), ("CN", True)])
def test_a_decision_lies_in_the_future_by_the_day_of_our_capital(a_request, office, party, is_today):
    request = a_request(in_state="responded")
    request.home = Party.objects.get(code=party)
    given = QueryDict(mutable=True)
    given.update({"happened_at": "2026-01-05T09:00", **CLOSED, **ENDED, "decided_on": "2026-03-10"})
    form = form_for("close", request, office["lin"], now=datetime(2026, 3, 9, 20, tzinfo=UTC), data=given)

    assert ("decided_on" not in form.errors) == is_today  # in Beijing it is the tenth


def test_closing_what_we_were_asked_tells_no_outcome(a_request, office):
    form = filled("close", a_request(in_state="responded", direction="in"), office["ben"], **CLOSED)

    assert form.is_valid(), form.errors
    assert "court" not in form.facts()


@pytest.mark.parametrize(("told", "wrong"), [
    ({}, set()), ({"certificate_1_taken_on": "2999-01-01"}, {"certificate_1_taken_on"}),
    ({"certificate_1_copies": "picture"}, {"certificate_1_copies"}),
])
def test_certificates_may_wait_but_not_be_wrong(a_request, office, told, wrong):
    request = a_request(in_state="execution", direction="in")
    form = filled("report", request, office["xia"], outcome_1="full", **told)

    assert set(form.errors) == wrong


def test_certificate_goes_with_the_item_that_is_concluded(a_request, office):
    request = a_request(in_state="execution", direction="in")
    form = filled("conclude", request, office["xia"], item="1", outcome="full", certificate_1_custodian="Ann Bell")

    assert form.is_valid(), form.errors
    assert form.facts()["certificates"] == {"1": {"custodian": "Ann Bell"}}


def test_a_chain_of_custody_is_typed_line_by_line(a_request, office):
    request = a_request(in_state="execution", direction="in")
    request.items.update(type="search_freeze")
    right = filled("report", request, office["xia"], outcome_1="full", certificate_1_chain=CHAIN)
    wrong = filled("report", request, office["xia"], outcome_1="full", certificate_1_chain=f"{CHAIN}\nBob; Clerk")

    assert right.is_valid(), right.errors
    assert wrong.errors["certificate_1_chain"] == ["“Bob; Clerk” needs six parts, divided by semicolons."]


def test_completing_certificates_tells_something(a_request, office):
    request = a_request(in_state="response", direction="in")

    assert filled("certify", request, office["cleo"], certificate_1_place="Newark").is_valid()
    assert filled("certify", request, office["cleo"]).non_field_errors() == [
        "Fill in at least one field of a certificate."
    ]


@pytest.mark.parametrize(("told", "wrong"), [
    ({}, {"letter"}), ({"letter": "L01", "wrong": "17", "right": "71"}, set()), ({"letter": "L01"}, {"wrong", "right"}),
    ({"wrong": "17", "right": "71"}, {"letter"}), ({"event": "2", "right_moment": "2026-03-01T09:00"}, set()),
    ({"event": "2"}, {"right_moment"}),
    ({"letter": "L01", "wrong": "17", "right": "71", "event": "2", "right_moment": "2026-03-01T09:00"}, {"__all__"}),
])
def test_one_mistake_at_a_time(a_request, office, told, wrong):
    request = a_request(in_state="execution")
    if "letter" in told:
        told = {**told, "letter": request.letters.get(code=told["letter"]).number}
    form = filled("correct", request, office["ben"], reasons="A slip.", **told)

    assert set(form.errors) == wrong
