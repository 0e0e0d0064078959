"""`manage.py lifecycle`: writes `docs/lifecycle.md` from the code, or checks that it is current."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mla.lifecycle_text import page


class Command(BaseCommand):
    help = "Write docs/lifecycle.md from the code; with --check only say whether it is current (exit 1 if not)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        file = Path(settings.BASE_DIR) / "docs" / "lifecycle.md"
        if options["check"]:
            if not file.exists() or file.read_text() != page():
                raise SystemExit("docs/lifecycle.md is out of date: run manage.py lifecycle")
            return
        file.parent.mkdir(exist_ok=True)
        file.write_text(page())
        self.stdout.write(f"Written: {file.relative_to(settings.BASE_DIR)}")
