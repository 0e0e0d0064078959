"""Reference data and demo material are complete, honest about what is verified, and fictional where they must be."""

import ipaddress
import json
import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from mla import kinds
from mla.demo.cases import CASES, MATERIAL
from mla.demo.cast import CAST, make_cast
from mla.models import Authority, Citation, Contact, Ground, Instrument, Party, User
from mla.vocabulary import Direction, Role, Theme
from workflows.calendars import calendar_for
from workflows.periods import Regime

FIXTURES = Path(__file__).parents[2] / "mla" / "fixtures"
VERIFIED = {  # instrument -> the articles whose text somebody has seen
    "MLAA": r"Article (1\(|2$|3\(1\)\([a-c]\))", "ICJAL": r"Article (8|9|10|11|13|14|15|16|22|23|40)\b",
    "CN24": r"Article [23567]\b", "MPS-RULES": r"Article 37[4-7]$", "CPL": "Article 105$", "BUD": r"Article 2[89]\b",
    "LECD-2017": "Outcome ", "USC-3505": "§ 3505", "FORMS-2005": "Form", "EU-RU-RA": "Article 1[12]",
    "EU-LK-RA": r"Article [57]\b",
}
DOCUMENTATION = [
    ipaddress.ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]
TEXTS = sorted([*MATERIAL.glob("*.json"), FIXTURES / "contacts.json"])


@pytest.fixture
def reference(db):
    call_command("load_reference", verbosity=0)


def test_load_reference_loads_everything(reference):
    assert Party.objects.count() == 4
    assert Instrument.objects.get(code="MLAA").status_on(date(2026, 11, 22)) == "in_force"
    assert {ground.sort for ground in Ground.objects.all()} == {"refusal", "postponement", "condition"}


def test_load_reference_twice_changes_nothing(reference):
    before = _citations()
    call_command("load_reference", verbosity=0)
    assert _citations() == before


def test_load_reference_keeps_what_somebody_verified(reference):
    citation = Citation.objects.get(instrument__code="MLAA", subject="confirm")
    citation.verified_on = date(2026, 11, 30)
    citation.save()
    call_command("load_reference", verbosity=0)
    assert Citation.objects.get(pk=citation.pk).verified_on == date(2026, 11, 30)


def test_load_reference_mends_what_nobody_edited(reference):
    Instrument.objects.filter(code="MLAA").update(short_zh="")
    Instrument.objects.get(code="MLAA").parties.clear()
    call_command("load_reference", verbosity=0)
    mlaa = Instrument.objects.get(code="MLAA")
    assert (mlaa.short_zh, mlaa.parties.count()) == ("中美刑事司法协助协定", 2)


def test_load_reference_reserves_its_numbers(reference):
    assert Ground.objects.create(code="GR-NEW", name_en="New", sort="refusal").pk > 9999


def test_fixtures_load_with_loaddata(db):
    call_command("loaddata", "parties", "authorities", "contacts", "instruments", "citations", "grounds", verbosity=0)
    assert Authority.objects.get(code="US-OIA").kind == "central"


def test_party_has_valid_zone_calendar_and_regime(reference):
    for party in Party.objects.all():
        assert ZoneInfo(party.zone)
        assert Regime(party.regime)
        assert calendar_for(party.calendar).code == party.calendar


def test_authority_has_valid_zone_and_one_centre_each(reference):
    for authority in Authority.objects.all():
        assert authority.tz
    centres = Authority.objects.filter(kind="central").values_list("party__code", flat=True)
    assert sorted(centres) == ["CN", "DE", "FR", "US"]


@pytest.mark.parametrize("model", [Party, Authority, Contact, Instrument, Ground])
def test_every_row_has_a_chinese_name(reference, model):
    assert list(model.objects.filter(name_zh="").values_list("name_en", flat=True)) == []


def test_only_what_was_seen_is_verified(reference):
    for citation in Citation.objects.exclude(verified_on=None).select_related("instrument"):
        assert re.match(VERIFIED[citation.instrument.code], citation.article), citation
        assert citation.verified_source


def test_unverified_citation_names_no_source(reference):
    assert not Citation.objects.filter(verified_on=None).exclude(verified_source="").exists()


def test_ground_codes_cited_exist(reference):
    cited = {one.subject for one in Citation.objects.filter(subject__regex=r"^(GR|PP|CD)-")}
    assert cited - set(Ground.objects.values_list("code", flat=True)) == set()


def test_suspension_of_one_theme_leaves_the_others(reference):
    mlaa = Instrument.objects.get(code="MLAA")
    themes = ("", Theme.NARCOTICS, Theme.CYBERCRIME)
    assert [mlaa.status_on(date(2023, 1, 1), theme) for theme in themes] == ["in_force", "suspended", "in_force"]
    assert mlaa.status_on(date(2026, 11, 22), Theme.NARCOTICS) == "resumed"


def test_make_cast_twice_makes_one_of_each(reference):
    make_cast("demo")
    assert sorted(make_cast("demo")) == sorted(officer.username for officer in CAST)
    assert User.objects.count() == len(CAST)
    assert User.objects.get(username="cleo").check_password("demo")


def test_cast_covers_every_role():
    assert {role for officer in CAST for role in officer.roles} == set(Role)


def test_cases_cover_both_directions_and_every_type():
    offered = {type_ for kind in kinds.all_kinds() for type_ in kind.item_types}
    assert {item["type"] for case in CASES for item in case["items"]} == offered
    assert {(case["direction"], case["kind"]) for case in CASES} == {
        (direction, kind.code) for direction in Direction for kind in kinds.all_kinds()
    }


def test_cases_name_known_codes(reference):
    instruments, authorities = _codes(Instrument), _codes(Authority) | {None}
    for case in CASES:
        assert case["instrument"] in instruments
        assert {case["agency"], case["requested_authority"]} <= authorities


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
def test_case_is_translated_text_by_text(case):
    other = case["translation"]
    assert other["language"] != case["language"]
    for name in ("subject_matter", "facts", "purpose", "nexus"):
        assert bool(case[name]) == bool(other.get(name)), name
    said = [{name for name in ("description", "purpose") if one[name]} for one in case["items"]]
    assert [names <= set(one) for names, one in zip(said, other["items"], strict=True)] == [True] * len(case["items"])
    chinese = case if case["language"] == "zh-hans" else other
    assert re.search("[一-鿿]", chinese["facts"])


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_addresses_and_numbers_are_fictional(file):
    text = file.read_text(encoding="utf-8")
    for found in re.findall(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])", text):
        assert any(ipaddress.ip_address(found) in net for net in DOCUMENTATION if net.version == 4), found
    for host in re.findall(r"[\w.]+@([\w.-]*\w)", text, re.ASCII):
        assert re.fullmatch(r"(.+\.)?example\.(com|net|org)", host), host
    for number in re.findall(r"\+\d{7,15}", text):
        assert re.fullmatch(r"\+1\d{3}55501\d\d|\+86\d{2,3}555501\d\d", number), number


def test_identifiers_of_addresses_are_documentation_ranges():
    for case in CASES:
        for one in case["identifiers"]:
            if one["scheme"] in ("ipv4", "ipv6"):
                address = ipaddress.ip_address(one["value"])
                assert any(address in net for net in DOCUMENTATION if net.version == address.version)
            if one["scheme"] in ("domain", "url"):
                assert re.search(r"(^|\.)example\.(com|net|org)$", one["value"])


def test_fixture_rows_are_one_a_line():
    for file in FIXTURES.glob("*.json"):
        text = file.read_text(encoding="utf-8")
        assert len(json.loads(text)) == len(text.splitlines()) - 2


def _citations() -> list[tuple]:
    return list(Citation.objects.order_by("pk").values_list("pk", "subject", "verified_on"))


def _codes(model) -> set[str]:
    return set(model.objects.values_list("code", flat=True))
