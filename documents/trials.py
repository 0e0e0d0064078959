"""Is this act only tried, to show its letters beforehand? Then what would refuse it is collected."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from mla.exceptions import NotPossible

Typed = Mapping[str, Mapping[str, str]]  # a passage's name, then the language ("en", "zh"), then what was typed


@dataclass
class Trial:
    """One act that will be rolled back: the passages typed so far, by letter, and what is wrong with its letters."""

    typed: Mapping[str, Typed] = field(default_factory=dict)
    flaws: list[str] = field(default_factory=list)


_CURRENT: ContextVar[Trial | None] = ContextVar("trial", default=None)


def current() -> Trial | None:
    """The trial under way; None while acts count."""
    return _CURRENT.get()


@contextmanager
def trial(typed: Mapping[str, Typed]) -> Iterator[Trial]:
    """Inside, passages come from `typed` where it has the letter, and `refuse` collects. The caller rolls back."""
    found = Trial(typed)
    token = _CURRENT.set(found)
    try:
        yield found
    finally:
        _CURRENT.reset(token)


def refuse(*reasons: str) -> None:
    """Raise NotPossible with the reasons, if there are any; an act that is only tried goes on and keeps them."""
    if reasons and (tried := current()) is not None:
        tried.flaws.extend(reasons)
    elif reasons:
        raise NotPossible(*reasons)
