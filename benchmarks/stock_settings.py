"""The settings with which stock viewflow shows its own pages: its templates and addresses, on our database."""

from mla.settings import *  # noqa: F403
from mla.settings import INSTALLED_APPS as OUR_APPS
from mla.settings import MIDDLEWARE as OUR_MIDDLEWARE
from mla.settings import STORAGES as OUR_STORAGES

INSTALLED_APPS = [*OUR_APPS, "viewflow"]
MIDDLEWARE = [*OUR_MIDDLEWARE, "viewflow.middleware.SiteMiddleware"]
STORAGES = {  # its own files are not among those we collect
    **OUR_STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ROOT_URLCONF = "benchmarks.stock_urls"
ALLOWED_HOSTS = ["testserver"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
