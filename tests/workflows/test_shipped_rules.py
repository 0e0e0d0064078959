"""Every rule as delivered: sound, in both languages, honest about its source, and one that clocks do run by."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from mla.models import Instrument, Party
from mla.vocabulary import STAY_GROUNDS
from tests.workflows.office import Office, open_office, washington
from tests.workflows.vectors import DATES, HOURS
from workflows import ladders
from workflows.flaws import flaws
from workflows.models import ClockRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_rules")]
FILE = Path(__file__).parents[2] / "workflows" / "fixtures" / "clock_rules.json"
SEEN = {"LECD-2017", "ICJAL", "CN24", "BUD", "EU-RU-RA", "EU-LK-RA", "FFKC"}
"""Where the text was found (domain.md 0.2); of any other instrument it was not."""
OF_VECTOR = {  # the vector, and the rule whose period it is
    "T01": "LECD-TD30", "T04": "LECD-TD30", "T11": "MLAA-CONF15", "T12": "MLAA-CONF15", "T21": "MLAA-SERVE45",
    "T24": "ICJAL-22", "T31": "CN24-L30", "T32": "CN24-L15", "T34": "CN24-H90", "T35": "CN24-H15", "T44": "MPS-10D",
    "T45": "MPS-3M", "T54": "USC-2703F", "T55": "USC-2703F-RENEWED", "T56": "USC-3292", "T61": "2AP8-45",
    "T62": "2AP8-20", "T64": "2AP7-30", "T70": "EIO-ACK", "T72": "EIO-DEC", "T75": "EPOC-10", "T85": "READ-RU",
    "T88": "READ-LK-14", "T89": "READ-LK-30", "T91": "UN-SAFE15", "T92": "CN-US-CC4", "H04": "EPOC-8H",
    "H08": "FFKC-72H",
}
VECTORS = {one[0]: one for one in (*DATES, *HOURS)}


def test_each_has_no_flaws_and_says_in_both_languages_what_expiry_means():
    shipped = ClockRule.objects.all()
    assert len(shipped) == 102
    assert {rule.code: flaws(rule) for rule in shipped if flaws(rule)} == {}
    assert [rule.code for rule in shipped if not all((rule.name_zh, rule.at_expiry_en, rule.at_expiry_zh))] == []
    assert [rule.code for rule in shipped if not rule.ladder] == []


def test_rows_are_one_a_line():
    text = FILE.read_text(encoding="utf-8")
    assert len(json.loads(text)) == len(text.splitlines()) - 2


def test_only_what_was_seen_is_verified():
    verified = ClockRule.objects.exclude(verified_on=None)
    assert {rule.instrument.code for rule in verified.select_related("instrument")} <= SEEN
    assert [rule.code for rule in verified if not rule.verified_by] == []
    assert [rule.code for rule in ClockRule.objects.filter(verified_on=None).exclude(verified_by="")] == []


def test_a_policy_names_no_law_and_a_law_its_instrument():
    for rule in ClockRule.objects.all():
        assert (rule.source_class == "policy") == (rule.instrument_id is None), rule.code
        assert not (rule.source_class == "policy" and rule.article), rule.code


def test_every_ground_of_a_stay_pauses_something():
    grounds = {ground for rule in ClockRule.objects.all() for ground in rule.pause_grounds}
    assert {code for code, _name in STAY_GROUNDS} - grounds == {"ST-CONSENT"}


@pytest.mark.parametrize(("vector", "code"), OF_VECTOR.items())
def test_a_vector_counts_as_its_rule_does(vector, code):
    regime, calendar, length = VECTORS[vector][1], VECTORS[vector][2], VECTORS[vector][-3]
    if vector.startswith("H"):
        length = VECTORS[vector][5]
    rule = ClockRule.objects.get(code=code)
    home = Party.objects.filter(calendar=calendar).values_list("regime", flat=True)
    counted = {"RETENTION": "PLAIN"}.get(rule.regime) or rule.regime or home.get()
    assert (rule.length, counted) == (length, regime)


PLACES = [(home, direction) for home in ("US", "CN", "FR", "DE") for direction in ("in", "out")]
OF_KIND = {"central": "CN-MOJ", "competent": "CN-SPP", "case_handling": "CN-PSB-SHANGHAI"}
THEN, LATER = washington("2026-10-01 09:00"), washington("2026-10-01 09:30")


def a_scene(settings, rule: ClockRule, home: str, direction: str) -> Office:
    """A request as the rule selects it, at that office."""
    wanted = {name: codes[0] for name, codes in rule.selects.items()}
    details = {"data_category": wanted.get("data_category", "")}
    if "answer" in wanted:
        name, _equals, value = wanted["answer"].partition("=")
        details[name] = value or True
    office = open_office(
        settings, home, direction, law=wanted.get("instrument", "POLICE"), review_on=date(2026, 12, 1),
        items=[{"type": wanted.get("item_type", "other"), "hearing_on": date(2027, 6, 1), "details": details}],
        kind=wanted.get("kind") or ("information" if wanted.get("not_kind") == "mla" else "mla"),
        **{name: wanted[name] for name in ("urgency", "theme") if name in wanted},
    )
    office.person("TEST")
    if rule.subject == "leg":
        office.enter(wanted.get("authority") or OF_KIND[wanted["authority_kind"]], THEN)
    return office


def say(office: Office, word: str, at: datetime, **told: str) -> None:
    """The act, by whom the rule's word names, and what is told in it."""
    verb, _colon, who = word.partition(":")
    days = dict.fromkeys(("expires_on", "departs_at", "return_by", "valid_until"), "2027-01-31") | told
    tell = {"requesting": office.asking, "requested": office.asked}.get(who)
    if tell:
        tell(verb, at, **days)
    else:
        office.act(verb, at, who or "home", **days)


def runs(settings, rule: ClockRule, home: str, direction: str) -> str:
    """How the rule's clock stands there after an act that starts it and one that meets it; empty if it never began."""
    office = a_scene(settings, rule, home, direction)
    if rule.starts_after:
        say(office, ClockRule.objects.get(code=rule.starts_after).starts_on[0], THEN)
    told = dict(one.split("=") for one in rule.selects.get("said", [])[:1])
    say(office, rule.starts_on[0], THEN, **told)
    clock = office.request.clocks.filter(rule=rule).first()
    if clock is None or not ladders.ladder(clock):
        return ""
    if clock.status == "running":
        say(office, rule.stops_on[0], LATER)
        clock.refresh_from_db()
    return clock.status


def test_each_runs_in_some_office_and_is_met_there(settings):
    stood = dict.fromkeys(ClockRule.objects.values_list("code", flat=True), "")
    for place in PLACES:
        for rule in ClockRule.objects.filter(code__in=[code for code, how in stood.items() if not how]):
            stood[rule.code] = runs(settings, rule, *place)
    assert {code: how for code, how in stood.items() if how != "met"} == {}


@pytest.mark.parametrize("urgency", ["routine", "urgent", "emergency"])
@pytest.mark.parametrize("home", ["US", "CN"])
def test_a_formal_request_between_china_and_the_united_states_starts_no_clock_of_another_law(settings, home, urgency):
    kinds = [{"type": one, "hearing_on": date(2027, 6, 1)} for one in ("serve", "search_freeze", "transfer_custody")]
    office = open_office(settings, home, "in", urgency=urgency, items=kinds)
    office.person("TEST")
    for word in ("receive:requested", "forward:requested", "ask:requested", "answer:requesting", "grant:requested"):
        say(office, word, THEN)
    foreign = Instrument.objects.exclude(code__in=("MLAA", "CN24"))
    assert list(office.request.clocks.filter(rule__instrument__in=foreign).values_list("rule__code", flat=True)) == []
