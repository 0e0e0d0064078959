"""`manage.py measures`: derives all measures from the record again; with `--check` only tells which differ."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from workflows.reports import measures


class Command(BaseCommand):
    help = "Derive what the scorecard counts from the record again. --check changes nothing and names what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare; exit status 1 where something differs")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["check"]:
            if differing := measures.differing():
                raise CommandError(f"The measures of {len(differing)} requests differ, first {differing[:20]}.")
            self.stdout.write("The measures are what the record gives.")
            return
        with transaction.atomic():
            self.stdout.write(f"{measures.derive()} stays measured.")
