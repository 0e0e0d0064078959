"""`manage.py volume`: fills an empty office with as many requests, tasks and people as a benchmark needs."""

import time
from argparse import ArgumentParser
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from mla.exceptions import NotPossible
from mla.models import Party
from workflows import volume


class Command(BaseCommand):
    help = (
        "Fills an EMPTY office with invented requests, tasks, records, clocks and officers (v0000, v0001, ...), for "
        "measuring. Refused where there is any request."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for field in fields(volume.Sizes):
            parser.add_argument(f"--{field.name}", type=int, default=field.default, help=f"default {field.default:,}")
        parser.add_argument("--now", type=datetime.fromisoformat, help="the present moment, with its offset")
        parser.add_argument("--password", default="", help="of every officer; without it nobody can sign in")

    def handle(self, *_: Any, **options: Any) -> None:
        sizes = volume.Sizes(**{field.name: options[field.name] for field in fields(volume.Sizes)})
        now = options["now"] or timezone.now()
        if now.tzinfo is None:
            raise CommandError("--now needs its offset from UTC, such as 2026-11-22T12:00+00:00")
        if not Party.objects.exists():
            call_command("load_reference", verbosity=0)
        begun = time.monotonic()
        try:
            copied = volume.load(sizes, now=now, password=options["password"])
        except NotPossible as refusal:
            raise CommandError(str(refusal)) from refusal
        except ProgrammingError as problem:
            raise CommandError(f"The database role may not switch triggers off: {problem}") from problem
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        if options["verbosity"]:
            for name, number in copied.items():
                self.stdout.write(f"{number:>10,}  {name}")
            self.stdout.write(f"Loaded in {time.monotonic() - begun:.0f} s.")
