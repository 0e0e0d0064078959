"""How many requests are there, and how old are they? M01 to M05."""

from django.utils.translation import gettext_lazy as _

from workflows.reports.definitions import Figure, Metric, Spread, Table, days, within
from workflows.reports.rows import LEFT, stays


def _held(moment: str) -> Table:
    waits = f"({LEFT} IS NULL OR {LEFT} >= {moment})"
    return Table(
        stays(f"scope.begins_at < {moment} AND (scope.ended_at IS NULL OR scope.ended_at >= {moment})",
              f"{waits} AS waits"),
        (Figure("open", _("not closed")), Figure("unanswered", _("not answered"), "waits")),
    )


_AGE = days("begins_at", ":until")
METRICS = (
    Metric("M01", _("Opening stock"), _(
        "Requests that entered before the period began and had not ended then. An outgoing request enters when it is "
        "sent abroad, an incoming one when it is received. It ends when it is closed, refused, returned, withdrawn or "
        "lapsed; it is answered when the response has gone out (outgoing: to our agency)."
    ), (_held(":begins"),)),
    Metric("M02", _("Received"), _(
        "Requests that entered in the period. Linked requests that were split off, and requests reopened, are counted "
        "apart: opening stock + received + split off + reopened − ended = closing stock."
    ), (
        Table(stays(within("scope.begins_at")), (
            Figure("received", _("received"), "began_with IN ('receive', 'transmit')"),
            Figure("split", _("split off"), "began_with = 'split'"),
            Figure("reopened", _("reopened after they were closed"), "began_with = 'reopen'"),
            Figure("again", _("reopened after they were answered"), "began_with IN ('reopen', 'carried')"),
        )),
    )),
    Metric("M03", _("Closed"), _(
        "Requests that ended in the period, by how they ended; and those that were answered or ended without an answer."
    ), (
        Table(stays(f"{within('scope.ended_at')} AND scope.ended_with <> 'carried'"), (
            Figure("ended", _("ended")), Figure("closed", _("closed"), "ended_with = 'close'"),
            Figure("refused", _("refused"), "ended_with = 'refuse'"),
            Figure("returned", _("returned"), "ended_with = 'send_back'"),
            Figure("withdrawn", _("withdrawn"), "ended_with = 'withdraw'"),
            Figure("lapsed", _("lapsed"), "ended_with = 'lapse'"),
        )),
        Table(stays(within(LEFT)), (Figure("left", _("answered, or ended without an answer")),)),
    )),
    Metric("M04", _("Closing stock"), _(
        "Requests that entered before the period ended and had not ended then."
    ), (_held(":ends"),)),
    Metric("M05", _("Age of the stock"), _(
        "Days from entry (after a reopening: from that) to the end of the period, or to the moment of the data where "
        "that is earlier, of the requests in the closing stock."
    ), (
        Table(stays("scope.begins_at < :ends AND (scope.ended_at IS NULL OR scope.ended_at >= :ends)",
                    f"floor({_AGE}) AS age"), (
            Figure("d30", _("up to 30 days"), "age <= 30"),
            Figure("d90", _("31 to 90 days"), "age BETWEEN 31 AND 90"),
            Figure("d180", _("91 to 180 days"), "age BETWEEN 91 AND 180"),
            Figure("d365", _("181 to 365 days"), "age BETWEEN 181 AND 365"),
            Figure("older", _("more than 365 days"), "age > 365"),
            Spread("age", _("age in days"), of="age"),
        )),
    )),
)
