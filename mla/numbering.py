"""Which number does something of the office's own bear, that belongs to no request? A series a sort and a year."""

from datetime import datetime

from mla.models import Counter, Party


def next_number(home: Party, sort: str, now: datetime) -> str:
    """The next number of the year at home, without gaps: “US-R-2026-001”. Call inside a transaction.

    Sorts: `R` reports, `L` lists of requests, `M` minutes, `A` action items.
    """
    series = f"{home.code}-{sort}-{home.day(now).year}"
    return f"{series}-{Counter.take(series):03d}"
