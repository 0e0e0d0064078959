"""What does a letter tell of calls: each thing said on the line, when by the clocks of both capitals, and by whom?"""

from collections.abc import Callable
from typing import Any

from documents import asked
from documents.contents import Contents, Material
from documents.terms import either, moment
from mla import kinds
from mla.vocabulary import HOME


def _calls(m: Material) -> list[Contents]:
    """The kind's own acts before this one, in their order."""
    away, home = m.request.counterpart, m.sender.party
    words = [act.word for act in kinds.get(m.request.kind).acts]
    earlier = m.request.events.filter(verb__in=words, seq__lt=m.event.seq).order_by("seq")
    return [
        {
            "act": asked.done(one), "is_ours": one.party == HOME, "said": asked.said_in(m, one),
            "here": moment(one.happened_at, m.sender.tz, home.capital_en, home.capital_zh),
            "there": moment(one.happened_at, away.tz, away.capital_en, away.capital_zh),
        }
        for one in earlier
    ]


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "calls": _calls, "differences": lambda m: either(str(m.facts.get("differences") or "")),
    "is_test": lambda m: bool(m.request.details.get("is_test")),
}
