"""The smallest Django site there is: one view, one query along an index. What the machine gives at best."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mla.settings")
django.setup()
settings.ROOT_URLCONF, settings.MIDDLEWARE = "benchmarks.bare", []


def one(http: HttpRequest, pk: int) -> HttpResponse:
    """The reference of one request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT own_reference FROM mla_request WHERE id = %s", [pk])
        return HttpResponse(cursor.fetchone()[0])


urlpatterns = [path("<int:pk>/", one)]
application = WSGIHandler()
