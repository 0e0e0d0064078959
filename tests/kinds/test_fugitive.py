"""A fugitive case from the writer to `closed`; its score, its list, and the hard stop of sovereignty."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from mla.exceptions import NotPossible
from mla.kinds.fugitive import standing, viability
from mla.models import Request
from mla.verification import breaks
from tests.kinds.stages import admit, begin, printed
from tests.story import translate
from workflows import engine, news, priorities
from workflows.models import Alert
from workflows.relative import Now
from workflows.reports import counting
from workflows.reports.metrics import METRICS

pytestmark = pytest.mark.django_db
THEIRS = "Register for the other side: "
MARKS = {name: "2" for name, _label, _help in viability.MARKS}
OUTGOING = [
    ("ada", "draft", "home", "draft", [], []),
    ("ada", "submit", "home", "intake", [], []),
    ("ben", "nominate", "home", "intake", ["PRIORITY_CASE_REVIEW running"], []),
    ("ben", "admit", "home", "review", [], []),
    ("cleo", "screen", "home", "review", [], []),
    ("cleo", "assess", "home", "review", [], []),
    ("cleo", "opine", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], []),
    ("tess", "translate", "home", "transmission", [], []),
    ("dan", "transmit", "home", "execution", ["ACK-ROUTINE running"], ["L44", "L02"]),
    ("lin", "acknowledge", "counterpart", "execution", ["ACK-ROUTINE met"], []),
    ("lin", "list", "home", "execution", [], []),
    ("lin", "review", "home", "execution", ["PRIORITY_CASE_REVIEW met"], []),
    ("lin", "arrest", "counterpart", "execution", ["CN-US-CC4 running"], []),
    ("lin", "notify", "counterpart", "execution", ["CN-US-CC4 met"], []),
    ("lin", "resolve", "home", "execution", ["PRIORITY_CASE_REVIEW cancelled"], []),
    ("lin", "report", "counterpart", "response", [], []),
    ("lin", "respond", "home", "responded", [], ["N04"]),
    ("lin", "close", "home", "closed", [], ["L47"]),
]


def test_a_nomination_from_the_writer_to_closed(tell):
    story = tell("o22_fugitive")
    begin(story, "ada").press("Submit", declaration=True)
    story.note()
    story.tell("ben", "Nominate the case", list_year=2026, proposed_rank=3)
    admit(story)
    story.tell("cleo", "Begin the screening", screened_by="Unit for fugitives")
    story.tell("cleo", "Assess the viability", **MARKS, result="viable", reasons="Certain.")
    story.decide("cleo", "Give an opinion", recommendation="grant", text="In order.")
    story.decide("dov", "Grant", disposition_1="granted")
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dan", "Transmit", channel="ca_direct")
    _list_and_resolve(story)
    assert story.lines == OUTGOING
    assert (story.request.items.get().outcome, story.request.outcome) == ("full", "full")
    letter = printed("L44")
    assert "sovereignty and laws" in letter
    assert "A notice is no arrest warrant" in letter
    assert "identity certain" not in letter
    call_command("verify_record")
    assert list(breaks()) == []


def _list_and_resolve(story):
    plan = {"next_action": "Hearing.", "owner": "Lee Sample", "due_on": "2026-08-01"}
    story.tell("lin", THEIRS + "Acknowledge receipt", foreign_reference="公国合〔2026〕样本9号")
    story.tell("lin", "Put on the list of priority cases", list_year=2026, rank=3, accepted_on="2026-06-08",
               lead_ours="OIA", lead_theirs="MPS", **plan)
    page = story.enter("lin").open("/priority-cases/").text()
    assert "List of 2026" in page
    assert "Hearing." in page
    story.tell("lin", "Record the review of the case", finding="moved", result="Agreed.", **plan)
    [person] = story.request.persons.values_list("pk", flat=True)
    story.tell("lin", THEIRS + "Record an arrest", person=person, place="Shenzhen", authority="Police", basis="Visa.")
    story.tell("lin", THEIRS + "Record a notification", person=person, notified="Consulate", manner="letter")
    story.tell("lin", "Resolve the case", how="removed", resolved_on="2026-06-12", remarks="Removed.")
    story.decide("lin", THEIRS + "Report execution")
    story.decide("lin", "Respond", use_limits="None.")
    story.decide("lin", "Close", originals="None.", conditions="None.", retention="Ten years.", feedback="Useful.")


@pytest.mark.parametrize(("total", "result"), [(9, "not_viable"), (10, "work_up"), (14, "work_up"), (15, "viable")])
def test_a_score_means(total, result):
    assert viability.Scale(10, 15).meaning(total) == result


def _scored(request, total):
    marks = [min(2, max(0, total - 2 * nth)) for nth in range(10)]
    return dict(zip(MARKS, map(str, marks), strict=True))


def test_g43_a_score_of_fourteen_is_worked_up_and_not_listed(a_request, walker):
    request = a_request("intake", "in", kind="fugitive")
    request = walker.act(request, "nominate")
    told = {"reasons": "The location is not certain.", **_scored(request, 14)}
    with pytest.raises(NotPossible, match="Score 14 of 20: viable needs 15"):
        walker.act(request, "assess", **told, result="viable")
    request = walker.act(request, "assess", **told, result="work_up")
    now = standing.of_request(request)
    assert (now.status, now.score, request.items.get().details["route"]) == ("work_up", 14, "removal")
    for word in ("acknowledge", "admit", "grant", "transmit"):
        request = walker.act(request, word)
    with pytest.raises(NotPossible, match="Only a case assessed as viable is listed"):
        walker.act(request, "list")


def test_a_rank_is_given_once_a_year(a_request, walker):
    for number in range(2):
        request = a_request("execution", kind="fugitive")
        for word in ("nominate", "screen", "assess"):
            request = walker.act(request, word)
        if number:
            with pytest.raises(NotPossible, match="Rank 5 of 2026 is taken"):
                walker.act(request, "list", rank=5, list_year=2026)
            request = walker.act(request, "list", rank=5, list_year=2027)
        else:
            request = walker.act(request, "list", rank=5, list_year=2026)
    assert standing.of_request(request).listing["list_year"] == 2027


def test_what_is_not_resolved_is_not_reported(a_request, walker):
    request = a_request("execution", kind="fugitive")
    with pytest.raises(NotPossible, match="neither resolved nor delisted"):
        walker.act(request, "report")


def test_a_measure_without_consent_stops_the_case_and_is_told(a_request, office, client, walker):
    request = a_request("draft", kind="fugitive")
    client.force_login(office["ada"])
    address = reverse("writer_section", args=[request.pk, "sovereignty"])
    answers = {f"sov_0{nth}": "no" for nth in range(1, 8)} | {"sov_05": "yes"}
    client.post(address, {**answers, "revision": 0, "then": "later"})
    halt = request.events.get(verb="halt")
    assert halt.details["codes"] == ["SOV-05"]
    news.gather(now=halt.recorded_at)
    assert set(Alert.objects.filter(sort="halt").values_list("recipient__username", flat=True)) == {"sam"}
    with pytest.raises(NotPossible, match="SOV-05"):
        engine.fire(request, "submit", by=office["ada"], now=walker.now)
    client.post(address, {**answers, "sov_05_consent": "MPS, letter 7 of 3 May 2026", "revision": 1, "then": "later"})
    assert [one.verb for one in request.events.order_by("seq")] == ["draft", "halt", "clear"]
    engine.fire(request, "submit", by=office["ada"], now=walker.now)


def test_a_measure_without_consent_is_not_transmitted(a_request, walker):
    request = a_request("transmission", kind="fugitive")
    Request.objects.filter(pk=request.pk).update(details={**request.details, "sov_01": "yes"})
    with pytest.raises(NotPossible, match="SOV-01"):
        walker.act(request, "transmit")


def test_a_foreign_measure_without_our_consent_is_not_granted(a_request, walker):
    request = a_request("review", "in", kind="fugitive")
    Request.objects.filter(pk=request.pk).update(details={**request.details, "sov_02": "yes"})
    with pytest.raises(NotPossible, match="SOV-02"):
        walker.act(request, "grant")


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_at_1_and_30_rows(a_request, walker, office, client, number, django_assert_num_queries):
    request = a_request("execution", kind="fugitive")
    for word in ("nominate", "screen", "assess", "list"):
        request = walker.act(request, word)
    for n in range(number - 1):
        other = Request.objects.get(pk=request.pk)
        other.pk, other._state.adding, other.own_reference = None, True, f"US-CN-2026-9{n:03d}"
        other.save(force_insert=True)
    client.force_login(office["lin"])
    with django_assert_num_queries(15):
        page = client.get(reverse("priority_cases"))
    assert len(page.context["list"].listed) + len(page.context["list"].others) == number
    client.force_login(office["eve"])
    assert client.get(reverse("priority_cases")).context["list"].listed == []


def test_m29_and_the_list_tell_the_same_of_cases_that_do_not_move(a_request, walker, office):
    cases = []
    for rank in (1, 2, 3):
        request = a_request("execution", kind="fugitive")
        for word in ("nominate", "screen", "assess"):
            request = walker.act(request, word)
        cases.append(walker.act(request, "list", rank=rank, list_year=2026))
    begins = walker.now
    later = begins + timedelta(days=100)
    for request, finding in zip(cases, ("unchanged", "moved"), strict=False):
        walker.act(request, "review", now=later, finding=finding)
    walker.act(cases[2], "delist", now=later)
    with pytest.raises(NotPossible, match="Say what the review found"):
        engine.mark(cases[0], "review", by=office["lin"], now=later, facts={"result": "x"})
    as_of = later + timedelta(days=5)
    period = counting.of_office((begins + timedelta(days=60)).date(), as_of.date(), now=as_of)
    [told] = counting.count(METRICS["M29"], period, counting.visible(None)).values()
    assert {key: value.get("count", value.get("part")) for key, value in told.items()} == {
        "size": 2, "reviewed": 2, "moved": 1, "silent": 1, "closed": 1}
    rows = {row["request"].pk: row for row in priorities.listed(office["lin"], Now.at(as_of))}
    assert {pk: row["is_silent"] for pk, row in rows.items()} == {cases[0].pk: True, cases[1].pk: False}
    assert rows[cases[0].pk]["reviewed_on"] == later.date()
    assert rows[cases[0].pk]["clock"].strict == (later.date() + timedelta(days=90)).isoformat()
