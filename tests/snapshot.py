"""The office as it is delivered, kept as text: loaded once by the commands, then copied in by each test."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from psycopg import sql

from mla.models import Party

_TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
AND a.attgenerated = '' GROUP BY c.relname ORDER BY c.relname
"""
_STAMP = """
INSERT INTO mla_referencestamp (id, value) VALUES (1, gen_random_uuid())
ON CONFLICT (id) DO UPDATE SET value = excluded.value
"""


@dataclass(frozen=True)
class Snapshot:
    """The rows of the tables that were empty before, as COPY writes them."""

    rows: list[tuple[sql.Composed, bytes]]

    def put(self) -> None:
        """Copy the rows in, as they were. What is kept by the stamp of the reference data is read anew."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # the rows were checked when they were made
            for table, rows in self.rows:
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as into:
                    into.write(rows)
            cursor.execute(_STAMP)
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")


Kept = dict[str, Snapshot]
"""What the tests of one process share, by name."""


def made_once(kept: Kept, name: str, make: Callable[[], object]) -> None:
    """Bring parties, rules and people into an empty office: made the first time, copied in afterwards."""
    is_empty = not Party.objects.exists()
    if name in kept and is_empty:
        kept[name].put()
        return
    before = filled()
    make()
    if is_empty:
        kept[name] = take(before)


def filled() -> frozenset[str]:
    """The tables that hold rows."""
    return frozenset(name for name, _columns in _tables() if _has_rows(name))


def take(before: frozenset[str]) -> Snapshot:
    """What was written since `before`, into tables that were empty then."""
    rows = []
    for name, columns in _tables():
        if name in before or not _has_rows(name):
            continue
        table = sql.SQL("{} ({})").format(sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns)))
        with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} TO STDOUT").format(table)) as out:
            rows.append((table, b"".join(map(bytes, out))))
    return Snapshot(rows)


def _tables() -> list[tuple[str, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return cursor.fetchall()


def _has_rows(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(name)))
        return bool(cursor.fetchone()[0])
