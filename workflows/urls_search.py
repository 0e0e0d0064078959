"""The addresses of the search."""

from django.urls import path

from workflows.views import search

urlpatterns = [
    path("search/", search.show, name="search"),
]
