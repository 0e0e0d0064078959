"""The address of the links of a request."""

from django.urls import path

from workflows.views import links

urlpatterns = [path("requests/<int:pk>/links/", links.show, name="request_links")]
