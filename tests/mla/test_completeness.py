"""Completeness: what blocks, what is only asked about, and where a finding leads."""

from datetime import date

import pytest

from mla import completeness
from mla.models import AssistanceItem, Citation, Identifier, InstrumentStatus, Offence, Party, Person, Request

TODAY = date(2026, 3, 2)


def found(request, *, severity="block"):
    """(code, section, field) of each finding."""
    fresh = Request.objects.get(pk=request.pk)
    every = completeness.check(fresh, today=TODAY)
    return {(one.code, one.section, one.field) for one in every if one.severity == severity}


def test_an_empty_draft_lists_everything(draft):
    assert {
        ("CK-04", "case", "subject_matter"), ("CK-05", "facts", "facts"), ("CK-06", "offences", "offences-0-name"),
        ("CK-07", "items", "type"), ("CK-18", "handling", "confidentiality"),
    } <= found(draft)


def test_nothing_blocks_a_complete_request(complete):
    assert found(complete) == set()
    survey = completeness.survey(complete, today=TODAY)
    assert survey.done == survey.total > 20


@pytest.mark.parametrize(("column", "code", "section"), [
    ("facts", "CK-05", "facts"), ("purpose", "CK-07", "facts"), ("nexus", "CK-07", "facts"),
    ("investigating_authority", "CK-04", "case"), ("investigating_functions", "CK-04", "case"),
    ("confidentiality", "CK-18", "handling"),
])
def test_a_missing_answer_blocks_with_its_code(complete, column, code, section):
    Request.objects.filter(pk=complete.pk).update(**{column: ""})
    assert found(complete) == {(code, section, column)}


def test_urgency_and_confidentiality_need_reasons(complete):
    Request.objects.filter(pk=complete.pk).update(urgency="urgent", confidentiality="full")
    assert found(complete) == {("CK-08", "basis", "urgency_reason"), ("CK-18", "handling", "confidentiality_reason")}


def test_a_suspended_instrument_is_no_basis(complete):
    InstrumentStatus.objects.create(
        instrument=complete.instrument, scope="other", status="suspended", begins_on=date(2026, 1, 1),
    )
    assert found(complete) == {("CK-03", "basis", "instrument")}


def test_without_an_instrument_reciprocity_is_undertaken(complete):
    Request.objects.filter(pk=complete.pk).update(instrument=None)
    assert found(complete) == {("CK-29", "basis", "instrument")}
    Request.objects.filter(pk=complete.pk).update(details={"reciprocity": "We undertake to do the same."})
    assert found(complete) == set()


def test_an_offence_needs_text_and_penalty(complete):
    Offence.objects.update(text="", max_penalty="")
    missing = {("CK-06", "offences", f"offences-0-{name}") for name in ("text", "max_penalty")}
    assert found(complete) == missing


def test_a_person_is_identified_well_enough(complete):
    Person.objects.update(born_on=None, native_name="", nationality="CN")
    assert found(complete) == {("CK-09", "persons", "persons-0-born_on"), ("CK-09", "persons", "persons-0-native_name")}


def test_records_may_name_an_account_instead_of_a_person(complete):
    Person.objects.all().delete()
    assert found(complete) == {("CK-09", "persons", "persons-0-role")}
    Identifier.objects.create(request=complete, scheme="iban", value="GB82WEST12345698765432")
    assert found(complete) == set()


def test_service_needs_a_person_even_with_an_account(complete):
    AssistanceItem.objects.update(type="serve")
    Identifier.objects.create(request=complete, scheme="iban", value="GB82WEST12345698765432")
    Person.objects.all().delete()
    assert ("CK-09", "persons", "persons-0-role") in found(complete)
    assert ("CK-09", "item:1", "recipient") in found(complete)


def test_content_data_need_the_threshold_where_the_party_asked_demands_it(complete):
    AssistanceItem.objects.update(details={"holder": "Host", "record_class": "telecom", "data_category": "content"})
    Identifier.objects.create(request=complete, scheme="email", value="a@example.com", normalized="a@example.com")
    assert found(complete) == set()
    assert ("CK-12", "item:1", "threshold") in found(complete, severity="warn")
    Party.objects.filter(code="CN").update(demands={"content_fresh_days": 180})
    assert found(complete) == {("CK-12", "item:1", "threshold"), ("CK-12", "item:1", "latest_fact_on")}


@pytest.mark.parametrize(("hearing", "is_near"), [(date(2026, 4, 15), True), (date(2026, 4, 16), False)])
def test_a_hearing_is_45_days_away(complete, hearing, is_near):
    AssistanceItem.objects.update(type="serve", hearing_on=hearing)
    assert (("CK-08", "item:1", "hearing_on") in found(complete, severity="warn")) is is_near


def test_freezing_and_transfer_have_their_own_checks(complete):
    AssistanceItem.objects.update(type="search_freeze", details={})
    assert {code for code, *_rest in found(complete)} == {"CK-14"}
    AssistanceItem.objects.update(type="transfer_custody", details={})
    assert {code for code, *_rest in found(complete)} == {"CK-09", "CK-16"}


@pytest.mark.parametrize(("type_", "given", "demands", "severity"), [
    ("search_freeze", {}, {}, ""), ("search_freeze", {"order": "Court of X"}, {}, "block"),
    ("search_freeze", {}, {"needs_order": ["search_freeze"]}, "block"), ("forfeit", {}, {}, "block"),
    ("records", {}, {"needs_order": ["search_freeze"]}, ""),
])
def test_ck14_a_copy_of_the_order_is_attached_where_one_is_named_or_needed(complete, type_, given, demands, severity):
    Party.objects.filter(pk=complete.home.pk).update(demands=demands)
    AssistanceItem.objects.update(type=type_, details=given)
    copies = {
        one.severity for one in completeness.check(Request.objects.get(pk=complete.pk), today=TODAY)
        if one.code == "CK-14" and "Attach a copy of the order" in one.text
    }
    assert copies == ({severity} if severity else set())
    is_named = ("CK-14", "item:1", "order") in found(complete, severity="warn")
    assert is_named is (type_ == "search_freeze" and not given and not demands)


def test_ck16_the_consent_is_attached_before_a_transfer_is_asked_for(complete):
    """An incoming request is registered without it: nobody grants it then."""
    attached = ("CK-16", "item:1", "consent")
    given = {"consent": "Of 1 March.", "consent_on": "2026-03-01", "return_by": "2026-09-01", "custody": "In X."}
    AssistanceItem.objects.update(type="transfer_custody", details=given)
    assert attached in found(complete)
    Request.objects.filter(pk=complete.pk).update(direction="in")
    assert attached not in found(complete)
    assert attached in found(complete, severity="warn")


def test_a_verified_article_is_named_with_the_code(complete):
    Request.objects.filter(pk=complete.pk).update(confidentiality="")
    Citation.objects.filter(subject="CK-18").delete()
    Citation.objects.create(instrument=complete.instrument, subject="CK-18", article="Article 9", verified_on=TODAY)
    [finding] = [one for one in completeness.check(Request.objects.get(pk=complete.pk), today=TODAY) if one.is_blocking]
    assert finding.text.endswith(f"(CK-18, {complete.instrument} Article 9)")


def test_an_unverified_article_is_not_named(complete):
    Request.objects.filter(pk=complete.pk).update(confidentiality="")
    Citation.objects.filter(subject="CK-18").update(verified_on=None)
    [finding] = [one for one in completeness.check(Request.objects.get(pk=complete.pk), today=TODAY) if one.is_blocking]
    assert finding.text.endswith("(CK-18)")


def test_an_incoming_request_is_registered_with_its_gaps(complete):
    Request.objects.filter(pk=complete.pk).update(direction="in", facts="", language="zh-hans")
    assert {section for _code, section, _field in found(complete)} == {"receipt"}
    assert ("CK-05", "facts", "facts") in found(complete, severity="warn")
    assert completeness.survey(Request.objects.get(pk=complete.pk), today=TODAY).status("facts") == "started"


def test_information_on_content_needs_a_formal_request(complete):
    details = {"category": "csam", "began_at": "2026-03-01T10:00:00-05:00"}
    Request.objects.filter(pk=complete.pk).update(kind="information", theme="cybercrime", details=details)
    AssistanceItem.objects.update(type="information", details={"data_category": "content"})
    assert found(complete) == {
        ("CK-02", "ask", "data_category"), ("CK-11", "identifiers", "identifiers-0-scheme"),
        ("CK-24", "incident", "no_contraband"),
    }


def test_the_digest_follows_the_content_alone(complete):
    first = completeness.content_digest(complete)
    Request.objects.filter(pk=complete.pk).update(draft={"facts": {"facts": ["x"]}}, state="review")
    assert completeness.content_digest(Request.objects.get(pk=complete.pk)) == first
    Person.objects.update(surname="Zhao")
    assert completeness.content_digest(Request.objects.get(pk=complete.pk)) != first
