"""What we measure: each module here is one benchmark, `run() -> list[Row]`, found by its name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured number, beside the same number of a peer and the target we set ourselves."""

    name: str
    value: float
    unit: str
    volume: str = ""
    """At what volume it was measured: "20,000 open tasks"."""
    peer: str = ""
    """Whom we compare with, measured in the same run."""
    ratio: float | None = None
    """Above 1 we are better: the peer's value by ours, or ours by the peer's where more is better."""
    target: str = ""
