"""The web server's entrance."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from mla import database, memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mla.settings")
database.ensure_running()
application = get_wsgi_application()
_ = get_resolver().url_patterns  # all pages are loaded before the first is asked for
memory.keep()
