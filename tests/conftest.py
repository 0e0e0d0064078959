"""The throw-away PostgreSQL of a test run: made before the first test, gone after the last.

With MLA_DATA set, that folder's cluster is used and kept, which makes `--reuse-db` worth while.
"""

import os
import shutil
from pathlib import Path

import pytest

from mla import database
from mla.postgres import Cluster, Unavailable

pytest_plugins = ["tests.fixtures"]
_KEEP = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_KEEP] = hasattr(config, "workerinput") or "MLA_DATA" in os.environ
    if hasattr(config, "workerinput") or os.environ.get("DATABASE_URL"):
        return  # a worker of xdist uses what its parent started
    folder = database.data_folder()
    if not config.stash[_KEEP]:
        _sweep(folder.parent)
    os.environ["MLA_DATA"] = str(folder)  # for the workers, and for programs that tests start
    try:
        Cluster(folder).start(durable=False)
    except Unavailable as problem:
        raise pytest.UsageError(str(problem)) from problem


def pytest_unconfigure(config: pytest.Config) -> None:
    if not config.stash[_KEEP]:
        _remove(Path(os.environ.pop("MLA_DATA", database.data_folder())))


def _sweep(home: Path) -> None:
    """Removes what killed test runs left; each folder bears the pid of its run."""
    for folder in home.glob("[0-9]*"):
        try:
            os.kill(int(folder.name), 0)
        except ProcessLookupError:
            _remove(folder)
        except PermissionError:
            continue


def _remove(folder: Path) -> None:
    Cluster(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)
