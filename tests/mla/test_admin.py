"""The administration of reference data is for administrators, and holds nothing else."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse

from mla import demands
from mla.models import Authority, Instrument, Party, User
from workflows.models import ClockRule

PAGES = [
    "party",
    "authority",
    "contact",
    "instrument",
    "instrumentstatus",
    "citation",
    "ground",
    "user",
    "compartment",
    "recusal",
]


def test_administrators_reach_every_list_and_form(office, client):
    client.force_login(office["adm"])
    for name in PAGES:
        assert client.get(reverse(f"admin:mla_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:mla_{name}_add")).status_code == 200
    assert client.get(reverse("admin:workflows_clockrule_changelist")).status_code == 200


RULE = {
    "code": "TEST", "version": 1, "name_en": "Test", "source_class": "policy", "subject": "request", "count": 10,
    "unit": "d", "obligated": "requested", "valid_from": "2026-01-01", "selects": "{}", "starts_on": '["remind"]',
    "stops_on": '["inform"]', "pauses_on": "[]", "resumes_on": "[]", "cancels_on": "[]", "pause_grounds": "[]",
    "ladder": "[]",
}


@pytest.mark.parametrize(("flaw", "typed"), [
    ("Unknown act: frobnicate.", {"stops_on": '["frobnicate"]'}),
    ("Unknown act: 7.", {"stops_on": "[7]"}),
    ("starts_on must be a list.", {"starts_on": '"remind"'}),
    ("selects must name selectors with their codes.", {"selects": "[1]"}),
])
def test_a_rule_that_no_clock_could_run_by_is_refused(office, client, flaw, typed):
    client.force_login(office["adm"])
    page = client.post(reverse("admin:workflows_clockrule_add"), {**RULE, **typed})
    assert page.context["adminform"].form.non_field_errors() == [flaw]
    assert not ClockRule.objects.filter(code="TEST").exists()


def test_a_sound_rule_is_kept(office, client):
    client.force_login(office["adm"])
    client.post(reverse("admin:workflows_clockrule_add"), RULE)
    assert ClockRule.objects.get(code="TEST").stops_on == ["inform"]


@pytest.mark.parametrize(("typed", "flaw"), [
    ('{"viability_least": 15}', "“viability_least” (15) must be below “viability_enough” (15)."),
    ('{"viability_enough": 21}', "“viability_enough” must be a whole number from 1 to 20."),
    ('{"viability": 9}', f"“viability” is not known; there are: {', '.join(demands.OF_PARTY)}."),
    ('{"asks": "article"}', f"“asks” must be a list of some of these: {', '.join(sorted(demands.ANSWERS))}."),
    ("[10, 15]", 'Write names with their numbers, such as {"notice_days": 45}.'),
])
def test_a_demand_that_nothing_could_use_is_refused_by_its_name(office, client, typed, flaw):
    client.force_login(office["adm"])
    page = client.post(reverse("admin:mla_party_change", args=[Party.home().pk]), {"demands": typed})
    assert page.context["adminform"].form.errors["demands"] == [flaw]


def test_the_demands_that_are_delivered_can_be_used(office):
    given = [(demands.OF_PARTY, one.demands) for one in Party.objects.all()]
    given += [(demands.OF_INSTRUMENT, one.demands) for one in Instrument.objects.all()]
    assert [flaw for known, one in given for flaw in demands.flaws(known, one)] == []
    assert any(one for _known, one in given)


@pytest.mark.parametrize("who", ["ben", "sam", "ruth", "ada"])
def test_nobody_else_does(office, client, who):
    office[who].is_staff = True
    office[who].save()
    client.force_login(office[who])
    assert client.get(reverse("admin:mla_party_changelist")).status_code == 403


def test_requests_and_the_record_are_not_there():
    names = {
        model._meta.model_name
        for model in admin.site._registry
        if model._meta.app_label in {"mla", "documents", "workflows"}
    }
    assert names == {*PAGES, "clockrule", "meeting", "commitment", "knownseal"}


@pytest.mark.parametrize("model", [Party, Authority, User])
def test_a_zone_that_does_not_exist_is_refused_at_its_field(model):
    with pytest.raises(ValidationError) as refused:
        model(zone="Asia/Beijing").clean_fields()

    assert refused.value.message_dict["zone"] == [
        "“Asia/Beijing” is not a time zone. Give its IANA name, for example Asia/Shanghai."
    ]
