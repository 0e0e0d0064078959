"""The Django application `documents`."""

from django.apps import AppConfig
from django.core.checks import register

from documents import checks


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        register(checks.seal)
