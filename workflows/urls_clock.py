"""The addresses of a clock."""

from django.urls import path

from workflows.views import clock, clock_acts

urlpatterns = [
    path("clocks/<int:pk>/", clock.show, name="clock"),
    path("clocks/<int:pk>.json", clock.as_json, name="clock_json"),
    path("clocks/<int:pk>/<slug:word>/", clock_acts.act, name="clock_act"),
]
