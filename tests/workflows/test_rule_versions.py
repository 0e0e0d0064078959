"""Rules in versions: drafted, compared, simulated, published from a day on; running clocks move only on purpose."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mla.exceptions import NotPossible
from mla.models import Request
from tests.workflows.office import Office, ends, open_office, washington
from workflows import clocks, jobs_reference, rule_versions, rule_words
from workflows.models import Clock, ClockChange, ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
TODAY = date(2026, 3, 1)
NOW = washington("2026-03-05")
FROM = date(2026, 6, 1)


def drafted(code="DECISION", **changes) -> ClockRule:
    """The draft of the next version, with these changes."""
    draft = rule_versions.begin(code, today=TODAY)
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save()
    return draft


@pytest.fixture
def office(settings) -> Office:
    """The US office with a request received on 2 March, whose decision is due on 1 April."""
    found = open_office(settings, "US", "in")
    found.act("receive", washington("2026-03-02"))
    return found


def test_a_draft_copies_the_newest_version_and_has_to_be_verified_anew():
    ClockRule.objects.filter(code="DECISION").update(verified_by="A Reader", verified_on=TODAY)
    draft = rule_versions.begin("DECISION", today=TODAY)
    newest = rule_versions.newest("DECISION")
    assert (draft.version, draft.is_draft, draft.pk != newest.pk) == (2, True, True)
    assert (draft.verified_by, draft.verified_on) == ("", None)
    assert {one.label for one in rule_words.differences(newest, draft)} == {"Verified by", "Verified on"}
    assert draft.history.count() == 1


def test_there_is_one_draft_a_rule():
    rule_versions.begin("DECISION", today=TODAY)
    with pytest.raises(NotPossible, match="There is a draft"):
        rule_versions.begin("DECISION", today=TODAY)
    with pytest.raises(NotPossible, match="no such rule"):
        rule_versions.begin("NOTHING", today=TODAY)


def test_a_draft_starts_no_clock(settings):
    drafted(count=5, valid_from=date(2000, 1, 1))
    office = open_office(settings, "US", "in")
    office.act("receive", washington("2026-03-02"))
    assert ends(office.clock("DECISION")) == (date(2026, 4, 1), date(2026, 4, 1))


def test_differences_are_told_field_by_field_in_words():
    draft = drafted(
        count=45, ladder=[{"at": "-1wk", "to": ["desk", "leadership"]}, {"at": "50%", "to": ["working"],
        "letter": "L24"}, {"at": "due", "to": ["supervisor"]}], stops_on=["grant:requested"], selects={"kind": ["mla"]},
        lapses=True, regime="PLAIN",
    )  # fmt: skip
    found = rule_words.differences(rule_versions.newest("DECISION"), draft)
    told = {one.label: (one.before, one.after) for one in found}
    assert told["Length"] == ("30 days", "45 days")
    assert told["Is met by"][1] == "Granted (the requested side)"
    assert told["Applies to"][1] == "kind: mla"
    assert told["Lets the request lapse"] == ("no", "yes")
    assert told["Rules for counting"] == ("–", "PLAIN")
    assert told["Escalation"][1] == (
        "1 week before the end: desk, leadership level; after 50% of the period: working level, letter L24; "
        "at the end: supervisor"
    )
    assert set(told) == {"Length", "Is met by", "Applies to", "Lets the request lapse", "Rules for counting",
                         "Escalation"}  # fmt: skip


def test_a_simulation_names_the_dates_that_would_move_and_moves_none(office):
    draft = drafted(count=45)
    moved = [(move.clock.rule.code, move.clock.due, move.after.due) for move in rule_versions.simulate(draft)]
    assert moved == [("DECISION", "2026-04-01", "2026-04-16")]
    assert office.clock("DECISION").due == "2026-04-01"


def test_publishing_ends_the_version_before_on_the_eve(office):
    version = rule_versions.publish(drafted(count=45), valid_from=FROM)
    before = ClockRule.objects.get(code="DECISION", version=1)
    assert (before.valid_to, version.valid_from, version.valid_to) == (FROM - timedelta(days=1), FROM, None)
    assert rule_versions.newest("DECISION") == version
    assert [one.history_type for one in before.history.all()] == ["~"]


def test_running_clocks_keep_their_version_and_later_ones_take_the_new(office, settings):
    rule_versions.publish(drafted(count=45), valid_from=FROM)
    assert (office.clock("DECISION").rule.version, office.clock("DECISION").due) == (1, "2026-04-01")
    office.act("ask", washington("2026-03-10"))
    office.act("answer", washington("2026-03-20"), "counterpart")
    assert (office.clock("DECISION").rule.version, office.clock("DECISION").due) == (1, "2026-04-13")
    later = open_office(settings, "CN", "out")
    later.act("transmit", washington("2026-06-01"))
    assert later.clock("DECISION").rule.version == 2


@pytest.mark.parametrize(("changes", "valid_from", "reason"), [
    ({}, date(2000, 1, 1), "must begin later"),
    ({"stops_on": ["frobnicate"]}, FROM, "Unknown act: frobnicate"),
    ({"valid_to": date(2026, 5, 1)}, FROM, "end before it begins"),
])
def test_overlaps_and_unusable_rules_are_refused(changes, valid_from, reason):
    with pytest.raises(NotPossible, match=reason):
        rule_versions.publish(drafted(**changes), valid_from=valid_from)
    assert rule_versions.newest("DECISION").version == 1
    assert rule_versions.newest("DECISION").valid_to is None


def test_a_gap_is_refused():
    first = rule_versions.newest("DECISION")
    first.valid_to = date(2026, 4, 30)
    first.save()
    draft = drafted()
    with pytest.raises(NotPossible, match="no version would hold"):
        rule_versions.publish(draft, valid_from=FROM)
    assert rule_versions.publish(draft, valid_from=date(2026, 5, 1)).version == 2


def test_a_draft_is_published_once():
    draft = drafted()
    rule_versions.publish(draft, valid_from=FROM)
    with pytest.raises(NotPossible, match="already"):
        rule_versions.publish(draft, valid_from=FROM)


@pytest.mark.parametrize("change", [{"count": 31}, {"stops_on": []}, {"is_draft": True}, {"valid_from": TODAY}])
def test_a_published_version_is_never_changed(change):
    rule = rule_versions.newest("DECISION")
    for name, value in change.items():
        setattr(rule, name, value)
    with pytest.raises(NotPossible, match="never changed"):
        rule.save()
    with pytest.raises(NotPossible, match="never changed"):
        rule.delete()
    assert ClockRule.objects.get(pk=rule.pk).count == 30


def test_a_published_version_can_be_verified_and_ended():
    rule = rule_versions.newest("DECISION")
    rule.verified_by, rule.verified_on, rule.valid_to = "A Reader", TODAY, FROM
    rule.save()
    assert ClockRule.objects.get(pk=rule.pk).verified_by == "A Reader"


def test_migrating_pins_the_version_and_writes_the_journal(office):
    office.act("acknowledge", washington("2026-03-03"))
    version = rule_versions.publish(drafted(count=45), valid_from=FROM)
    for _ in range(2):
        jobs_reference.move_by_rule(version.pk, "The statute allows more.", office.request.created_by_id)
    clock = office.clock("DECISION")
    assert (clock.rule, clock.due) == (version, "2026-04-16")
    entry = ClockChange.objects.get()
    assert (entry.cause, entry.told, entry.before, entry.after, entry.old_due, entry.new_due) == (
        "rule", "The statute allows more.", "DECISION 1", "DECISION 2", "2026-04-01", "2026-04-16",
    )  # fmt: skip
    assert clocks.explain(clock).due == date(2026, 4, 16)


def test_migrating_leaves_what_is_met_and_other_rules_alone(office):
    office.act("refuse", washington("2026-03-10"), state="refused")
    version = rule_versions.publish(drafted(count=45), valid_from=FROM)
    assert rule_versions.migrate(version, told="x", by=None, now=NOW) == 0
    assert office.clock("DECISION").rule.version == 1


def test_a_draft_takes_no_clock(office):
    with pytest.raises(NotPossible, match="A draft starts no clock"):
        rule_versions.migrate(drafted(), told="x", by=None, now=NOW)


def test_a_clock_paused_by_an_act_the_version_does_not_know_stays(office):
    office.act("ask", washington("2026-03-10"))
    version = rule_versions.publish(drafted(count=45, pauses_on=["stay"], resumes_on=["lift"]), valid_from=FROM)
    assert [move.flaw for move in rule_versions.simulate(version)] == [
        "It is paused by an act that this version of the rule does not know."
    ]
    assert rule_versions.migrate(version, told="x", by=None, now=NOW) == 0
    office.act("answer", washington("2026-03-20"), "counterpart")
    assert (office.clock("DECISION").status, office.clock("DECISION").rule.version) == ("running", 1)


def test_a_paused_clock_migrates_and_resumes_by_the_new_length(office):
    office.act("ask", washington("2026-03-10"))
    version = rule_versions.publish(drafted(count=45), valid_from=FROM)
    rule_versions.migrate(version, told="x", by=None, now=NOW)
    office.request = Request.objects.get(pk=office.request.pk)  # as the next HTTP request finds it
    office.act("answer", washington("2026-03-20"), "counterpart")
    assert (office.clock("DECISION").status, office.clock("DECISION").strict) == ("running", "2026-04-26")


def test_two_versions_with_one_number_cannot_be():
    rule = rule_versions.newest("DECISION")
    rule.pk, rule._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        rule.save()


def test_live_clocks_are_those_of_the_code_alone(office):
    version = rule_versions.publish(drafted(count=45), valid_from=FROM)
    assert list(rule_versions.older(version)) == list(Clock.objects.filter(rule__code="DECISION"))
