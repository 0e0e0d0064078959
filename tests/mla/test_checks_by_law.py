"""Checks that differ by instrument, kind, item type or requested party, and by who reads the request."""

import pytest

from mla import completeness, kinds
from mla.models import AssistanceItem, Instrument, Request
from tests.mla.test_checks_table import TODAY, at, both, column, details, earlier, serving, to_us


def test_facts_are_spared_where_the_instrument_asks_none_for_service(complete):
    serving()(complete)
    column(facts="")(complete)
    assert ("CK-05", "facts", "facts") in at(complete)
    column(instrument=Instrument.objects.get(code="UNTOC"))(complete)
    assert ("CK-05", "facts", "facts") not in at(complete)
    AssistanceItem.objects.create(request=complete, seq=2, type="locate")
    assert ("CK-05", "facts", "facts") in at(complete)


def test_costs_that_were_consulted_on_are_in_question_no_more(complete):
    details(costs="extraordinary")(complete)
    assert ("CK-23", "handling", "costs") in at(complete)
    Request.objects.get(pk=complete.pk).record(
        "stay", by=complete.created_by, now=complete.created_at, ground="PP-COST", reasons="Two experts travel.",
    )
    assert ("CK-23", "handling", "costs") not in at(complete)


@pytest.mark.parametrize(("kind", "is_asked"), [("mla", True), ("fugitive", True), ("parcel", False), ("lead", False)])
def test_a_signature_is_asked_of_what_needs_one(complete, kind, is_asked):
    both(to_us, column(kind=kind))(complete)
    assert (("CK-01", "receipt", "is_signed") in at(complete)) == is_asked


@pytest.mark.parametrize(("law", "days"), [("MLAA", 45), ("UNTOC", 92)])
def test_the_notice_of_a_hearing_is_told_by_the_law(complete, law, days):
    serving()(complete)
    column(instrument=Instrument.objects.get(code=law))(complete)
    fresh = Request.objects.get(pk=complete.pk)
    [sheet] = [one.resume(fresh, TODAY) for one in kinds.get("mla").item_sections(fresh)]
    assert f"at least {days} days" in sheet.forms[0].fields["hearing_on"].help_text


@pytest.mark.parametrize("change", [
    {"agency": None}, {"classification": 3}, {"own_reference": "US-CN-2025-0009"},
])
def test_conditions_of_a_request_that_not_all_readers_see_are_not_told(complete, change):
    earlier("Keep away from the quay.")(complete)
    Request.objects.filter(own_reference="US-CN-2025-0001").update(**change)
    [told] = [one.text for one in completeness.check(Request.objects.get(pk=complete.pk), today=TODAY)
              if one.field == "results_of"]
    assert told == ("There is no request of ours with the reference US-CN-2025-0001 that all readers of this one may "
                    "see (CK-28)")
