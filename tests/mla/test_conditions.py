"""Conditions: what each code demands, which use is against which, and what the other side's consent lifts."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import attachments
from mla import conditions
from mla.models import AssistanceItem, Condition, Request

TODAY = date(2026, 3, 2)
WHAT = {"what": "The statements of the account."}


@pytest.fixture
def bound(complete):
    """`bound("CD-USE")` is the request with that condition accepted for all of it."""

    def make(code, *, item=None, **given) -> Request:
        Condition.objects.create(request=complete, code=code, text=f"Text of {code}.", proposed_at=complete.created_at,
                                 is_accepted=True, item=item, **given)
        return Request.objects.get(pk=complete.pk)

    return make


@pytest.mark.parametrize(("code", "use", "given", "is_against"), [
    ("CD-USE", "other_purpose", {}, True), ("CD-USE", "other_acts", {}, True), ("CD-USE", "stated", {}, False),
    ("CD-USE", "disclose", {}, False),
    ("CD-CONF", "disclose", {}, True), ("CD-CONF", "pass_on", {"recipient": "A court"}, True),
    ("CD-CONF", "stated", {}, False),
    ("CD-SPECIALTY", "other_acts", {}, True), ("CD-SPECIALTY", "stated", {}, False),
    ("CD-NODEATH", "death_penalty", {}, True), ("CD-NODEATH", "disclose", {}, False),
    ("CD-NOTICE", "disclose", {}, True), ("CD-NOTICE", "disclose", {"notified_on": "2026-03-01"}, False),
    ("CD-NO3P", "pass_on", {"recipient": "Ministry of Elsewhere"}, True),
    ("CD-NO3P", "pass_on", {"recipient": "example regional court"}, False), ("CD-NO3P", "disclose", {}, False),
    ("CD-RETURN", "stated", {}, True), ("CD-VIDEO", "stated", {}, False),
])
def test_a_use_against_a_condition_is_stopped_with_its_text(bound, code, use, given, is_against):
    request = bound(code, terms={"on": "2026-03-01", "listed": "Example Regional Court"})
    found = conditions.against(request, {"use": use, **WHAT, **given}, today=TODAY)
    assert any(f"“Text of {code}.”" in sentence for sentence in found) is is_against


def test_a_lapsed_assurance_covers_no_use(bound):
    request = bound("CD-VIDEO", valid_until=date(2026, 3, 1))
    assert conditions.against(request, {"use": "stated"}, today=date(2026, 3, 1)) == []
    assert len(conditions.against(request, {"use": "stated"}, today=TODAY)) == 1


def test_without_any_condition_another_purpose_still_needs_consent(complete):
    [sentence] = conditions.usable(complete, {"use": "other_purpose", **WHAT})
    assert sentence.startswith("The material may be used only for the purpose stated in the request (CK-28).")


def test_a_condition_of_one_item_binds_its_results_alone(bound, complete):
    other = AssistanceItem.objects.create(request=complete, seq=2, type="other")
    request = bound("CD-CONF", item=other)
    use = {"use": "disclose", **WHAT}
    assert conditions.usable(request, {**use, "item": 1}) == []
    assert len(conditions.usable(request, {**use, "item": 2})) == len(conditions.usable(request, use)) == 1


def test_consent_is_a_file_of_the_same_request(bound, office):
    request = bound("CD-USE")
    paper = attachments.accept(request, SimpleUploadedFile("c.txt", b"We agree."), by=office["ada"],
                               now=request.created_at, title="Consent", purpose="incoming")
    use = {"use": "other_purpose", **WHAT}
    assert conditions.usable(request, {**use, "consent": paper.pk}) == []
    [sentence] = conditions.usable(request, {**use, "consent": paper.pk + 1})
    assert sentence == "The consent must be a file of this request."


def test_what_was_only_offered_binds_nobody(bound):
    request = bound("CD-CONF")
    Condition.objects.update(is_accepted=None)
    assert conditions.binding(Request.objects.get(pk=request.pk)) == []


@pytest.mark.parametrize(("code", "lacks"), [
    ("CD-USE", []), ("CD-RETURN", ["on"]), ("CD-NOTICE", ["contact"]), ("CD-NO3P", ["listed"]), ("CD-VIDEO", ["on"]),
])
def test_each_code_demands_its_data(code, lacks):
    assert conditions.lacking(code, {}) == lacks
    assert conditions.lacking(code, dict.fromkeys(lacks, "x")) == []


def test_the_earliest_return_day_counts(bound):
    bound("CD-RETURN", terms={"on": "2027-06-30"})
    request = bound("CD-RETURN", terms={"on": "2027-03-31"})
    assert conditions.return_day(request.conditions.all()) == "2027-03-31"
    assert conditions.return_day([]) == ""


def test_the_tally_counts_what_was_proposed_accepted_and_not_kept(bound, complete):
    bound("CD-USE", breached_at=complete.created_at)
    bound("CD-CONF")
    Condition.objects.create(request=complete, code="CD-VIDEO", text="x", proposed_at=complete.created_at,
                             is_accepted=False)
    assert conditions.tally([complete]) == {"proposed": 3, "accepted": 2, "breached": 1}
