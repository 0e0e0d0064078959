"""Do the cases of fugitives move? M28 and M29."""

from django.utils.translation import gettext_lazy as _

from mla.kinds.fugitive.asking import ENDS
from mla.kinds.fugitive.standing import SILENT_DAYS
from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Share, Split, Spread, Table, days, within
from workflows.reports.rows import acts, first, listed, looking

_MOVING = listed("nominate", "list", "review", "resolve", "delist")
_ON_LIST = "said.last = 'list'"
_SAID = f"""(
    SELECT act.request_id, max(act.at) FILTER (WHERE act.verb <> 'review') AS last_at,
        (array_agg(act.verb ORDER BY act.at DESC, act.seq DESC) FILTER (WHERE act.verb <> 'review'))[1] AS last,
        max(act.at) FILTER (WHERE act.verb = 'review') AS reviewed_at,
        max(act.at) FILTER (WHERE act.verb IN ('nominate', 'list')
            OR (act.verb = 'review' AND {facts.text('finding')} <> 'unchanged')) AS moved_at,
        bool_or(act.verb = 'list') AS was_listed
    FROM act WHERE act.verb IN ({_MOVING}) GROUP BY act.request_id) said"""
METRICS = (
    Metric("M28", _("Fugitives"), _(
        "Cases proposed, found viable and put on the list of priority cases in the period; cases resolved in the "
        "period by the way that was told, with the days since they were first listed; and acts of the period that tell "
        "of a complaint about conduct on the territory of the host State."
    ), (
        Table(acts("nominate", "assess", "list", "review", "arrest", "resolve", "delist",
                   more=f"act.details->>'result' AS result, {facts.is_true('incident')} AS incident"), (
            Figure("nominated", _("proposed"), "act_verb = 'nominate'"),
            Figure("viable", _("found viable"), "act_verb = 'assess' AND result = 'viable'"),
            Figure("listed", _("put on the list"), "act_verb = 'list'"),
            Figure("incidents", _("complaints about sovereignty"), "incident"),
        )),
        Table(acts("resolve", more=f"act.details->>'how' AS how, {days('act.listed_at', 'act.at')} AS took",
                   source=looking(f"{first('list', 'whole')} AS listed_at")), (
            Split("resolved", _("resolved, by route"), by="how", names=lambda: dict(ENDS)),
            Spread("days", _("days on the list"), of="took"),
        )),
    )),
    Metric("M29", _("Priority cases"), _(
        "Cases on the list at the end of the period; of these, those reviewed in the period, those that moved in it, "
        "and those without an action for more than 90 days; and cases of the list that were resolved, taken off it or "
        "ended in the period. A nomination, a listing, and a review that found more than no change are actions."
    ), (
        Table(f"""SELECT scope.*, said.moved_at, said.reviewed_at
                  FROM {_SAID} JOIN scope ON scope.request_id = said.request_id
                  WHERE {_ON_LIST} AND scope.begins_at < :ends
                  AND (scope.ended_at IS NULL OR scope.ended_at >= :ends)""", (
            Figure("size", _("on the list")),
            Share("reviewed", _("reviewed in the period"), within("reviewed_at")),
            Share("moved", _("moved in the period"), within("moved_at")),
            Share("silent", _("without an action for more than 90 days"),
                  f"moved_at < :until - interval '{SILENT_DAYS} days'"),
        )),
        Table(f"""SELECT scope.* FROM {_SAID} JOIN scope ON scope.request_id = said.request_id AND scope.is_last
                  WHERE (said.last IN ('resolve', 'delist') AND said.was_listed AND {within('said.last_at')})
                  OR ({_ON_LIST} AND {within('scope.ended_at')})""", (
            Figure("closed", _("ended")),
        )),
    )),
)
