"""Is a file free of malware? Whatever scanner the office names is asked before a file is taken in; off by default.

`MLA_SCAN_COMMAND` is a command such as `clamdscan --no-summary -`: it reads the file from its standard input
and answers by its exit code, 0 for clean, 1 for malware. Anything else is a scanner out of order, and then no file is
taken: an office that scans does not stop scanning unnoticed.
"""

import shlex
import shutil
import subprocess

from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 60
CLEAN, INFECTED = 0, 1
HARMLESS = b"MLA scanner check\n"


class Infected(Exception):
    """The scanner found malware in the file."""


class OutOfOrder(Exception):
    """The scanner gave no answer; the message says why."""


def is_on() -> bool:
    """Whether files are scanned."""
    return bool(settings.MLA_SCAN_COMMAND.strip())


def scan(content: bytes) -> None:
    """Ask the scanner, if there is one. Raises Infected or OutOfOrder."""
    if not is_on():
        return
    try:
        done = subprocess.run(
            shlex.split(settings.MLA_SCAN_COMMAND), input=content, capture_output=True, timeout=SECONDS, check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as problem:
        raise OutOfOrder(type(problem).__name__) from problem
    if done.returncode == INFECTED:
        raise Infected
    if done.returncode != CLEAN:
        raise OutOfOrder(_("exit code %(code)s") % {"code": done.returncode})


def standing() -> tuple[str, bool]:
    """What the health page says of the scanner, and whether something is wrong: a harmless file is scanned."""
    if not is_on():
        return _("off: files are judged by their type alone"), False
    program = shlex.split(settings.MLA_SCAN_COMMAND)[0]
    if shutil.which(program) is None:
        return _("%(program)s is not on this machine: no file is taken in") % {"program": program}, True
    try:
        scan(HARMLESS)
    except (Infected, OutOfOrder) as problem:
        why = str(problem) or type(problem).__name__
        return _("out of order (%(why)s): no file is taken in") % {"why": why}, True
    return _("on: %(program)s answers") % {"program": program}, False
