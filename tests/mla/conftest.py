"""A draft to write in, before anything is typed."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from mla.models import Authority, Instrument, Party, Request

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
