"""What stands behind the figures of a report? What was reconciled, the list of cases, and the greatest obstacles."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.terms import Pair, named
from mla import access, checklist, kinds
from mla.exceptions import NotPossible
from mla.models import Ground, Party, Request, User
from mla.tongues import said
from mla.vocabulary import Classification, Direction, State, Theme
from workflows.models import Measure, Reconciliation, Report
from workflows.reports import agreed, reconciliation
from workflows.reports.counting import Period

MOST_CASES = 500
"""How many cases a paper lists."""
TOP = 5
"""How many grounds and deficiencies are named."""
_FIELDS = ("pk", "own_reference", "foreign_reference", "direction", "theme", "kind", "state", "classification")
_NONE = {"–": gettext_lazy("no ground named")}


def gathered(report: Report, period: Period, by: User) -> dict[str, Any]:
    """What was agreed, with the requests on which that rests, and what was reconciled, as plain data."""
    parties = [report.party] if report.party else list(Party.objects.exclude(pk=Party.home().pk).order_by("code"))
    found = (_latest(report, one, period, by) for one in parties)
    items = agreed.items(report, period, by)
    return {
        "actions": agreed.actions(report, period, items), "rests_on": agreed.rests_on(items),
        "reconciled": [one for one in found if one],
    }


def cases(report: Report, period: Period, by: User) -> list[dict[str, Any]]:
    """The requests with the party that were in the stock in the period, of which whoever drafts may know.

    What is in a compartment, or closed by its marking, is in no list. Raises NotPossible where there are too many.
    """
    stays = Measure.objects.filter(begins_at__lt=period.ends).filter(Q(ended_at=None) | Q(ended_at__gte=period.begins))
    rows = Request.objects.visible_to(by).filter(
        pk__in=stays.values("request"), compartment=None).exclude(tlp__in=sorted(access.CLOSED))
    if report.party:
        rows = rows.filter(counterpart=report.party)
    listed = rows.order_by("own_reference").values(*_FIELDS, party=F("counterpart__code"))[:MOST_CASES + 1]
    if len(listed) > MOST_CASES:
        raise NotPossible(_(
            "The list of cases would have more than %(most)s lines: choose a shorter period or one party."
        ) % {"most": MOST_CASES})
    return list(listed)


def may_open(report: Report, user: User) -> bool:
    """Whether the person may know of every case that the report lists, and on which an action that it lists rests."""
    if user.clearance < report.classification:
        return False
    named_there = (*(one["pk"] for one in report.cases), *report.annexes.get("rests_on", []))
    return Request.objects.all_visible_to(user, named_there)


def highest(rows: Iterable[dict[str, Any]]) -> int:
    """The classification of the list: that of its highest case, and restricted at least."""
    return max((one["classification"] for one in rows), default=Classification.RESTRICTED) or Classification.RESTRICTED


def cases_in_words(report: Report) -> list[dict[str, Any]]:
    """The list of cases as the paper prints it."""
    states, themes, names, ways = (
        dict(each) for each in (State.choices, Theme.choices, kinds.choices(), Direction.choices)
    )
    return [
        {**one, "state": said(partial(str, states[one["state"]])), "theme": said(partial(str, themes[one["theme"]])),
         "kind": said(partial(str, names.get(one["kind"], one["kind"]))),
         "way": said(partial(str, ways[one["direction"]])),
         "marking": said(partial(str, Classification(one["classification"]).label))}
        for one in report.cases
    ]


def reconciled_in_words(report: Report) -> list[dict[str, Any]]:
    """What was reconciled as the paper prints it."""
    return [
        {**one,
         "kinds": [{"what": said(partial(_kind, code)), "number": number} for code, number in one.get("kinds", [])],
         "rows": [{**row, "what": said(partial(reconciliation.in_words, row["code"], row["told"]))}
                  for row in one.get("rows", [])]}
        for one in report.annexes.get("reconciled", [])
    ]


def obstacles(report: Report) -> dict[str, list[dict[str, Any]]]:
    """The grounds of refusal named most often, and the checks on which most was asked for, both sides together."""
    grounds = {one.code: named(one.name_en, one.name_zh) for one in Ground.objects.all()}
    checks = {code: said(partial(str, one.title)) for code, one in checklist.CHECKS.items()}
    return {"grounds": _top(report, "M13", "grounds", grounds), "deficiencies": _top(report, "M10", "points", checks)}


def _top(report: Report, code: str, key: str, names: dict[str, Pair]) -> list[dict[str, Any]]:
    """Of a public report those whose number is told."""
    counts = report.figures.get(code, {}).get("all", {}).get(key, {}).get("counts", {})
    told = sorted(((number, name) for name, number in counts.items() if number), key=lambda one: (-one[0], one[1]))
    nameless = {name: said(partial(str, words)) for name, words in _NONE.items()}
    return [
        {"code": name, "name": names.get(name) or nameless.get(name) or {"en": name, "zh": name}, "number": number}
        for number, name in told[:TOP]
    ]


def _latest(report: Report, party: Party, period: Period, by: User) -> dict[str, Any] | None:
    """The last reconciliation with the party; for the public its day alone, and its rows only beside the cases."""
    last = Reconciliation.objects.filter(party=party, at__lte=period.as_of).order_by("-at", "-pk").first()
    if last is None:
        return None
    told: dict[str, Any] = {"party": {"en": party.name_en, "zh": party.name_zh}, "at": last.at.isoformat()}
    if report.is_public:
        return told
    numbers = {name: getattr(last, name) for name in ("theirs", "ours", "matched", "sealed_by", "signed_at")}
    counted = sorted(Counter(one["code"] for one in last.differences).items())
    return told | numbers | {"kinds": counted, "rows": visible(last.differences, by) if report.has_cases else []}


def visible(differences: list[dict[str, Any]], user: User) -> list[dict[str, Any]]:
    """Those on requests that the person may see, and those on none of ours."""
    named = {one["request"] for one in differences if one["request"]}
    known = set(Request.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
    return [one for one in differences if not one["request"] or one["request"] in known]


def _kind(code: str) -> str:
    """A sort of difference without its numbers."""
    plain = {"reference": _("the references differ"), "received": _("the days of receipt differ")}
    return plain.get(code) or reconciliation.in_words(code, {})
