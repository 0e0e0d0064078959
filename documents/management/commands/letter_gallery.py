"""`manage.py letter_gallery DIR`: one example of every letter as PDF, in each of its languages, with a list of them."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents import languages, pages, pdf, tokens
from documents.catalogue import titles
from documents.models import Letter

INDEX = "README.txt"


class Command(BaseCommand):
    help = (
        "Prints the latest letter of each sort, kind of request and direction into a folder, unsealed. "
        "Exit 1 if some letter of the catalogue was never issued here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--only", nargs="+", default=[], metavar="CODE", help="these letters alone, such as L01")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        wanted = set(options["only"] or titles())
        if unknown := sorted(wanted - set(titles())):
            raise CommandError(f"The catalogue has no letter {', '.join(unknown)}.")
        lines = [line for letter in _examples(wanted) for line in self.printed(letter, folder)]
        without = sorted(wanted - {line.partition("-")[0] for line in lines})
        lines += [f"{code}: no example, the letter was never issued here ({titles()[code][0]})" for code in without]
        (folder / INDEX).write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(lines) - len(without)} files and {INDEX} in {folder}")
        if without:
            raise CommandError(f"No example of {', '.join(without)}: fill the office first (./dev demo).", returncode=1)

    def printed(self, letter: Letter, folder: Path) -> Iterator[str]:
        """Write the letter in each version; a line of the list for each."""
        for name, written in _versions(letter.languages):
            snapshot = letter.snapshot
            if written != letter.languages:
                snapshot = {**languages.only(snapshot, written), "languages": written, "prevailing": None}
            seal = tokens.block(letter.number, letter.token)
            content, length = pdf.render(pages.page(letter.template, snapshot, seal))
            file = folder / f"{letter.code}-{letter.request.kind}-{letter.request.direction}-{name}.pdf"
            file.write_bytes(content)
            self.stdout.write(file.name)
            yield f"{file.name}: {letter.subject_en} {letter.subject_zh}, pages: {length}, as No. {letter.number}"


def _examples(codes: set[str]) -> list[Letter]:
    """The latest letter of each code, kind and direction."""
    found = (
        Letter.objects.filter(code__in=codes).select_related("request")
        .order_by("code", "request__kind", "request__direction", "-pk")
        .distinct("code", "request__kind", "request__direction")
    )
    return list(found)


def _versions(own: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The letter as it was written, and one that has two languages also in each of them alone."""
    yield "bilingual" if len(own) > 1 else languages.KEYS[own[0]], own
    if len(own) > 1:
        yield from ((languages.KEYS[one], [one]) for one in own)
