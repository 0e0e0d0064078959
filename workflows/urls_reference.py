"""The addresses of calendars and clock rules, for administrators."""

from django.urls import path

from workflows.views import calendars, reference, rules

_VERSION = "calendars/<slug:code>/<int:number>/"
urlpatterns = [
    path("reference/", reference.index, name="reference"),
    path("calendars/", calendars.index, name="calendars"),
    path("calendars/<slug:code>/", calendars.show, name="calendar"),
    path("calendars/<slug:code>/draft/", calendars.draft, name="calendar_draft"),
    path(_VERSION, calendars.version, name="calendar_version"),
    path(f"{_VERSION}days.csv", calendars.file, name="calendar_file"),
    path(f"{_VERSION}publish/", calendars.publish, name="calendar_publish"),
    path(f"{_VERSION}discard/", calendars.discard, name="calendar_discard"),
    path(f"{_VERSION}move/", calendars.move, name="calendar_move"),
    path("rules/", rules.index, name="rules"),
    path("rules/<str:code>/", rules.show, name="rule"),
    path("rules/<str:code>/begin/", rules.begin, name="rule_begin"),
    path("rules/<str:code>/draft/", rules.edit, name="rule_draft"),
    path("rules/<str:code>/publish/", rules.publish, name="rule_publish"),
    path("rules/<str:code>/discard/", rules.discard, name="rule_discard"),
    path("rules/<str:code>/migrate/", rules.migrate, name="rule_migrate"),
]
