"""By when? What a letter says of the periods that run: what our side will do, and what the other side owes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from documents.contents import Contents, Material
from documents.terms import NOTHING, Pair, article, day, named, period, term
from mla.vocabulary import HOME

_OURS = (HOME, "leg")


def expected(m: Material) -> Contents | None:
    """By when the other side may expect the next thing: the day given with the act, else the nearest of our periods."""
    if given := m.facts.get("expected_on"):
        return {"due": day(given), "rule": None}
    ours = list(_running(m, ours=True))
    if not ours:
        return None
    nearest = min(ours, key=_end)
    return {"due": day(nearest["due"]), "rule": _rule(m, nearest)}


def reply_by(m: Material) -> Pair:
    """By when an answer is asked for: the day given with the act, else the first end of a period that it started.

    Nothing is asked any more once the assurance is given.
    """
    if m.facts.get("assurance"):
        return day(None)
    if given := m.facts.get("answer_by") or m.facts.get("reply_by"):
        return day(given)
    started = sorted((one for one in m.clocks if one["started_by"] == m.event.pk), key=_end)
    return day(started[0]["due"]) if started else day(None)


def owed(m: Material) -> list[Contents]:
    """What the other side owes: what it is late with, else what ends next."""
    theirs = sorted(_running(m, ours=False), key=_end)
    late = [one for one in theirs if _end(one) <= m.now]
    return [
        {
            "due": day(one["due"]), "is_over": bool(late), "length": period(one["count"], one["unit"]),
            "rule": _rule(m, one),
        }
        for one in late or theirs[:1]
    ]


def _running(m: Material, *, ours: bool) -> Iterator[dict[str, Any]]:
    return (one for one in m.clocks if one["status"] == "running" and (one["obligated"] in _OURS) == ours)


def _end(one: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(one["due_at"])


def _rule(m: Material, one: dict[str, Any]) -> Contents:
    """What the period rests on: its name, its verified article with the law it stands in, and the class of that law."""
    if one["left_out"]:
        m.leave_out(one["left_out"], one["code"])
    law, cited = one["law"], dict(NOTHING)
    if one["article"] and law:
        where, name = article(one["article"]), named(law.short_en or law.name_en, law.short_zh or law.name_zh)
        cited = {"en": f"{where['en']} of the {name['en']}", "zh": f"《{name['zh']}》{where['zh']}"}
    elif one["article"]:
        cited = article(one["article"])
    return {
        "code": one["code"], "name": named(one["name_en"], one["name_zh"]), "article": cited,
        "source": term("source", one["source_class"]), "is_provisional": one["is_provisional"],
    }
