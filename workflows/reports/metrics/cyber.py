"""Are data preserved, cyber requests answered, calls taken? M17 and M23 to M27."""

from django.utils.translation import gettext_lazy as _

from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Share, Split, Spread, Table, Total, days, hours, within
from workflows.reports.rows import CAME, DONE, acts, clocks, entered, of_rules, stays

_SAME = (
    "next.request_id = act.request_id "
    "AND coalesce(next.details->>'item', '') IN (coalesce(act.details->>'item', ''), '')"
)


def _later(word: str, before: str = "") -> str:
    until = f"AND next.at <= act.at + interval '{before}'" if before else ""
    return (
        f"EXISTS (SELECT 1 FROM act next WHERE {_SAME} AND next.verb = '{word}' AND next.at >= act.at {until} "
        "AND next.at < :ends)"
    )


def _followed(before: str = "") -> str:
    """SQL: whether a formal request that people linked as its follow-up was sent, or received, in time."""
    sent = "(CASE WHEN later.direction = 'out' THEN later.sent_at ELSE later.received_at END)"
    until = f"AND {sent} <= act.at + interval '{before}'" if before else ""
    return (
        "EXISTS (SELECT 1 FROM mla_requestlink link JOIN mla_request later ON later.id = link.later_id "
        f"WHERE link.earlier_id = act.request_id AND link.sort = 'follow_up' AND later.kind = '{facts.FORMAL}' "
        f"AND {sent} < :ends {until})"
    )


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
_CYBER = "scope.theme IN ('cybercrime', 'network', 'terrorism')"
_MONEY = ", ".join(f"{facts.amount(currency)} AS {currency.lower()}" for currency in ("USD", "CNY"))
_SINCE = "(SELECT min(first.at) FROM act first WHERE first.request_id = act.request_id AND first.verb = '{}')"
_ANSWERED = (
    "(SELECT min(next.at) FROM act next WHERE next.request_id = act.request_id AND next.verb = 'answer_call' "
    "AND next.at >= act.at)"
)
_CALL = (
    f"{facts.text('level')} AS level, {facts.is_true('is_test')} IS TRUE AS is_test, "
    f"{hours('act.at', _ANSWERED)} AS took, {_later('confirm')} AS is_confirmed"
)
METRICS = (
    Metric("M17", _("Preservation of data"), _(
        "Requests for preservation received in the period; data preserved in the period; of these, renewed, lapsed "
        "without a request for assistance, and followed by one within 60 and within 90 days."
    ), (
        Table(entered(f"scope.kind = '{facts.PRESERVATION}'"), (Figure("requests", _("requests")),)),
        Table(acts("preserve", more=f"{_later('renew')} AS renewed, {_followed('60 days')} AS in_60, "
                   f"{_followed('90 days')} AS in_90, {_LAPSED} AS lapsed, {_followed()} AS followed"), (
            Figure("preserved", _("preserved")), Figure("renewed", _("renewed"), "renewed"),
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
        "Money reported as wired away, frozen or seized, and returned, as told with the acts of the period, by "
        "currency; the requests in which money was frozen, of those in which a wire was reported; and the hours from "
        "the wire to the freeze."
    ), (
        Table(acts("wire", "seize", "give_back", more=_MONEY), tuple(
            Total(f"{key}_{currency.lower()}", label, f"act_verb = '{word}'", of=currency.lower(), unit=currency)
            for currency in ("USD", "CNY") for word, key, label in (
                ("wire", "reported", _("reported")), ("seize", "frozen", _("frozen")),
                ("give_back", "returned", _("returned")),
            )
        )),
        Table(acts("wire", more=f"{_later('seize')} AS frozen"), (
            Share("share", _("wires of which money was frozen"), "frozen"),
        )),
        Table(acts("seize", more=f"{hours(_SINCE.format('wire'), 'act.at')} AS took"), (
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
            Split("shared", _("shared, by marking"), by="tlp"), Share("feedback", _("with feedback"), "answered"),
        )),
        Table(entered(f"scope.theme = 'network' AND scope.kind <> '{facts.LEAD}'"), (
            Figure("incidents", _("requests on incidents")),
        )),
    )),
    Metric("M27", _("Hotline"), _(
        "Calls in the period by level, test calls counted apart; of the real calls, those answered within two hours "
        "and those confirmed in writing; and calls escalated to leadership level because nobody answered."
    ), (
        Table(acts("call", more=_CALL), (
            Figure("working", _("calls at working level"), "level <> 'leadership' AND NOT is_test"),
            Figure("leadership", _("calls at leadership level"), "level = 'leadership' AND NOT is_test"),
            Share("answered", _("answered within 2 hours"), "took <= 2", of="NOT is_test"),
            Share("confirmed", _("confirmed in writing"), "is_confirmed", of="NOT is_test"),
            Figure("tests", _("test calls"), "is_test"),
        )),
        Table(clocks(of_rules(facts.ESCALATING)), (Figure("escalated", _("escalated"), "is_due AND NOT is_met"),)),
    )),
)
