"""Are persons verified, documented and returned? M18 to M20."""

from django.utils.translation import gettext_lazy as _

from mla.kinds.repatriation.fields import FAILURES
from mla.kinds.repatriation.persons import CUSTODY
from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Share, Split, Spread, Table, days, within
from workflows.reports.rows import acts, clocks, entered, of_rules

_VERIFIED = ("verify", "not_national", "undetermined")
_CUSTODY = """(SELECT nullif(person.details->>'custody', '') FROM mla_person person
    WHERE person.request_id = act.request_id AND person.id::text = act.details->>'person')"""
_TOOK = days("scope.begins_at", "act.at")
_OURS = f"scope.kind = '{facts.REPATRIATION}'"
_GONE = f"""
    SELECT * FROM (
        SELECT DISTINCT ON (act.request_id, {facts.text('person')}) scope.*, act.at AS act_at, act.failed_at
        FROM (SELECT act.*, max(act.at) FILTER (WHERE act.verb = 'fail') OVER (
            PARTITION BY act.request_id, act.details->>'person') AS failed_at FROM act) act
        JOIN scope ON scope.request_id = act.request_id AND scope.is_last
        WHERE act.verb IN ('depart', 'hand_over') AND {_OURS}
        ORDER BY act.request_id, {facts.text('person')}, act.at
    ) gone WHERE {within('act_at')} AND (failed_at IS NULL OR failed_at < act_at)"""
_HERE = "clock.{}::timestamptz AT TIME ZONE obliged.zone"
_ISSUED = within("clock.stops_at")
_LAPSED = (  # the strict day is over, and there was no document
    "(left(clock.strict, 10)::date + 1) AT TIME ZONE obliged.zone {} "
)
_OVER = f"({_LAPSED.format('> :begins')} AND {_LAPSED.format('<= :until')})"
_STRICT_DAYS = (
    f"(({_HERE.format('stops_at')})::date - ({_HERE.format('starts_at')})::date) <= rule.count AS in_raw, "
    f"(({_HERE.format('stops_at')})::date <= left(clock.strict, 10)::date) AS in_strict, {_ISSUED} AS issued, "
    f"({_OVER} AND (clock.stops_at IS NULL OR clock.stops_at >= :ends)) AS without"
)
METRICS = (
    Metric("M18", _("Verification of identity"), _(
        "Requests for the verification of identity received in the period; what was found on persons in the period; "
        "the days from receipt to the verification; and the verified persons by custody."
    ), (
        Table(entered(f"scope.kind = '{facts.REPATRIATION}'"), (Figure("requests", _("requests")),)),
        Table(acts(*_VERIFIED, more=f"{_TOOK} AS took, {_CUSTODY} AS custody"), (
            Figure("verified", _("verified"), "act_verb = 'verify'"),
            Figure("not_national", _("found not to be nationals"), "act_verb = 'not_national'"),
            Figure("undetermined", _("not determined"), "act_verb = 'undetermined'"),
            Spread("days", _("days to the verification"), "act_verb = 'verify'", of="took"),
            Split("custody", _("verified, by custody"), "act_verb = 'verify'", by="custody",
                  names=lambda: dict(CUSTODY)),
        )),
    )),
    Metric("M19", _("Travel documents within 30 days"), _(
        "Of the travel documents issued in the period, together with the persons whose 30 days from verification ended "
        "in it without a document, the documents issued within 30 calendar days of verification: pauses counted out "
        "(strict), pauses counted in (raw), and by the due day, which does not fall on a day of rest."
    ), (
        Table(clocks(of_rules(facts.TRAVEL_DOCUMENT), f"({_ISSUED} OR {_OVER})", _STRICT_DAYS), (
            Share("strict", _("within 30 days, without pauses"), "issued AND in_strict", of="issued OR without"),
            Share("raw", _("within 30 days, pauses counted in"), "issued AND in_raw", of="issued OR without"),
            Share("due", _("by the due day"), "issued AND is_met", of="issued OR without"),
        )),
    )),
    Metric("M20", _("Returns"), _(
        "Travel documents issued, persons who left or were handed over (each person once, at the first of the two "
        "acts, and not where the return failed afterwards), returns that failed by reason, and travel documents that "
        "expired unused, in the period."
    ), (
        Table(acts("issue_document"), (Figure("issued", _("travel documents issued")),)),
        Table(_GONE, (Figure("returned", _("persons returned")),)),
        Table(acts("fail", more="act.details->>'reason' AS reason"), (
            Split("failed", _("failed, by reason"), by="reason", names=lambda: dict(FAILURES)),
        )),
        Table(clocks(of_rules(facts.VALIDITY)), (
            Figure("expired", _("travel documents expired"), "is_due AND NOT is_met"),
        )),
    )),
)
