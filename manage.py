#!/usr/bin/env python
"""Runs a command of the project; starts the embedded database first when the command needs one."""

import os
import sys

from django.core.management import execute_from_command_line

from mla import database

WITHOUT_DATABASE = {
    "check_identifier", "collectstatic", "compilemessages", "diffsettings", "doctor", "due", "findstatic",
    "help", "makemessages", "translations_check", "version",
}  # fmt: skip


def needs_database(arguments: list[str]) -> bool:
    if not arguments or arguments[0].startswith("-") or {"-h", "--help"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_DATABASE


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mla.settings")
    if needs_database(sys.argv[1:]):
        try:
            database.ensure_running()
        except database.Unavailable as problem:
            sys.exit(f"error: {problem}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
