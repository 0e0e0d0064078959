"""`manage.py link_index`: derives the keys by which requests are linked again, from whom and what they name."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from mla.links import keys, storing
from mla.models import LinkKey, Request

_BATCH = 500


class Command(BaseCommand):
    help = (
        "Writes the keys of every request anew, a batch in one transaction. With --check it writes nothing and exits "
        "with 1 where the stored keys of a request are not those of its subjects."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        requests, wrong, last = 0, 0, 0
        while batch := self._next(last):
            with transaction.atomic():
                rows = Request.objects.filter(pk__in=batch).order_by("pk")
                locked = rows.prefetch_related(*storing.RELATED) if options["check"] else (
                    rows.select_for_update(of=("self",)).prefetch_related(*storing.RELATED))
                stale = [one for one in locked if _is_stale(one)]
                if stale and not options["check"]:
                    LinkKey.objects.filter(request__in=stale).delete()
                    storing.derive(stale)
            requests, wrong, last = requests + len(batch), wrong + len(stale), batch[-1]
        if options["json"]:
            self.stdout.write(json.dumps({"requests": requests, "wrong": wrong}))
        elif options["verbosity"]:
            self.stdout.write(f"{requests} requests, the keys of {wrong} were not those of their subjects.")
        if wrong and options["check"]:
            raise SystemExit(1)

    def _next(self, last: int) -> list[int]:
        return list(Request.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH])


def _is_stale(request: Request) -> bool:
    return keys.of_request(request) != {(one.sort, one.key): one.said for one in request.link_keys.all()}
