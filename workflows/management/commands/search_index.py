"""`manage.py search_index`: brings the index of the search up to date, or writes it anew; may be stopped half-way."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from mla.models import Request
from workflows.searching import indexing


class Command(BaseCommand):
    help = "Indexes what has changed and what has no row yet. Stopped half-way, the next run goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="write every row again; until then each is found as it was",
        )

    def handle(self, *_: Any, anew: bool, verbosity: int, **options: Any) -> None:
        if anew:
            indexing.forget()
        while indexing.work_off():
            continue
        last: int | None = 0
        while last is not None:
            last = indexing.index_missing(last)
            if last and verbosity > 1:
                self.stdout.write(f"indexed up to request {last}")
        if verbosity:
            self.stdout.write(f"{Request.objects.count()} requests are indexed.")
