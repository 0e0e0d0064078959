"""Do parcels and substances move forward? M21 and M22."""

from django.utils.translation import gettext_lazy as _

from workflows.reports import facts
from workflows.reports.definitions import Figure, Metric, Spread, Table, Total, days, within
from workflows.reports.rows import CAME, DONE, acts, entered, stays

_TOOK = f"{days('scope.begins_at', DONE)} AS took"
_SEIZED = (
    f"{facts.number('weight', 'amount')} AS kg, {facts.number('parcels')} AS parcels, "
    f"{facts.number('networks')} AS networks, {facts.number('cases')} AS cases"
)
METRICS = (
    Metric("M21", _("Parcel requests"), _(
        "Requests to trace parcels received and answered in the period, days to the answer; parcels identified, "
        "seizures with their weight, networks identified and cases opened, as told with the acts of the period."
    ), (
        Table(entered(f"scope.kind = '{facts.PARCEL}'"), (Figure("requests", _("requests")),)),
        Table(stays(f"{CAME} AND scope.kind = '{facts.PARCEL}' AND {within(DONE)}", _TOOK), (
            Figure("answered", _("answered")), Spread("days", _("days to the answer"), of="took"),
        )),
        Table(acts("seize", "feedback", more=_SEIZED, condition="scope.theme = 'narcotics'"), (
            Figure("seizures", _("seizures"), "act_verb = 'seize'"),
            Total("weight", _("seized"), "act_verb = 'seize'", of="kg", unit="kg"),
            Total("parcels", _("parcels identified"), of="parcels"),
            Total("networks", _("networks identified"), of="networks"),
            Total("cases", _("cases opened"), of="cases"),
        )),
    )),
    Metric("M22", _("Substances and precursors"), _(
        "Notices on substances exchanged in the period, and those on which the receiving side acted; decisions to "
        "control a substance communicated, and controls that took effect, with their dates in the list behind."
    ), (
        Table(entered(f"scope.kind = '{facts.SUBSTANCE}'"), (Figure("notices", _("notices")),)),
        Table(acts("feedback", more=f"{facts.is_true('acted')} AS acted",
                   condition=f"scope.kind = '{facts.SUBSTANCE}'"), (Figure("acted", _("acted on"), "acted"),)),
        Table(acts("schedule", "control"), (
            Figure("scheduled", _("decisions communicated"), "act_verb = 'schedule'"),
            Figure("controlled", _("controls in effect"), "act_verb = 'control'"),
        )),
    )),
)
