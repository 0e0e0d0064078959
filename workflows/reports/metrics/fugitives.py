"""Do the cases of fugitives move? M28 and M29."""

from django.utils.translation import gettext_lazy as _

from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Share, Split, Spread, Table, days, within
from workflows.reports.rows import acts, stays

_LAST = "(SELECT {}(act.at) FROM act WHERE act.request_id = scope.request_id AND act.verb IN ({}) AND act.at < :ends)"
_LISTED = _LAST.format("min", "'list'")
_MOVED = _LAST.format("max", "'list', 'review', 'nominate'")
_DAYS = days(_LISTED, "scope.ended_at")
_ON_LIST = f"{_LISTED} IS NOT NULL"
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
        "Cases on the list at the end of the period; of these, those reviewed in the period and those without any act "
        "for more than 90 days; and cases of the list that ended in the period."
    ), (
        Table(stays(f"scope.begins_at < :ends AND (scope.ended_at IS NULL OR scope.ended_at >= :ends) AND {_ON_LIST}",
                    f"{_MOVED} AS moved_at"), (
            Figure("size", _("on the list")),
            Share("moved", _("reviewed in the period"), within("moved_at")),
            Share("silent", _("without an act for more than 90 days"), "moved_at < :until - interval '90 days'"),
        )),
        Table(stays(f"{within('scope.ended_at')} AND scope.ended_with <> 'carried' AND {_ON_LIST}"), (
            Figure("closed", _("ended")),
        )),
    )),
)
