"""Cases that the other side nominates, over the pages to `closed`: one not viable yet (G43), one accepted."""

from datetime import UTC, datetime, timedelta

import pytest

from mla.kinds.fugitive import standing, viability
from mla.models import Authority
from tests.kinds.stages import CLOSED, THEIRS, opine, printed, take_in
from tests.story import translate

pytestmark = pytest.mark.django_db
NOMINATED = datetime(2026, 2, 2, 15, 0, tzinfo=UTC)
PLAN = {"next_action": "Hearing.", "owner": "Lee Sample", "due_on": "2026-05-20"}
BEGUN = [
    ("ben", "draft", "home", "draft", [], []),
    ("ben", "receive", "home", "intake", ["ACK-ROUTINE running", "FORM_REVIEW running"], []),
    ("ben", "acknowledge", "home", "intake", ["ACK-ROUTINE met"], ["L05"]),
    ("ben", "admit", "home", "review", ["FORM_REVIEW met"], []),
    ("tess", "translate", "home", "review", [], []),
    ("ben", "nominate", "counterpart", "review", ["PRIORITY_CASE_REVIEW running"], []),
    ("cleo", "screen", "home", "review", [], []),
    ("cleo", "assess", "home", "review", [], []),
    ("cleo", "opine", "home", "review", [], []),
    ("dov", "grant", "home", "transmission", [], ["L10"]),
    ("dan", "transmit", "home", "execution", [], ["N02", "L26"]),
]
ENDED = [
    ("xia", "report", "home", "response", [], []),
    ("cleo", "opine", "home", "response", [], []),
    ("tess", "translate", "home", "response", [], []),
    ("dov", "respond", "home", "responded", [], ["L16"]),
    ("ben", "close", "home", "closed", [], ["L47"]),
]


def scored(total):
    marks = [min(2, max(0, total - 2 * nth)) for nth in range(10)]
    return dict(zip((name for name, _label, _help in viability.MARKS), map(str, marks), strict=True))


def begun(story, total, result):
    """Received, nominated, screened, assessed, granted, and with the executing officer."""
    story.now = NOMINATED - timedelta(hours=140)
    take_in(story)
    story.now = NOMINATED - timedelta(hours=20)
    story.tell("ben", THEIRS + "Nominate the case", list_year=2026, proposed_rank=3)
    story.tell("cleo", "Begin the screening", screened_by="Unit for fugitives")
    story.tell("cleo", "Assess the viability", **scored(total), result=result, reasons="As the marks say.")
    opine(story)
    executing = Authority.objects.get(code="US-FBI").pk
    story.decide("dov", "Grant", disposition_1="granted", authority=executing)
    story.decide("dan", "Transmit", channel="ca_direct", authority=executing)


def ended(story):
    """Reported by the executing officer, read, translated, answered and closed."""
    story.decide("xia", "Report execution")
    opine(story)
    translate(story.take("tess").follow("Translate"), story, story.case)
    story.note()
    story.decide("dov", "Respond", use_limits="None.")
    story.decide("ben", "Close", **CLOSED)


def test_g43_a_nomination_worked_up_but_not_viable_yet_is_answered_and_closed(tell):
    story = tell("i22_fugitive")
    begun(story, 14, "work_up")
    clock = story.request.clocks.get(rule__code="PRIORITY_CASE_REVIEW")
    assert (clock.strict, clock.due) == ("2026-05-03", "2026-05-03")  # a Sunday, which a plain period keeps
    assert standing.of_request(story.request).score == 14
    page = story.enter("xia").open(f"/requests/{story.request.pk}/")
    assert "14 of 20, by the thresholds 10 and 15" in page.text()
    assert "Put on the list of priority cases" not in page.links()
    story.now = clock.due_at - timedelta(days=3)
    found = {"finding": "unchanged", "result": "The address is not confirmed."}
    story.tell("xia", "Record the review of the case", **found, **PLAN)
    runs = story.request.clocks.filter(rule__code="PRIORITY_CASE_REVIEW").order_by("run")
    assert list(runs.values_list("run", "status")) == [(1, "met"), (2, "running")]
    story.tell("xia", "End the treatment as a priority case", reasons="The address could not be confirmed.")
    ended(story)
    assert story.lines == [
        *BEGUN,
        ("xia", "review", "home", "execution", ["PRIORITY_CASE_REVIEW met"], []),
        ("xia", "delist", "home", "execution", ["PRIORITY_CASE_REVIEW cancelled"], []), *ENDED,
    ]
    assert (story.request.outcome, standing.of_request(story.request).status) == ("negative", "delisted")
    answer = printed("L16")
    for words in ("The address could not be confirmed.", "译文 The address could not be confirmed.", "再次提名",
                  "respect for each other's sovereignty"):
        assert words in answer, words
    assert "identity certain" not in answer
    assert "As the marks say" not in answer


def test_a_nomination_accepted_is_listed_resolved_answered_and_closed(tell):
    story = tell("i22_fugitive")
    begun(story, 18, "viable")
    listed = {"lead_ours": "ERO", "lead_theirs": "MPS", **PLAN}
    asked = story.enter("lin").open("/requests/").follow(story.request.own_reference)
    asked.follow("Put on the list of priority cases")
    assert "Our acceptance told to the other side on" in asked.text()
    story.tell("lin", "Put on the list of priority cases", list_year=2026, rank=1, accepted_on="2026-02-11", **listed)
    [person] = story.request.persons.values_list("pk", flat=True)
    story.tell("xia", "Record an arrest", person=person, place="Irvine", authority="ERO", basis="Warrant for removal.")
    story.tell("xia", "Record a notification", person=person, notified="Consulate", manner="letter")
    story.tell("xia", "Resolve the case", how="removed", resolved_on="2026-02-20", assets="USD 120,000 frozen",
               remarks="Removed by a final order.")
    ended(story)
    assert story.lines == [
        *BEGUN,
        ("lin", "list", "home", "execution", [], []),
        ("xia", "arrest", "home", "execution", ["CN-US-CC4 running"], []),
        ("xia", "notify", "home", "execution", ["CN-US-CC4 met"], []),
        ("xia", "resolve", "home", "execution", ["PRIORITY_CASE_REVIEW cancelled"], []), *ENDED,
    ]
    assert story.request.outcome == "full"
    answer = printed("L16")
    for words in ("Warrant for removal.", "returned by removal", "USD 120,000 frozen", "译文 Removed by a final"):
        assert words in answer, words


def test_a_later_policy_does_not_change_what_a_score_meant(a_request, walker, office):
    request = walker.act(a_request("intake", "in", kind="fugitive"), "nominate")
    told = {"reasons": "x", **scored(13)}
    request = walker.act(request, "assess", **told, result="work_up")
    home = request.home
    home.demands |= {"viability_least": 8, "viability_enough": 12}
    home.save()
    kept = [one.details["score"] for one in request.events.filter(verb="assess")]
    assert (kept, standing.of_request(request).status) == ([13], "work_up")
    [(_heading, lines)] = viability.panels(type(request).objects.get(pk=request.pk), walker.now)
    assert [words for _label, words in lines][-1] == "13 of 20, by the thresholds 10 and 15"
    request = walker.act(request, "assess", **told, result="viable")
    assert standing.of_request(request).status == "viable"
    assert [one.details["enough"] for one in request.events.filter(verb="assess").order_by("seq")] == [15, 12]
