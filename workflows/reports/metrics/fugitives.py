"""Do the cases of fugitives move? M28 and M29."""

from django.utils.translation import gettext_lazy as _

from mla.kinds.fugitive.standing import SILENT_DAYS
from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Share, Split, Spread, Table, days, within
from workflows.reports.rows import acts, stays

_LAST = "(SELECT {}(act.at) FROM act WHERE act.request_id = scope.request_id AND act.verb IN ({}) AND act.at < :ends)"
_LIST = "'list'"
_LISTED = _LAST.format("min", _LIST)
_REVIEWED = _LAST.format("max", "'review'")
_MOVED = (
    "(SELECT max(act.at) FROM act WHERE act.request_id = scope.request_id AND act.at < :ends AND (act.verb IN "
    f"('list', 'nominate') OR (act.verb = 'review' AND {facts.text('finding')} <> 'unchanged')))"
)
_DAYS = days(_LISTED, "scope.ended_at")
_WAS_LISTED = f"scope.kind = '{facts.FUGITIVE}' AND {_LISTED} IS NOT NULL"
_ON_LIST = (
    f"{_WAS_LISTED} AND NOT EXISTS (SELECT FROM mla_event event WHERE event.request_id = scope.request_id AND "
    "event.verb IN ('resolve', 'delist') AND event.happened_at < :ends AND event.happened_at >= "
    f"{_LAST.format('max', _LIST)})"
)
METRICS = (
    Metric("M28", _("Fugitives"), _(
        "Cases proposed, found viable and put on the list of priority cases in the period; cases that ended in the "
        "period by the route that was told, with the days on the list; and complaints about conduct on the territory."
    ), (
        Table(acts("nominate", "list", "review", more=f"{facts.is_true('is_viable')} AS is_viable, "
                   f"{facts.is_true('incident')} AS incident"), (
            Figure("nominated", _("proposed"), "act_verb = 'nominate'"),
            Figure("viable", _("found viable"), "act_verb = 'review' AND is_viable"),
            Figure("listed", _("put on the list"), "act_verb = 'list'"),
            Figure("incidents", _("complaints about sovereignty"), "incident"),
        )),
        Table(stays(f"scope.kind = '{facts.FUGITIVE}' AND scope.ended_with = 'close' AND {within('scope.ended_at')}",
                    f"{_DAYS} AS took, coalesce((SELECT max(details->>'route') FROM mla_event WHERE request_id = "
                    "scope.request_id AND details ? 'route'), '–') AS route"), (
            Split("resolved", _("resolved, by route"), by="route"),
            Spread("days", _("days on the list"), of="took"),
        )),
    )),
    Metric("M29", _("Priority cases"), _(
        "Cases on the list at the end of the period; of these, those reviewed in the period, those that moved in it, "
        "and those without an action for more than 90 days; and cases of the list that ended in the period. A "
        "nomination, a listing, and a review that found more than no change are actions."
    ), (
        Table(stays(f"scope.begins_at < :ends AND (scope.ended_at IS NULL OR scope.ended_at >= :ends) AND {_ON_LIST}",
                    f"{_MOVED} AS moved_at, {_REVIEWED} AS reviewed_at"), (
            Figure("size", _("on the list")),
            Share("reviewed", _("reviewed in the period"), within("reviewed_at")),
            Share("moved", _("moved in the period"), within("moved_at")),
            Share("silent", _("without an action for more than 90 days"),
                  f"moved_at < :until - interval '{SILENT_DAYS} days'"),
        )),
        Table(stays(f"{within('scope.ended_at')} AND scope.ended_with <> 'carried' AND {_WAS_LISTED}"), (
            Figure("closed", _("ended")),
        )),
    )),
)
