"""How good is the work, and what is known of it? M30 to M34."""

from django.utils.translation import gettext_lazy as _

from workflows.reports import facts
from workflows.reports.definitions import Figure, Mean, Metric, Share, Table, within
from workflows.reports.rows import DONE, acts

_OPEN = "scope.begins_at < :ends AND (scope.ended_at IS NULL OR scope.ended_at >= :ends)"
_REMINDED = f"""
    SELECT scope.*, coalesce(told.sent, 0) AS sent, coalesce(told.ever, 0) AS ever FROM scope LEFT JOIN (
        SELECT act.request_id, count(*) FILTER (WHERE {within('act.at')}) AS sent, count(*) AS ever
        FROM act WHERE act.verb = 'remind' GROUP BY act.request_id
    ) told ON told.request_id = scope.request_id WHERE {_OPEN}"""
_LACKS = """(request.instrument_id IS NULL OR request.agency_id IS NULL AND scope.direction = 'out'
    OR (request.foreign_reference = '' AND EXISTS (SELECT 1 FROM workflows_measure first
        WHERE first.request_id = scope.request_id AND first.acknowledged_at IS NOT NULL))
    OR (scope.urgency IN ('urgent', 'emergency') AND request.urgency_reason = '')
    OR EXISTS (SELECT 1 FROM mla_assistanceitem item WHERE item.request_id = scope.request_id AND (
        (scope.answered_at IS NOT NULL AND item.outcome = '')
        OR (scope.decided_at IS NOT NULL AND scope.direction = 'in' AND item.disposition = 'pending')))) AS lacks"""
METRICS = (
    Metric("M30", _("Feedback"), _(
        "Mean of the usefulness from 1 to 5 in the feedback of the period, how many said one, and of the requests "
        "answered in the period those with feedback until its end."
    ), (
        Table(acts("feedback", more=f"{facts.number('usefulness')} AS usefulness"), (
            Mean("usefulness", _("usefulness"), of="usefulness"),
        )),
        Table(f"""SELECT DISTINCT ON (scope.request_id) scope.*, EXISTS (SELECT 1 FROM act WHERE
                  act.request_id = scope.request_id AND act.verb = 'feedback' AND act.at < :ends) AS told
                  FROM scope WHERE {within(DONE)}""", (Share("rate", _("with feedback"), "told"),)),
    )),
    Metric("M31", _("Reminders"), _(
        "Reminders in the period; and of the requests in the closing stock, those with a reminder in the period and "
        "those with more than three reminders in all."
    ), (
        Table(acts("remind"), (Figure("sent", _("reminders")),)),
        Table(_REMINDED, (
            Mean("each", _("reminders for each open request"), of="sent"),
            Share("reminded", _("with a reminder"), "sent > 0"),
            Figure("often", _("more than three reminders"), "ever > 3"),
        )),
    )),
    Metric("M32", _("Quality of the data"), _(
        "Requests that entered until the end of the period and are open then, or ended in it, that lack something: the "
        "legal basis, the agency, their reference after an acknowledgement, the reason of an urgency, the decision or "
        "the outcome of an item; and letters of the period that correct another one."
    ), (
        Table(f"""SELECT DISTINCT ON (scope.request_id) scope.*, {_LACKS}
                  FROM scope JOIN mla_request request ON request.id = scope.request_id
                  WHERE ({_OPEN} OR ({within('scope.ended_at')} AND scope.ended_with <> 'carried'))
                  ORDER BY scope.request_id, scope.nth DESC""", (
            Share("lacking", _("something is missing"), "lacks"),
        )),
        Table(f"""SELECT scope.* FROM documents_letter letter
                  JOIN scope ON scope.request_id = letter.request_id AND scope.is_last
                  WHERE letter.supersedes_id IS NOT NULL AND {within('letter.issued_at')}""", (
            Figure("corrected", _("letters corrected")),
        )),
    )),
    Metric("M33", _("Small numbers"), _(
        "In a report for the public every number below three is left out, and with it those from which it could be "
        "worked out. The report of the office keeps all of them."
    ), ()),
    Metric("M34", _("Reconciliation"), _(
        "Their list of requests beside ours, matched by the references of both sides: how many each side has, how many "
        "both have, and what differs. It is done before a report is signed."
    ), ()),
)
