"""How is stored what an act changed of many clocks? In one statement, which takes each column as an array."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection

from workflows.models import Clock

CHANGING = (  # the columns of a running clock that an act or a correction may change
    "status", "starts_at", "stops_at", "stopped_by", "strict", "due", "due_at", "unpaused_due_at", "wake_at",
    "is_provisional", "is_late", "calendar_version",
)


def store(clocks: Sequence[Clock]) -> None:
    """Store these columns of the clocks; no statement without clocks."""
    if clocks:
        values = [[getattr(clock, one.attname) for clock in clocks] for one in _columns()]
        with connection.cursor() as cursor:
            cursor.execute(_statement(), [[clock.pk for clock in clocks], *values])


@cache
def _statement() -> str:
    """Django's own bulk update takes several times as long to compile."""
    names = [one.column for one in _columns()]
    arrays = ", ".join(f"%s::{one.db_type(connection)}[]" for one in _columns())
    return (
        f"UPDATE workflows_clock AS clock SET {', '.join(f'{name} = found.{name}' for name in names)} "  # noqa: S608
        f"FROM unnest(%s::bigint[], {arrays}) AS found (id, {', '.join(names)}) WHERE clock.id = found.id"
    )


def _columns() -> list[Any]:
    return [Clock._meta.get_field(name) for name in CHANGING]
