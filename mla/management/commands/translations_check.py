"""`manage.py translations_check`: is every sentence translated, and does the .mo match the .po?"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

_LOCALE = "zh_Hans"
_FILE = Path("mla") / "locale" / _LOCALE / "LC_MESSAGES" / "django.po"
_SOURCES = ("mla", "documents", "workflows", "templates")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w*\}(?!\})|%[sd]")

Key = tuple[str | None, str, str]


class Command(BaseCommand):
    help = "Names every sentence that is not translated into Chinese, and a .mo that does not match its .po."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **options: Any) -> None:
        if not shutil.which("xgettext"):
            raise CommandError("xgettext is missing. As root: apt-get install gettext")
        path = settings.BASE_DIR / _FILE
        if not path.exists():
            raise CommandError(f"{_FILE} is missing: manage.py makemessages -l {_LOCALE}")
        problems = [*_untranslated(_extracted(), polib.pofile(str(path))), *_stale(path)]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems in {_FILE}")
        self.stdout.write(f"Every sentence is translated in {_FILE}.")


def _extracted() -> polib.POFile:
    """All sentences of the source, extracted afresh in a copy of it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copy(settings.BASE_DIR / "manage.py", copy)
        for source in filter(lambda name: (settings.BASE_DIR / name).is_dir(), _SOURCES):
            shutil.copytree(settings.BASE_DIR / source, copy / source, ignore=_only_sources)
        (copy / _FILE).parent.mkdir(parents=True)
        environment = {**os.environ, "MLA_DATA": folder, "SECRET_KEY": "unused"}
        command = [sys.executable, "manage.py", "makemessages", "-l", _LOCALE]
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandError(f"makemessages failed:\n{done.stderr}")
        return polib.pofile(str(copy / _FILE))


def _only_sources(folder: str, names: list[str]) -> list[str]:
    wanted = {".py", ".html", ".txt"}
    return [n for n in names if n in {"locale", "__pycache__"} or Path(n).suffix not in wanted | {""}]


def _key(entry: polib.POEntry | polib.MOEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def _longest(entry: polib.POEntry) -> str:
    """The plural has the number that the singular may leave out."""
    return entry.msgid_plural or entry.msgid


def _texts(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _untranslated(source: polib.POFile, translated: polib.POFile) -> Iterator[str]:
    known = {_key(entry): entry for entry in translated if not entry.obsolete}
    for entry in source:
        found = known.get(_key(entry))
        where = ", ".join(f"{file}:{line}" for file, line in entry.occurrences[:2])
        if found is None:
            yield f"{where}: not in the file: {entry.msgid!r}"
        elif found.fuzzy or not all(_texts(found)):
            yield f"{where}: not translated: {entry.msgid!r}"
        elif any(_placeholders(text) != _placeholders(_longest(entry)) for text in _texts(found)):
            yield f"{where}: other placeholders: {entry.msgid!r}"


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _stale(path: Path) -> Iterator[str]:
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        yield f"{compiled.name} is missing: manage.py compilemessages"
        return
    expected = {_key(e): _texts(e) for e in polib.pofile(str(path)).translated_entries()}
    if expected != {_key(entry): _texts(entry) for entry in polib.mofile(str(compiled))}:
        yield f"{compiled.name} does not match {path.name}: manage.py compilemessages"
