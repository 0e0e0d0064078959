"""Are data preserved, cyber requests answered, calls taken? M17 and M23 to M27."""

from django.utils.translation import gettext_lazy as _

from mla.vocabulary import Tlp
from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Share, Split, Spread, Table, Total, days, hours, within
from workflows.reports.rows import CAME, DONE, acts, clocks, entered, first, looking, of_request, of_rules, stays


def _followed(before: str = "") -> str:
    """SQL: whether a formal request that people linked as its follow-up was sent, or received, in time."""
    sent = "(CASE WHEN later.direction = 'out' THEN later.sent_at ELSE later.received_at END)"
    until = f"AND {sent} <= act.at + interval '{before}'" if before else ""
    return (
        "EXISTS (SELECT 1 FROM mla_requestlink link JOIN mla_request later ON later.id = link.later_id "
        f"WHERE link.earlier_id = act.request_id AND link.sort = 'follow_up' AND later.kind = '{facts.FORMAL}' "
        f"AND {sent} < :ends {until})"
    )


_KEPT = looking(f"{first('renew', 'item')} AS renewed_at")
_LAPSED = f"""EXISTS (
    SELECT 1 FROM workflows_clock clock JOIN workflows_clockrule rule ON rule.id = clock.rule_id
    LEFT JOIN mla_assistanceitem item ON item.id = clock.item_id
    WHERE clock.request_id = act.request_id AND {of_rules(*facts.PRESERVING)} AND clock.due_at <= :until
    AND clock.status NOT IN ('waived', 'cancelled') AND (clock.stops_at IS NULL OR clock.stops_at >= clock.due_at)
    AND (item.id IS NULL OR {facts.text('item')} IN ('', item.seq::text)))"""
_CATEGORY = "coalesce((SELECT details->>'category' FROM mla_request WHERE id = scope.request_id), '')"
_LIST = (
    ("hacking", _("hacking"), "('hacking', 'malware', 'ddos')"), ("fraud", _("fraud"), "('fraud')"),
    ("terrorism", _("terrorist use"), "('terrorist_use')"), ("csam", _("sexual abuse material"), "('csam')"),
)
_MARKINGS = {**dict(Tlp.choices), "–": _("without a marking")}
_CYBER = "scope.theme IN ('cybercrime', 'network', 'terrorism')"
_MONEY = ", ".join(
    f"CASE WHEN act.verb = 'wire' THEN {facts.amount(one, 'request')} ELSE {facts.amount(one)} END AS {one.lower()}"
    for one in ("USD", "CNY")
)
_MOVED = looking(f"{first('seize', 'later')} AS seized_at", f"{first('wire', 'whole')} AS wired_at")
_CALLS = looking(f"{first('answer_call', 'later')} AS answered_at", f"{first('confirm', 'later')} AS confirmed_at")
_RAISED = """LEFT JOIN (
    SELECT request_id, min(happened_at) AS raised_at FROM mla_event WHERE verb = 'raise_level' GROUP BY request_id
) raised ON raised.request_id = act.request_id"""
_CALL = (
    "coalesce(raised.raised_at <= act.at, request.details->>'level' = 'leadership', false) AS is_leading, "
    f"{facts.is_true('is_test', 'request')} IS TRUE AS is_test, "
    f"{hours('act.at', 'act.answered_at')} AS took, act.confirmed_at IS NOT NULL AS is_confirmed"
)
METRICS = (
    Metric("M17", _("Preservation of data"), _(
        "Requests for preservation received in the period; data preserved in the period; of these, renewed, lapsed "
        "without a request for assistance, and followed by one within 60 and within 90 days."
    ), (
        Table(entered(f"scope.kind = '{facts.PRESERVATION}'"), (Figure("requests", _("requests")),)),
        Table(acts("preserve", more=f"act.renewed_at, {_followed('60 days')} AS in_60, "
                   f"{_followed('90 days')} AS in_90, {_LAPSED} AS lapsed, {_followed()} AS followed", source=_KEPT), (
            Figure("preserved", _("preserved")), Figure("renewed", _("renewed"), "renewed_at IS NOT NULL"),
            Figure("lapsed", _("lapsed without a request"), "lapsed AND NOT followed"),
            Share("in_60", _("followed by a request within 60 days"), "in_60"),
            Share("in_90", _("followed by a request within 90 days"), "in_90"),
        )),
    )),
    Metric("M23", _("Cyber requests by type"), _(
        "Requests on hacking, fraud, terrorist use of the internet and sexual abuse material of children: received and "
        "answered in the period, and the days to the answer."
    ), (
        Table(entered(_CYBER, f"{_CATEGORY} AS category"), tuple(
            Figure(key, label, f"category IN {codes}") for key, label, codes in _LIST
        )),
        Table(stays(f"{CAME} AND {_CYBER} AND {within(DONE)}",
                    f"{_CATEGORY} AS category, {days('scope.begins_at', DONE)} AS took"), tuple(
            Spread(f"{key}_days", label, f"category IN {codes}", of="took") for key, label, codes in _LIST
        )),
    )),
    Metric("M24", _("Money in fraud cases"), _(
        "Money wired away, as the request tells of the transfer that began in the period; money frozen or seized, and "
        "given back, as told with the acts of the period, by currency; transfers of which money was frozen later; and "
        "the hours from the transfer to each freeze."
    ), (
        Table(acts("wire", "seize", "give_back", more=_MONEY, beside=of_request()), tuple(
            Total(f"{key}_{currency.lower()}", label, f"act_verb = '{word}'", of=currency.lower(), unit=currency)
            for currency in ("USD", "CNY") for word, key, label in (
                ("wire", "reported", _("reported")), ("seize", "frozen", _("frozen")),
                ("give_back", "returned", _("returned")),
            )
        )),
        Table(acts("wire", more="act.seized_at", source=_MOVED), (
            Share("share", _("wires of which money was frozen"), "seized_at IS NOT NULL"),
        )),
        Table(acts("seize", more=f"{hours('act.wired_at', 'act.at')} AS took", source=_MOVED), (
            Spread("hours", _("hours from the wire to the freeze"), of="took", unit="hours"),
        )),
    )),
    Metric("M25", _("Leads"), _(
        "Leads sent and received in the period; of those whose 30 days for feedback ended in it, those with feedback "
        "in time; and leads that were used in a case, as the feedback of the period says."
    ), (
        Table(entered(f"scope.kind = '{facts.LEAD}'"), (Figure("leads", _("leads")),)),
        Table(clocks(of_rules(facts.FEEDING_BACK)), (
            Share("feedback", _("with feedback within 30 days"), "is_met", of="is_due"),
        )),
        Table(acts("feedback", more=f"{facts.is_true('used')} AS used", condition=f"scope.kind = '{facts.LEAD}'"), (
            Figure("used", _("used in a case"), "used"),
        )),
    )),
    Metric("M26", _("Network protection"), _(
        "Indicators shared in the period by their marking (TLP), those of the period on which feedback was given until "
        "its end, and requests on incidents received."
    ), (
        Table(entered(f"scope.theme = 'network' AND scope.kind = '{facts.LEAD}'", (
            "coalesce((SELECT nullif(tlp, '') FROM mla_request WHERE id = scope.request_id), '–') AS tlp, "
            "EXISTS (SELECT 1 FROM act WHERE act.request_id = scope.request_id AND act.verb = 'feedback' "
            "AND act.at < :ends) AS answered"
        )), (
            Split("shared", _("shared, by marking"), by="tlp", names=lambda: _MARKINGS),
            Share("feedback", _("with feedback"), "answered"),
        )),
        Table(entered(f"scope.theme = 'network' AND scope.kind <> '{facts.LEAD}'"), (
            Figure("incidents", _("requests on incidents")),
        )),
    )),
    Metric("M27", _("Hotline"), _(
        "Calls in the period by level, test calls counted apart; of the real calls, those answered within two hours "
        "and those confirmed in writing; calls raised to leadership level; and calls whose time for an answer at "
        "working level ended in the period without one."
    ), (
        Table(acts("call", more=_CALL, beside=f"{of_request()} {_RAISED}", source=_CALLS), (
            Figure("working", _("calls at working level"), "NOT is_leading AND NOT is_test"),
            Figure("leadership", _("calls at leadership level"), "is_leading AND NOT is_test"),
            Share("answered", _("answered within 2 hours"), "took <= 2", of="NOT is_test"),
            Share("confirmed", _("confirmed in writing"), "is_confirmed", of="NOT is_test"),
            Figure("tests", _("test calls"), "is_test"),
        )),
        Table(acts("raise_level"), (Figure("raised", _("raised to leadership level")),)),
        Table(clocks(of_rules(facts.ESCALATING)), (
            Figure("escalated", _("without an answer at working level"), "is_due AND NOT is_met"),
        )),
    )),
)
