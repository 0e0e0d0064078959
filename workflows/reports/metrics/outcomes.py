"""What came of the requests? M10 to M16."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mla import checklist, reference
from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Share, Split, Table, within
from workflows.reports.rows import CAME, DONE, clocks, entered, of_rules, stays

_RANK = "array_position(ARRAY['routine', 'priority', 'urgent', 'emergency'], {}::text)"
_DONE = f"least({DONE}, scope.ended_at)"
_ITEMS = f"""
    SELECT DISTINCT ON (item.id) scope.*, item.grounds,
        CASE WHEN item.outcome <> '' THEN item.outcome WHEN scope.ended_with = 'lapse' THEN 'lapsed'
            WHEN {within('scope.postponed_at')} THEN 'postponed' END AS outcome
    FROM scope JOIN mla_assistanceitem item ON item.request_id = scope.request_id
    WHERE scope.ended_with <> 'send_back' AND ({within(_DONE)} OR {within('scope.postponed_at')})
    ORDER BY item.id, scope.nth DESC"""
_MIX = (
    ("full", _("executed in full")), ("partial", _("executed in part")), ("negative", _("executed without result")),
    ("refused", _("refused")), ("postponed", _("postponed")), ("withdrawn", _("withdrawn")), ("lapsed", _("lapsed")),
)
_IS_ACCEPTED = (
    "EXISTS (SELECT 1 FROM mla_assistanceitem item WHERE item.request_id = scope.request_id "
    "AND item.outcome <> 'refused')"
)
_REFUSALS = f"""
    SELECT DISTINCT ON (scope.request_id, scope.nth) scope.*,
        coalesce(scope.consulted_at <= coalesce(scope.decided_at, scope.ended_at), false) AS was_consulted
    FROM scope JOIN mla_assistanceitem item ON item.request_id = scope.request_id
    WHERE item.outcome = 'refused' AND {within(_DONE)}"""


def _checks() -> Mapping[str, Any]:
    return {code: one.title for code, one in checklist.CHECKS.items()}


def _grounds() -> Mapping[str, Any]:
    return {**reference.GROUNDS.now(), "–": _("no ground named")}


METRICS = (
    Metric("M10", _("Deficient requests"), _(
        "Of the requests received in the period, those for which the requested side asked for a supplement or which it "
        "returned, until the end of the period; and the points that it asked for in the period, by the check."
    ), (
        Table(entered(), (Share("deficient", _("deficient"), "asked_at < :ends"),)),
        Table(f"""SELECT scope.*, point.code FROM mla_point point
                  JOIN scope ON scope.request_id = point.request_id AND scope.is_last
                  WHERE {within('point.asked_at')}
                  AND (point.asked_by = 'home') = (scope.direction = 'in')""", (
            Split("points", _("points asked, by check"), by="code", names=_checks),
        )),
    )),
    Metric("M11", _("Right at the first time"), _(
        "Of the requests decided for the first time in the period, those accepted at least in part without a "
        "supplement having been asked for before."
    ), (
        Table(stays(f"{CAME} AND {within('scope.decided_at')}", f"{_IS_ACCEPTED} AS is_accepted"), (
            Share("right", _("accepted without a supplement"),
                  "is_accepted AND (asked_at IS NULL OR asked_at > decided_at)"),
        )),
    )),
    Metric("M12", _("Outcomes"), _(
        "The items of the requests that were answered, or ended without an answer, in the period, and of those that "
        "were postponed in it and still are. The shares add up to 100 %. Items of returned requests, on which nothing "
        "was decided, are left out."
    ), (
        Table(f"SELECT * FROM ({_ITEMS}) item WHERE outcome IS NOT NULL", tuple(
            Share(code, label, f"outcome = '{code}'") for code, label in _MIX
        )),
    )),
    Metric("M13", _("Refusals by ground"), _(
        "Refused items of the requests answered or ended in the period, by the ground that was named; and of the "
        "requests with a refusal, those on which the parties had consulted before. Cases without a consultation are "
        "named in the list behind the figure."
    ), (
        Table(f"""SELECT item.*, coalesce(ground, '–') AS ground FROM ({_ITEMS}) item
                  LEFT JOIN LATERAL unnest(item.grounds) ground ON true WHERE outcome = 'refused'""", (
            Split("grounds", _("items by ground"), by="ground", names=_grounds),
        )),
        Table(_REFUSALS, (
            Share("consulted", _("consulted before"), "was_consulted"),
            Figure("silent", _("refused without a consultation"), "NOT was_consulted"),
        )),
    )),
    Metric("M14", _("Conditions"), _(
        "Conditions proposed in the period, and what became of them; and accepted conditions of which it became known "
        "in the period that they were not kept."
    ), (
        Table(f"""SELECT scope.*, condition.is_accepted FROM mla_condition condition
                  JOIN scope ON scope.request_id = condition.request_id AND scope.is_last
                  WHERE {within('condition.proposed_at')}""", (
            Figure("proposed", _("proposed")), Figure("accepted", _("accepted"), "is_accepted"),
            Figure("rejected", _("not accepted"), "NOT is_accepted"),
            Figure("pending", _("not settled yet"), "is_accepted IS NULL"),
        )),
        Table(f"""SELECT scope.* FROM mla_condition condition
                  JOIN scope ON scope.request_id = condition.request_id AND scope.is_last
                  WHERE {within('condition.breached_at')}""", (Figure("breached", _("not kept")),)),
    )),
    Metric("M15", _("Urgent requests"), _(
        "Of the requests received in the period, those that came as urgent or as an emergency; and of these, those "
        "that were downgraded since."
    ), (
        Table(entered(more=f"{_RANK.format('scope.urgency_first')} AS came, {_RANK.format('scope.urgency')} AS now"), (
            Share("urgent", _("urgent"), "came >= 3"),
            Share("downgraded", _("downgraded"), "now < came", of="came >= 3"),
        )),
    )),
    Metric("M16", _("Written confirmation"), _(
        "Of the requests made otherwise than in writing whose confirmation was due in the period, those confirmed "
        "within 15 days."
    ), (
        Table(clocks(of_rules(facts.CONFIRMING)), (
            Share("confirmed", _("confirmed in time"), "is_met", of="is_due"),
        )),
    )),
)
