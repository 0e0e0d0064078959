"""The addresses of the search, of the palette, and of what a person sets for themselves."""

from django.urls import path

from workflows.views import palette, preferences, search

urlpatterns = [
    path("search/", search.show, name="search"),
    path("search/palette/", palette.show, name="palette"),
    path("account/settings/", preferences.show, name="preferences"),
    path("help/keys/", preferences.keys, name="keys"),
]
