"""The smallest Django site there is: one view, one query along an index. What the machine gives at best."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mla.settings")
settings.ROOT_URLCONF, settings.MIDDLEWARE = "benchmarks.bare", []
application = get_wsgi_application()


def one(http: HttpRequest, pk: int) -> HttpResponse:
    """The reference of one request."""
    return HttpResponse(Request.objects.values_list("own_reference", flat=True).get(pk=pk))


from mla.models import Request  # noqa: E402 -- models exist once the application is set up

urlpatterns = [path("<int:pk>/", one)]
