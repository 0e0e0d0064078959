"""The address of the list of priority cases."""

from django.urls import path

from workflows.views import priorities

urlpatterns = [path("priority-cases/", priorities.show, name="priority_cases")]
