"""`manage.py verify_record`: is the record of every request (or of one) as it was written?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mla.models import Event, Request
from mla.verification import breaks


class Command(BaseCommand):
    help = "Walk the chains of the record; exit 1 and name the first broken event when one was tampered with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", nargs="?", help="our reference of one request; default: all")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(breaks(_pk(options["reference"])))
        if options["json"]:
            self.stdout.write(json.dumps({"whole": not found, "breaks": [asdict(one) for one in found]}))
        for one in () if options["json"] else found:
            self.stderr.write(f"{one.reference or one.request} event {one.seq}: {one.reason}")
        if found:
            raise SystemExit(1)
        if not options["json"]:
            events, requests = Event.objects.count(), Request.objects.count()
            self.stdout.write(f"The record is whole: {events} events of {requests} requests.")


def _pk(reference: str | None) -> int | None:
    if reference is None:
        return None
    pk = Request.objects.filter(own_reference=reference).values_list("pk", flat=True).first()
    if pk is None:
        raise CommandError(f"There is no request with the reference {reference}.")
    return pk
