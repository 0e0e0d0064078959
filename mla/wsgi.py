"""The web server's entrance."""

import os

from django.core.wsgi import get_wsgi_application

from mla import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mla.settings")
database.ensure_running()
application = get_wsgi_application()
