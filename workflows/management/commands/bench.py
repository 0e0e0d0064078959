"""`manage.py bench [NAME...]`: runs the benchmarks, prints a table and keeps it in build/bench.json."""

import importlib
import json
import pkgutil
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import benchmarks
from benchmarks import Row

TOOLS = ("bare", "load", "stock", "stock_settings", "stock_urls", "throwaway")
"""Modules of the folder that measure nothing."""


class Command(BaseCommand):
    help = "Measures; without a name, everything. The results are also written to build/bench.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME")

    def handle(self, *_: Any, names: list[str], **options: Any) -> None:
        known = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in TOOLS)
        if unknown := sorted(set(names) - set(known)):
            raise CommandError(f"no benchmark {', '.join(unknown)}; there are: {', '.join(known) or 'none'}")
        rows: list[Row] = []
        for name in names or known:
            self.stderr.write(f"measuring {name} ...")
            measured = importlib.import_module(f"benchmarks.{name}").run()
            for line in _table(measured):
                self.stdout.write(line)
            rows += measured
        folder = settings.BASE_DIR / "build"
        folder.mkdir(exist_ok=True)
        text = json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False)
        (folder / "bench.json").write_text(text + "\n")


def _table(rows: Iterable[Row]) -> list[str]:
    heads = [field.name for field in fields(Row)]
    cells = [heads, *([_cell(value) for value in asdict(row).values()] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]


def _cell(value: str | float | None) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
        case _:
            return str(value)
