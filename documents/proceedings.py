"""What does a letter tell when the file ends: how the proceeding ended, and which things go back?"""

from collections.abc import Callable
from typing import Any

from documents.contents import Contents, Material
from documents.terms import day, either


def has_ended(m: Material) -> bool:
    """Whether the result of the proceeding is told."""
    return bool(m.facts.get("court"))


def are_things_returned(m: Material) -> bool:
    """Whether things are given back with the act."""
    return bool(m.facts.get("returned"))


def _proceedings(m: Material) -> Contents:
    """Which court decided what, when, and what the evidence was used for."""
    told = {name: either(str(m.facts.get(name) or "")) for name in ("court", "result", "use")}
    return told | {"on": day(m.facts.get("decided_on"))}


def _returned(m: Material) -> list[Contents]:
    """The things, each with its state."""
    return [{"thing": either(one["thing"]), "state": either(one["state"])} for one in m.facts["returned"]]


def _closing(m: Material) -> Contents:
    """What becomes of originals, conditions and the file, and how useful the assistance was."""
    return {name: either(str(m.facts.get(name) or "")) for name in ("originals", "conditions", "retention", "feedback")}


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "proceedings": _proceedings, "returned": _returned, "closing": _closing,
}
