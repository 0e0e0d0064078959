"""Parcels traced, from the writer to `closed`; what is found, seized and followed; what the letters say."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from mla import tracking
from mla.completeness import check
from mla.exceptions import NotPossible
from mla.verification import breaks
from tests.kinds.stages import THEIRS, a_case, finish, finished, printed, send, sent

pytestmark = pytest.mark.django_db
EVENTS = "EMI 2026-01-20T11:00+08:00 Suzhou\nEMA 2026-02-24T15:40+08:00 Suzhou"
PLAN = {"plan": "Watched to the door.", "contents": "replaced", "authority": "Sample police"}
OUTGOING = [
    *sent({"transmit": ["ACK-PRIORITY running", "PARCEL running"], "acknowledge": ["ACK-PRIORITY met"]}, letter="L39"),
    ("lin", "trace", "counterpart", "execution", [], []),
    ("lin", "identify", "counterpart", "execution", [], []),
    ("lin", "propose", "counterpart", "execution", [], []),
    ("lin", "agree", "home", "execution", [], ["L40C"]),
    ("lin", "seize", "counterpart", "execution", [], []),
    *finished(["PARCEL met"]),
]


def _traced(story, parcel):
    story.tell("lin", THEIRS + "Record tracking events", parcel=parcel, events=EVENTS)
    story.tell("lin", THEIRS + "Add a person or number found", role="sender", surname="Test", given_names="Li",
               native_name="测试丽", scheme="phone", value="+12025550188", source="Posting form")
    story.tell("lin", "Propose a controlled delivery", granted_by="counterpart", parcel=parcel, **PLAN)
    story.tell("lin", "Agree to a controlled delivery", granted_by="home", parcel=parcel, **PLAN)
    story.tell("lin", THEIRS + "Record a seizure", substance="para-fluorofentanyl", net="412.5", unit="g",
               place="Newark", agency="Customs", parcels="3", networks="1", cases="2")


def test_an_outgoing_request_for_a_parcel_from_the_writer_to_closed(tell):
    story = tell("o17_parcel")
    send(story, channel="police", reference="公禁毒〔2026〕样本17号")
    parcel = story.request.identifiers.get()
    _traced(story, parcel.pk)
    finish(story, "The posting form is enclosed.")
    assert story.lines == OUTGOING
    asked = printed("L39")
    for words in ("RB123456785CN", "departure from the outward office of exchange", "neither the sender",
                  "21 U.S.C. § 952(a)", "TLP:AMBER", "不开拆邮件"):
        assert words in asked
    request = story.request
    assert request.identifiers.get(pk=parcel.pk).details["events"].splitlines()[0].startswith("EMI 2026-01-20")
    assert [one.native_name for one in request.persons.all()] == ["样本测试", "", "测试丽"]
    assert request.identifiers.get(scheme="phone").normalized == "+12025550188"
    assert request.events.get(verb="seize").details["weight"] == {"amount": "0.4125", "unit": "kg"}
    call_command("verify_record")
    assert list(breaks()) == []


def test_g30_the_answer_names_the_addressee_found(walker):
    request = walker.walk(a_case(walker, "i16_parcel"), "execution")
    assert request.clocks.get(rule__code="PARCEL").status == "running"
    request = walker.act(request, "identify", role="consignee", surname="Sampleton", address="12 Example Street")
    request = walker.act(walker.act(request, "report"), "respond")
    assert request.clocks.get(rule__code="PARCEL").status == "met"
    answer = printed("L40")
    assert "SAMPLETON" in answer
    assert "1Z5R89390357567127" in answer
    assert "1Z5R89390357567127" in printed("N02")


def test_a_parcel_on_its_way_is_owed_an_answer_in_48_hours(walker):
    request = a_case(walker, "o17_parcel")
    item = request.items.get()
    item.details["in_transit"] = True
    item.save()
    request = walker.walk(request, "execution")
    codes = set(request.clocks.values_list("rule__code", flat=True))
    assert codes == {"ACK-PRIORITY", "PARCEL-TRANSIT"}


def test_nobody_agrees_to_an_own_proposal(walker):
    request = walker.walk(a_case(walker, "o17_parcel"), "execution")
    with pytest.raises(NotPossible, match="No controlled delivery was proposed"):
        walker.act(request, "agree", granted_by="home", **PLAN)
    request = walker.act(request, "propose", granted_by="home", **PLAN)
    with pytest.raises(NotPossible, match="cannot agree to it for the other"):
        walker.act(request, "agree", granted_by="home", **PLAN)
    walker.act(request, "agree", granted_by="counterpart", **PLAN)
    assert list(request.letters.filter(code="L40C").values_list("event__verb", flat=True)) == ["propose"]


def test_a_number_found_is_refused_in_a_wrong_form(walker):
    request = walker.walk(a_case(walker, "o17_parcel"), "execution")
    with pytest.raises(NotPossible, match="“Number found”: Enter the number with its country code"):
        walker.act(request, "identify", scheme="phone", value="555-0123")
    with pytest.raises(NotPossible, match="Enter a person or a number"):
        walker.act(request, "identify", source="Posting form")


def test_events_are_read_line_by_line():
    read = tracking.read("ema 2026-03-02T10:20+08:00 Suzhou\n\nEMA 2026-03-01T09:00+08:00 Wuxi")
    assert [str(one) for one in read] == ["EMA 2026-03-01T09:00:00+08:00 Wuxi", "EMA 2026-03-02T10:20:00+08:00 Suzhou"]
    with pytest.raises(ValidationError) as refused:
        tracking.read("EMA 2026-03-02T10:20 Suzhou\nEMX 2026-03-02T10:20+08:00 Suzhou\nsomething")
    assert [one.partition(":")[0] for one in refused.value.messages] == ["Line 1", "Line 2", "Line 3"]


def test_a_request_without_parcel_or_law_is_incomplete(walker):
    request = a_case(walker, "o17_parcel")
    assert [one.text for one in check(request) if one.is_blocking] == []
    request.identifiers.all().delete()
    request.offences.all().delete()
    found = {(one.code, one.section) for one in check(request) if one.is_blocking}
    assert found == {("CK-09", "parcels"), ("CK-06", "offences")}
