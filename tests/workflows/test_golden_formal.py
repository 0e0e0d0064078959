"""The golden cases of formal requests that state a check, a letter or an outcome, walked through the engine."""

from datetime import date

import pytest

from mla import completeness
from mla.demo.cases import CASES
from mla.exceptions import NotPossible
from mla.models import AssistanceItem, Request
from workflows import engine
from workflows.drafting import draft_from
from workflows.filling import drafter

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(office, walker):
    """`drafted("i06_locate_fugitive")` is the draft of a case of the material."""

    def make(code):
        case = next(one for one in CASES if one["code"] == code)
        return draft_from(case, by=drafter(office, case), now=walker.now)

    return make


@pytest.fixture
def walked(drafted, walker):
    """`walked("i06_locate_fugitive", "responded")` has gone its main road to the state."""
    return lambda code, state: walker.walk(drafted(code), state)


def letters(request):
    return list(request.letters.order_by("pk").values_list("code", flat=True))


def codes(request, severity, today=date(2026, 3, 2)):
    fresh = Request.objects.get(pk=request.pk)
    return {one.code for one in completeness.check(fresh, today=today) if one.severity == severity}


def details(request, **changed):
    """The first item's answers, changed; None takes one away."""
    item = AssistanceItem.objects.filter(request=request).order_by("seq").first()
    item.details = {name: value for name, value in {**item.details, **changed}.items() if value is not None}
    item.save()


def test_g01_bank_records_come_with_the_certificate_of_the_agreed_form(walked):
    request = walked("i01_bank_records", "closed")
    assert letters(request) == ["L05", "L10", "N02", "L26", "L21", "L16", "L47"]
    assert request.outcome == "full"


@pytest.mark.parametrize(("today", "is_late"), [(date(2026, 7, 31), False), (date(2026, 8, 10), True)],
                         ids=["G03", "G04"])
def test_a_summons_is_asked_for_forty_five_days_before_the_hearing(drafted, today, is_late):
    request = drafted("o03_serve_summons")
    AssistanceItem.objects.filter(request=request).update(hearing_on=date(2026, 9, 15))
    assert ("CK-08" in codes(request, "warn", today)) is is_late


def test_g04_a_late_summons_is_put_to_consultation_and_sent_back(drafted, walker):
    request = walker.walk(drafted("i03_serve_victim"), "consultation")
    request = walker.act(walker.act(request, "settle", result="rejected"), "send_back")
    assert letters(request)[-2:] == ["L11", "L08"]
    assert request.state == "returned"


def test_g06_a_service_is_proved_by_its_certificate(walked):
    request = walked("i03_serve_victim", "responded")
    assert "L17" in letters(request)
    told = request.letters.filter(code="L17").first().snapshot["certificate"]
    assert [name for name in ("server", "place", "manner") if not told[name]["en"]] == []


def test_g07_an_oral_request_is_recorded_and_confirmed_in_time(drafted, walker):
    request = walker.walk(drafted("o02_freeze_proceeds"), "transmission")
    said = {"manner": "oral", "caller": "Gus Petrakis", "taken_by": "王立群", "check": "Called back."}
    request = walker.act(request, "transmit", **said)
    assert request.clocks.get(rule__code="MLAA-CONF15").status == "running"
    request = walker.act(request, "confirm")
    assert (letters(request), request.clocks.get(rule__code="MLAA-CONF15").status) == (["L03", "L04", "L02"], "met")


def test_g12_content_needs_facts_that_link_the_account_with_the_offence(drafted):
    request = drafted("i02_content_data")
    details(request, record_class="telecom", data_category="content", threshold=None, latest_fact_on=None)
    assert "CK-12" in codes(request, "warn")
    details(request, threshold="The message was sent from this account.", latest_fact_on="2026-02-20")
    assert "CK-12" not in codes(request, "warn") | codes(request, "block")
    details(request, latest_fact_on="2025-08-01")
    assert "CK-12" in codes(request, "warn")


def test_g16_assistance_is_denied_only_after_consultation_with_reasons_and_article(drafted, walker):
    with pytest.raises(NotPossible, match="demands a consultation before assistance is denied"):
        walker.act(walker.walk(drafted("i10_speech"), "review"), "refuse", grounds=["GR-DC"])
    request = walker.walk(drafted("i10_speech"), "consultation")
    request = walker.act(request, "settle", result="rejected")
    request = walker.act(request, "refuse", grounds=["GR-DC"], reasons="The facts describe speech alone.")
    assert (request.state, letters(request)) == ("refused", ["L05", "L11", "L14"])
    assert request.letters.get(code="L14").snapshot["items_decided"][0]["grounds"][0]["code"] == "GR-DC"


def test_g18_conditions_are_accepted_with_a_written_assurance(drafted, walker):
    request = walker.walk(drafted("i10_speech"), "consultation")
    with pytest.raises(NotPossible, match="written assurance"):
        walker.act(request, "settle", result="accepted", assurance="")
    request = walker.act(request, "settle", result="accepted", assurance="Used in this proceeding only.",
                         given_by="Ministry of Justice", valid_until="")
    assert "L12" in letters(request)
    assert request.conditions.get().is_accepted


def test_g19_a_hearing_wants_questions_oath_and_instruction(drafted, walker):
    request = drafted("i04_testimony")
    details(request, questions=None, oath=None, warnings=None)
    found = completeness.check(Request.objects.get(pk=request.pk), today=date(2026, 3, 2))
    assert {one.field for one in found if one.code == "CK-15"} == {"questions", "oath", "warnings"}
    assert "L22" in letters(walker.walk(drafted("i04_testimony"), "responded"))


def test_g21_nobody_is_transferred_without_consent(drafted, walker):
    request = drafted("i15_transfer_custody")
    details(request, consent=None, consent_on=None)
    assert "CK-16" in codes(request, "warn")  # an incoming request is registered with its gaps
    request = walker.walk(request, "review")
    with pytest.raises(NotPossible, match="the written consent of the person is missing"):
        walker.act(request, "grant")
    outgoing = drafted("o08_transfer_custody")
    details(outgoing, consent=None)
    assert codes(outgoing, "block") == {"CK-16"}


def test_g24_a_freeze_that_was_executed_is_told_with_its_amount(walked, walker):
    request = walked("i05_freeze_account", "execution")
    frozen = {"things": "Account 000555", "amount": "31000.00", "currency": "USD", "held_by": "Sample Rural Bank"}
    walker.act(request, "seize", **frozen)
    assert request.events.get(verb="seize").details["amount"] == "31000.00"


def test_g25_a_search_without_result_tells_its_steps_and_sources(walked, walker):
    request = walked("i06_locate_fugitive", "execution")
    outcome = {"1": {"outcome": "negative", "steps": "The address was visited; the registers were searched."}}
    certificates = {"1": {"sources": "The registers of residents and vehicles."}}
    request = walker.act(request, "report", outcomes=outcome, certificates=certificates)
    request = walker.act(request, "respond")
    assert (request.outcome, "L23" in letters(request)) == ("negative", True)


def test_g27_an_expert_evaluation_asks_what_the_court_asks_of_the_laboratory(drafted, walked):
    item = drafted("i07_expert_precursor").items.get()
    assert item.details["laboratory"]
    assert walked("i07_expert_precursor", "closed").outcome == "full"


def test_g46_a_coercive_measure_asked_of_the_police_is_redirected(walked, walker):
    request = walker.act(walked("i12_info_login", "intake"), "redirect")
    assert letters(request)[-1] == "L06"
    request = walker.act(request, "send_back")
    assert (request.state, letters(request)[-1]) == ("returned", "L08")
    assert not request.clocks.filter(status="running").exists()


def test_g48_a_withdrawal_after_transmission_stops_every_clock_and_asks_for_the_papers(walked, walker):
    request = walker.act(walked("o01_bank_records", "execution"), "withdraw", disposal="return")
    assert (request.state, letters(request)[-1]) == ("withdrawn", "L46")
    assert not request.clocks.filter(status="running").exists()


def test_g49_without_a_translation_nothing_is_sent(walked, office, walker):
    request = walked("o01_bank_records", "transmission")
    request.translations.all().delete()
    task = request.tasks.open().get()
    for role, who in (("translator", "tess"), ("dispatcher", "dan")):
        if task.desk == role:
            engine.claim(task, by=office[who], now=walker.now)
    request.tasks.open().update(desk="dispatcher", owner=office["dan"])
    with pytest.raises(NotPossible, match="CK-17"):
        engine.fire(request, "transmit", by=office["dan"], now=walker.now, facts={"channel": "ca_direct"})
    asked = walker.act(walked("i01_bank_records", "intake"), "ask",
                       points=[{"code": "CK-17", "text": "The English translation."}])
    assert letters(asked)[-1] == "L07"
