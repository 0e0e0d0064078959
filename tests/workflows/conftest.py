"""What the tests of turns and time share."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from mla.models import Party, Request
from tests.snapshot import filled, made_once, take
from tests.workflows import small_office


@pytest.fixture
def today(office) -> date:
    """The day it is in the home capital."""
    return Party.home().day(timezone.now())


@pytest.fixture
def real_transactions(transactional_db) -> Iterator[None]:
    """Transactions that commit; the flush that follows may then empty the append-only record."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET mla.allow_record_change = 'on'")


@pytest.fixture
def shipped_rules(db, made_before) -> None:
    """The parties, authorities, instruments and clock rules as they are shipped."""
    made_once(made_before, "rules", lambda: call_command("load_reference", verbosity=0))


@pytest.fixture(scope="session")
def small_keys() -> dict[str, int]:
    """The requests of the small office, by their names in its table."""
    return {}


@pytest.fixture
def small(office, made_before, small_keys) -> dict[str, Request]:
    """The small office: walked once through the engine, copied in afterwards."""
    if small_keys:
        made_before["small"].put()
        cache.clear()
    else:
        before = filled()
        small_keys.update((name, one.pk) for name, one in small_office.build(office).items())
        made_before["small"] = take(before)
    found = Request.objects.in_bulk(small_keys.values())
    return {name: found[pk] for name, pk in small_keys.items()}
