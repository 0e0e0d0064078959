"""The addresses of the scorecard, the metrics, the commitments and the reports."""

from django.urls import path, re_path

from workflows.views import commitments, reconciliation, reports, scorecard

urlpatterns = [
    path("scorecard/", scorecard.show, name="scorecard"),
    path("scorecard/metrics/", scorecard.metrics, name="metrics"),
    path("scorecard/metrics/<slug:code>/", scorecard.metric, name="metric"),
    path("scorecard/metrics/<slug:code>/<slug:key>/", scorecard.figure, name="figure"),
    path("commitments/", commitments.index, name="commitments"),
    path("commitments/<slug:code>/", commitments.show, name="commitment"),
    path("reports/", reports.index, name="reports"),
    path("reports/reconciliation/", reconciliation.show, name="reconciliation"),
    path("reports/reconciliation/send/", reconciliation.send, name="reconciliation_send"),
    path("reports/reconciliation/<int:which>.pdf", reconciliation.fetch, name="reconciliation_list"),
    path("reports/<int:which>/", reports.show, name="report"),
    path("reports/<int:which>/count/", reports.refresh, name="report_refresh"),
    path("reports/<int:which>/sign/", reports.sign, name="report_sign"),
    re_path(r"^reports/(?P<which>[0-9]+)/report\.(?P<sort>pdf|csv|xlsx)$", reports.fetch, name="report_file"),
]
