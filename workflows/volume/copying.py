"""How do millions of rows get in? By COPY, without triggers, and with the indexes made once at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models
from psycopg import sql

from mla.models import AssistanceItem, Event, Identifier, Leg, Person, Request
from workflows.models import Clock, Stage, Task

ORDER: tuple[type[models.Model], ...] = (
    Request, AssistanceItem, Person, Identifier, Leg, Event, Stage, Task, Clock,
)
NONE = r"\N"
_WAKES = "INSERT INTO workflows_wake (clock_id, at) SELECT id, wake_at FROM workflows_clock WHERE wake_at IS NOT NULL"
_ENDS = """
INSERT INTO mla_recordend (request_id, head, length)
SELECT DISTINCT ON (request_id) request_id, digest, seq FROM mla_event ORDER BY request_id, seq DESC
ON CONFLICT (request_id) DO NOTHING
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""


class Copier:
    """Collects lines of text by table; `flush` copies them in, in an order that the foreign keys allow."""

    def __init__(self) -> None:
        self.columns: dict[type[models.Model], tuple[str, ...]] = {}
        self.lines: dict[type[models.Model], list[str]] = {model: [] for model in ORDER}
        self.copied: dict[str, int] = {}

    def add(self, model: type[models.Model], line: str) -> None:
        """One row, its columns divided by tabs in the order of `columns`."""
        self.lines[model].append(line)

    def flush(self) -> None:
        """Copy what has been collected."""
        for model, lines in self.lines.items():
            if not lines:
                continue
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
                sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, self.columns[model]))
            )
            with connection.cursor() as cursor, cursor.copy(statement) as into:
                into.write("\n".join(lines) + "\n")
            name = str(model._meta.verbose_name_plural)
            self.copied[name] = self.copied.get(name, 0) + len(lines)
            lines.clear()


@contextmanager
def bare_tables() -> Iterator[None]:
    """Inside, the tables have neither triggers nor indexes but those of their constraints; all are there afterwards.

    Must stand in a transaction, of a role that may switch triggers off.
    """
    made = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in ORDER:
            cursor.execute(_INDEXES, [model._meta.db_table])
            for name, definition in cursor.fetchall():
                cursor.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
                made.append(definition)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for definition in made:
            cursor.execute(definition)
        cursor.execute(_WAKES)  # as the triggers would, these and those of the record
        cursor.execute(_ENDS)
        for model in ORDER:
            table = model._meta.db_table
            cursor.execute(
                sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), coalesce(max(id), 1)) FROM {}").format(
                    sql.Literal(table), sql.Identifier(table)
                )
            )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
