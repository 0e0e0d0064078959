"""What does a letter tell of information shared under a marking? Never what a third party marked TLP:RED."""

from collections.abc import Callable
from typing import Any

from documents import asked
from documents.contents import Contents, Material
from documents.terms import either, term
from mla.vocabulary import Tlp

MOST = 100


def _indicators(m: Material) -> Contents | None:
    """The objects shared, those marked TLP:RED left out, and how many there are beyond those printed."""
    rows = m.request.shared_objects.exclude(tlp=Tlp.RED)
    total = rows.count()
    if not total:
        return None
    return {
        "rows": [
            {"type": one.type, "name": one.name, "tlp": term("tlp", one.tlp or m.request.tlp)} for one in rows[:MOST]
        ],
        "more": max(0, total - MOST),
    }


def _passed_on(m: Material) -> Contents:
    """What an authority of ours is told of information from abroad; of what is marked TLP:RED only that it is there."""
    request = m.request
    is_red = request.tlp == Tlp.RED
    return {
        "sender": {"en": request.counterpart.formal_en, "zh": request.counterpart.formal_zh},
        "authority": either(request.investigating_authority), "is_red": is_red,
        "facts": None if is_red else _text(m, "facts"),
    }


def _text(m: Material, key: str) -> dict[str, str]:
    return m.texts.get(key) or either(getattr(m.request, key), "", m.request.language)


def _told(m: Material) -> list[Contents]:
    """What is provided or asked, item by item, without its number and type; nothing of what is marked TLP:RED."""
    if m.request.tlp == Tlp.RED and not m.request.is_outgoing:
        return []
    return [{name: one[name] for name in ("description", "purpose", "details")} for one in asked.items_asked(m)]


SECTIONS: dict[str, Callable[[Material], Any]] = {
    "indicators": _indicators, "passed_on": _passed_on, "told": _told,
}
