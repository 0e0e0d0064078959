"""How are moments of the volume counted? In whole minutes since 1970 UTC, written fast as PostgreSQL reads them."""

from datetime import UTC, datetime, timedelta

DAY = 1440
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = [(_EPOCH + timedelta(days=n)).date().isoformat() for n in range(40_000)]
_TIMES = [f" {n // 60:02d}:{n % 60:02d}:00+00" for n in range(DAY)]


def iso(minute: int) -> str:
    """The moment."""
    return _DAYS[minute // DAY] + _TIMES[minute % DAY]


def iso_or_none(minute: int | None) -> str | None:
    """The moment, if there is one."""
    return None if minute is None else iso(minute)


def day(minute: int) -> str:
    """The day of the moment, in UTC."""
    return _DAYS[minute // DAY]
