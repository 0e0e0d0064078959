"""The addresses of the scorecard, the metrics and the reports."""

from django.urls import path

from workflows.views import scorecard

urlpatterns = [
    path("scorecard/", scorecard.show, name="scorecard"),
    path("scorecard/metrics/", scorecard.metrics, name="metrics"),
    path("scorecard/metrics/<slug:code>/", scorecard.metric, name="metric"),
    path("scorecard/metrics/<slug:code>/<slug:key>/", scorecard.figure, name="figure"),
]
