"""A draft to write in, before anything is typed."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from mla.models import AssistanceItem, Authority, Instrument, Offence, Party, Person, Request

MORNING = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


@pytest.fixture
def draft(office) -> Request:
    """Ada's new formal request to China, with nothing but what the first page asked."""
    party = Party.objects.get(code="CN")
    return Request.objects.create(
        kind="mla", direction="out", title="Invoice fraud, bank records", counterpart=party, channel="ca_direct",
        agency=Authority.objects.get(code="US-FBI"), requested_authority=Authority.objects.get(code="CN-MOJ"),
        instrument=Instrument.objects.get(code="MLAA"), created_by=office["ada"],
        created_at=MORNING, entered_at=MORNING,
    )


@pytest.fixture
def as_user(office):
    """`as_user("ada")` is a browser in which Ada is signed in."""

    def signed_in(name: str) -> Client:
        browser = Client()
        browser.force_login(office[name])
        return browser

    return signed_in


@pytest.fixture
def complete(draft):
    """The draft with every required answer and one item."""
    answers = {
        "subject_matter": "Wire fraud", "investigating_authority": "FBI Newark",
        "investigating_functions": "Investigates",
        "proceeding_stage": "investigation", "facts": "An invoice was forged.", "purpose": "Evidence",
        "nexus": "Account",
        "confidentiality": "none",
    }
    Request.objects.filter(pk=draft.pk).update(**answers)
    Offence.objects.create(request=draft, name="Wire fraud", provision="18 U.S.C. 1343", text="Whoever",
                           max_penalty="20 years")
    Person.objects.create(request=draft, role="suspect", surname="Zhang", native_name="张三", born_on=date(1980, 1, 1))
    AssistanceItem.objects.create(
        request=draft, seq=1, type="records", description="Statements", purpose="Control",
        details={"holder": "Bank of Sample", "record_class": "bank"},
    )
    return Request.objects.get(pk=draft.pk)
