"""`manage.py progress_report --from 2026-01-01 --to 2026-06-30 --json`: every metric of a period."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mla.models import Party
from workflows.reports import counting, labels, progress
from workflows.reports.metrics import METRICS


class Command(BaseCommand):
    help = "Print every metric of a period by direction, with the period before beside. It counts all requests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, help="the first day")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True, help="the last day")
        parser.add_argument("--party", default="", help="code of the other party; without it all")
        parser.add_argument("--public", action="store_true", help="leave out small numbers")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["first"] > options["last"]:
            raise CommandError("--from lies after --to.")
        party = Party.objects.filter(code=options["party"]).first()
        if options["party"] and party is None:
            raise CommandError(f"There is no party {options['party']}.")
        period = counting.of_office(options["first"], options["last"], now=timezone.now())
        found, previous = (progress.figures(one, party) for one in (period, period.before()))
        if options["public"]:
            found, previous = progress.published(found, previous)
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(period, found, previous), ensure_ascii=False, indent=1))
            return
        for code, metric in METRICS.items():
            self.stdout.write(f"{code} {metric.title}")
            for figure in metric.figures:
                words, sides = figure.words(), (found[code][side][figure.key] for side in ("in", "out", "all"))
                told = " | ".join(labels.told(value, words) for value in sides)
                self.stdout.write(f"    {figure.label}: {told}")


def _as_data(period: counting.Period, found: progress.Figures, previous: progress.Figures) -> dict[str, Any]:
    return {
        "from": period.first.isoformat(), "to": period.last.isoformat(), "zone": str(period.zone),
        "as_of": period.as_of.isoformat(), "metrics": found, "previous": previous,
    }
