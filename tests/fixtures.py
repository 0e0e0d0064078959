"""The office every test works in: reference data, the cast, and requests that walked to where they are."""

import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from mla.demo.cases import CASES
from mla.demo.cast import CAST, make_cast
from mla.models import Request, User
from tests.snapshot import Kept, made_once
from workflows.drafting import draft_from
from workflows.filling import drafter
from workflows.walking import Walker

MORNING = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After a test on real connections the tables are emptied: the throw-away database alone lets its record go."""
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {connection.settings_dict['NAME']} SET mla.allow_flush = 'on'")
        connection.close()
        yield
        _end_other_sessions()


def _end_other_sessions() -> None:
    """A thread of the live server, or a killed worker's session, may outlive its test; a database in use stays."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT application_name, state, left(query, 120), pg_terminate_backend(pid) {others}")
        if left := cursor.fetchall():
            warnings.warn(f"Sessions that outlived their tests: {left}", stacklevel=1)
    connection.close()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page read in Chinese leaves its language behind; the next test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def made_before() -> Kept:
    """What tests made once and copy in."""
    return {}


@pytest.fixture
def office(db, made_before) -> dict[str, User]:
    """The cast by name, in an office with its reference data."""
    made_once(made_before, "office", _open)
    return {one.username: one for one in User.objects.filter(username__in=[officer.username for officer in CAST])}


def _open() -> None:
    call_command("load_reference", verbosity=0)
    make_cast("demo")


@pytest.fixture
def walker(office) -> Walker:
    """Someone who walks requests through the engine, from a Monday morning on."""
    return Walker(cast=office, now=MORNING)


@pytest.fixture
def a_request(walker) -> Callable[..., Request]:
    """`a_request(in_state="review", direction="in")` walks there through the engine."""

    def make(in_state: str = "draft", direction: str = "out", kind: str = "mla", **changes) -> Request:
        case = next(one for one in CASES if one["direction"] == direction and one["kind"] == kind)
        request = draft_from({**case, **changes}, by=drafter(walker.cast, case), now=walker.now)
        return walker.walk(request, in_state)

    return make
