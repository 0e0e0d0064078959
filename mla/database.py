"""Which database: the one that DATABASE_URL names, or an embedded PostgreSQL in the data folder."""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from mla.postgres import Cluster, Unavailable

__all__ = ["BASE_DIR", "Unavailable", "cluster", "connection", "data_folder", "ensure_running"]

BASE_DIR = Path(__file__).resolve().parent.parent
_ENGINE = "django.db.backends.postgresql"


def data_folder() -> Path:
    """Where everything that this installation writes is kept. A test run has a folder of its own."""
    if chosen := os.environ.get("MLA_DATA"):
        return Path(chosen).expanduser().resolve()
    home = BASE_DIR / ".data"
    return home / "test" / str(os.getpid()) if "pytest" in sys.modules else home


def cluster() -> Cluster:
    return Cluster(data_folder())


def ensure_running() -> None:
    """Starts the embedded PostgreSQL, or finds it running; does nothing where DATABASE_URL names a server."""
    if not os.environ.get("DATABASE_URL"):
        cluster().start()


def main() -> None:
    """`python -m mla.database start|stop`: one word on what was found, for the script `dev`."""
    try:
        if sys.argv[1:] == ["start"]:
            print("started" if not os.environ.get("DATABASE_URL") and cluster().start() else "running")
        elif sys.argv[1:] == ["stop"]:
            print("stopped" if cluster().stop() else "not running")
        else:
            sys.exit("usage: python -m mla.database start|stop")
    except Unavailable as problem:
        sys.exit(f"error: {problem}")


LOCK_TIMEOUT = "-c lock_timeout=5s"  # a second act on the same request waits this long, then is told


def connection(url: str = "") -> dict[str, Any]:
    """Django's settings for the database at `url`, or for the embedded one. Starts nothing."""
    if url:
        return _parsed(url)
    embedded = cluster()
    return {
        "ENGINE": _ENGINE,
        "NAME": embedded.database,
        "USER": embedded.user,
        "HOST": str(embedded.socket_folder),
        "PORT": embedded.port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": LOCK_TIMEOUT},
    }


def _parsed(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:5432/name?sslmode=require`; the query goes to the driver."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": _ENGINE,
        "NAME": unquote(parts.path.lstrip("/")) or "mla",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": {"options": LOCK_TIMEOUT, **options},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


if __name__ == "__main__":
    main()
