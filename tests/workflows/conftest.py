"""What the tests of turns and time share."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.fixture
def real_transactions(transactional_db) -> Iterator[None]:
    """Transactions that commit; the flush that follows may then empty the append-only record."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET mla.allow_record_change = 'on'")


@pytest.fixture
def shipped_rules(db) -> None:
    """The parties, authorities, instruments and clock rules as they are shipped."""
    call_command("load_reference", verbosity=0)
