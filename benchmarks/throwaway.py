"""A database of its own for a benchmark: made for it, gone after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from django.db import connection

_ALONE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


@contextmanager
def database(called: str = "") -> Iterator[None]:
    """Everything inside runs on a fresh, migrated database on the same server; a name of its own lets two exist."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = called or None
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        with connection.cursor() as cursor:  # threads and servers of the benchmark may have left sessions behind
            cursor.execute(_ALONE, [connection.settings_dict["NAME"]])
        connection.creation.destroy_test_db(name, verbosity=0)


def address_of_database() -> str:
    """The present database as DATABASE_URL, for programs that a benchmark starts."""
    given = connection.settings_dict
    place = urlencode({"host": given["HOST"], "port": given["PORT"]})
    return f"postgresql://{quote(given['USER'])}:{quote(given['PASSWORD'] or '')}@/{quote(given['NAME'])}?{place}"
