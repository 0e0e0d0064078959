"""The administration of reference data is for administrators, and holds nothing else."""

import pytest
from django.contrib import admin
from django.urls import reverse

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
    assert names == {*PAGES, "clockrule"}
