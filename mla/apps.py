"""The Django application `mla`."""

from django.apps import AppConfig
from django.core.checks import register

from mla import checks


class MlaConfig(AppConfig):
    name = "mla"
    verbose_name = "Mutual legal assistance"

    def ready(self) -> None:
        register(checks.pango)
