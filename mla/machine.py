"""What the machine itself must have: the programs and libraries that no Python package brings.

Imports nothing but the standard library: the set-up runs it as `python -m mla.machine run|test`, which prints
the Debian packages to install, and nothing when all is there.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    """Something to find on the machine; `MLA_ALLOW_NO_<NAME>=1` says that its lack is accepted."""

    name: str
    purpose: str
    packages: tuple[str, ...]
    """As Debian and Ubuntu call them."""
    libraries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    """Any one of them will do."""
    needed_to: str = "test"
    """`run` the office, `test` it, or `develop` it."""

    def is_present(self) -> bool:
        if self.libraries:
            return all(_loads(library) for library in self.libraries)
        return any(shutil.which(program) for program in self.programs)

    def may_be_missing(self) -> bool:
        return os.environ.get(f"MLA_ALLOW_NO_{self.name.upper()}") == "1"

    def install_line(self) -> str:
        return f"apt-get install --no-install-recommends {' '.join(self.packages)}"


PANGO = Tool(
    "Pango",
    "letters as PDF",
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    libraries=("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    needed_to="run",
)
TOOLS = (
    PANGO,
    Tool("Chromium", "browser tests", ("chromium",), programs=("chromium", "chromium-browser")),
    Tool("Poppler", "tests that read PDFs", ("poppler-utils",), programs=("pdftotext",)),
    Tool("qpdf", "tests that check PDFs", ("qpdf",), programs=("qpdf",)),
    Tool("SoftHSM", "tests of keys on a token", ("softhsm2",), programs=("softhsm2-util",)),
    Tool("gettext", "extracting translations", ("gettext",), programs=("xgettext",), needed_to="develop"),
)


def missing(purposes: Iterable[str]) -> list[Tool]:
    """What is needed for one of `purposes`, absent, and not excused."""
    return [t for t in TOOLS if t.needed_to in purposes and not t.may_be_missing() and not t.is_present()]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main() -> None:
    purposes = {"run": ("run",), "test": ("run", "test"), "develop": ("run", "test", "develop")}[sys.argv[1]]
    print(" ".join(package for tool in missing(purposes) for package in tool.packages))


if __name__ == "__main__":
    main()
