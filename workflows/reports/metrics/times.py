"""How timely are we, and they? M06 to M09."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.reports import facts
from workflows.reports.definitions import Metric, Share, Spread, Table, days, within
from workflows.reports.rows import CAME, DONE, clocks, of_rules, stays


def _on_time(prefix: str, label: Promise, where: str = "true") -> tuple[Share, Share]:
    return (
        Share(f"{prefix}on_time", label, "is_met", of=f"is_due AND {where}"),
        Share(f"{prefix}raw", _("the same, pauses counted in"), "is_raw_met", of=f"is_raw_due AND {where}"),
    )


_ACK = days("scope.begins_at", "scope.acknowledged_at")
_LONG = days("scope.begins_at", DONE)
_LEGS = clocks(f"({of_rules(*facts.EXECUTING)} OR rule.code ~ '^CN24-[LCH][0-9]+U?$')")
METRICS = (
    Metric("M06", _("Acknowledged on time"), _(
        "Of the clocks for acknowledging that were due in the period, those met in time; a request withdrawn before "
        "is left out. Median and 90th percentile of the days from receipt to the acknowledgements of the period."
    ), (
        Table(clocks(of_rules(*facts.ACKNOWLEDGING)), _on_time("", _("acknowledged on time"))),
        Table(stays(within("scope.acknowledged_at"), f"{_ACK} AS took"), (
            Spread("days", _("days to the acknowledgement"), of="took"),
        )),
    )),
    Metric("M07", _("Decided on time"), _(
        "Of the clocks for deciding that were due in the period, those met in time. Time in which a clock was paused "
        "does not count; the second share is what it would be if it did."
    ), (Table(clocks(of_rules(*facts.DECIDING)), _on_time("", _("decided on time"))),)),
    Metric("M08", _("Executed on time"), _(
        "Of the clocks for executing that were due in the period, those met in time; and the same for each tier of the "
        "chain: liaison organ, competent authority, case-handling organ."
    ), (
        Table(_LEGS, (
            *_on_time("", _("executed on time"), f"code IN {facts.EXECUTING}"),
            *_on_time("l_", _("liaison organ on time"), "code LIKE 'CN24-L%'"),
            *_on_time("c_", _("competent authority on time"), "code LIKE 'CN24-C%'"),
            *_on_time("h_", _("case-handling organ on time"), "code LIKE 'CN24-H%'"),
        )),
    )),
    Metric("M09", _("From receipt to response"), _(
        "Days from receipt to the response of the requested side, of the requests answered for the first time in the "
        "period; and the same less the time in which one of the request's clocks was paused."
    ), (
        Table(stays(f"{CAME} AND {within(DONE)}", f"{_LONG} AS took, {_LONG} - scope.paused / 86400.0 AS net"), (
            Spread("gross", _("days, pauses counted in"), of="took"),
            Spread("net", _("days without pauses"), of="net"),
        )),
    )),
)
