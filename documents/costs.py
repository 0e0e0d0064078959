"""What does a letter tell of extraordinary costs: how much, who is to bear them, and what waits for the answer?"""

from collections.abc import Callable
from typing import Any

from documents.contents import Contents, Material
from documents.terms import Pair, either
from mla.vocabulary import HOME

GROUND = "PP-COST"


def are_extraordinary(m: Material) -> bool:
    """Whether execution is stayed until the costs are agreed."""
    return m.facts.get("ground") == GROUND


def _costs(m: Material) -> Contents:
    """The estimate and the proposal, with the verified article on costs."""
    told = {name: either(str(m.facts.get(name) or "")) for name in ("estimate", "proposal", "reasons")}
    return told | {"article": m.citation(GROUND)}


def _paused(m: Material) -> list[Pair]:
    """Our own periods that stand still meanwhile."""
    ours = [one for one in m.clocks if one["status"] == "paused" and one["obligated"] in (HOME, "leg")]
    return [{"en": one["name_en"], "zh": one["name_zh"] or one["name_en"]} for one in ours]


SECTIONS: dict[str, Callable[[Material], Any]] = {"cost_estimate": _costs, "paused": _paused}
