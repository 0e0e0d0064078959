"""`manage.py letter_gallery DIR`: one PDF of each letter that the database has, to look at before a release."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from documents import pages, pdf
from documents.models import Letter


class Command(BaseCommand):
    help = "Prints the newest letter of each code and kind into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        newest = Letter.objects.order_by("code", "request__kind", "-pk").distinct("code", "request__kind")
        for letter in newest.select_related("request"):
            file = folder / f"{letter.code}-{letter.request.kind}.pdf"
            try:
                content, length = pdf.render(pages.page(letter.template, letter.snapshot))
            except pdf.Unprintable as flaw:
                self.stderr.write(f"{file.name}: {flaw}")
                continue
            file.write_bytes(content)
            self.stdout.write(f"{file.name}: {length} pages, {len(content)} bytes")
