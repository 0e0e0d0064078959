"""The address of a clock."""

from django.urls import path

from workflows.views import clock

urlpatterns = [path("clocks/<int:pk>/", clock.show, name="clock")]
