"""`manage.py doctor`: what this installation has and lacks, on one screen; status 1 if something is wrong."""

import importlib.util
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import django
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from mla import database, machine

_FONTS = ("fontpkg_noto_serif", "fontpkg_noto_sans", "pylopdf_fonts_zh_cn")
_LEAST_DISK = 1024**3


class Finding(NamedTuple):
    subject: str
    state: str
    is_wrong: bool = False


class Command(BaseCommand):
    help = "Examines this installation and says on one screen what is wrong."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **options: Any) -> None:
        findings = [finding for examine in EXAMINATIONS for finding in examine()]
        width = max(len(finding.subject) for finding in findings)
        for finding in findings:
            mark = self.style.ERROR("wrong") if finding.is_wrong else self.style.SUCCESS("ok   ")
            self.stdout.write(f"{mark}  {finding.subject:<{width}}  {finding.state}")
        if wrong := sum(finding.is_wrong for finding in findings):
            self.stderr.write(f"{wrong} of {len(findings)} findings need attention.")
            sys.exit(1)


def _versions() -> Iterator[Finding]:
    yield Finding("Python", platform.python_version(), sys.version_info < (3, 11))
    yield Finding("Django", django.get_version())


def _office() -> Iterator[Finding]:
    yield Finding("office", f"{settings.MLA_OFFICE_AUTHORITY} of {settings.MLA_OFFICE_PARTY}")
    weak = len(settings.SECRET_KEY) < 40
    yield Finding("secret key", "too short: set SECRET_KEY" if weak else "set", weak)
    named = settings.MLA_SEAL_PKCS12 or settings.MLA_SEAL_PKCS11 or ("the demo's own" if settings.MLA_SEAL_DEMO else "")
    yield Finding("key of the seal", named or "none, so no letter is sealed: see docs/operations.md", not named)


def _database() -> Iterator[Finding]:
    try:
        database.ensure_running()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version')")
            version = cursor.fetchone()[0]
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (database.Unavailable, DatabaseError) as error:
        yield Finding("database", str(error).strip(), is_wrong=True)
        return
    embedded = connection.settings_dict["HOST"] == str(database.cluster().socket_folder)
    yield Finding("database", f"PostgreSQL {version}, {'embedded' if embedded else 'from DATABASE_URL'}")
    yield Finding("migrations", f"{len(pending)} pending" if pending else "all applied", bool(pending))
    yield from _jobs()
    yield from _sweep()


def _jobs() -> Iterator[Finding]:
    """Waiting jobs are no fault; one that has waited for an hour means that no worker runs."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT count(*),
                          coalesce(extract(epoch FROM now() - min(greatest(e.at, j.scheduled_at))), 0)
                   FROM procrastinate_jobs j
                   JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
                   WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()""",
            )
            waiting, oldest = cursor.fetchone()
    except DatabaseError:
        yield Finding("jobs", "no queue yet: run the migrations", is_wrong=True)
        return
    yield Finding("jobs", f"{waiting} waiting, the oldest for {int(oldest) // 60} min", oldest > 60 * 60)


def _sweep() -> Iterator[Finding]:
    """Without a sweep in the last five minutes nobody is warned of a deadline."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT extract(epoch FROM now() - began_at)::int, failure
                   FROM workflows_pulse WHERE name = 'sweep_clocks'""",
            )
            age, failure = cursor.fetchone() or (None, "")
    except DatabaseError:
        return  # `_jobs` has said so
    if age is None:
        yield Finding("sweep", "never: no worker has run yet", is_wrong=True)
    else:
        yield Finding("sweep", f"{age} s ago {failure}".strip(), bool(failure) or age > 5 * 60)


def _files() -> Iterator[Finding]:
    lost = [name for name in _FONTS if importlib.util.find_spec(name) is None]
    yield Finding("fonts", f"missing: {', '.join(lost)}" if lost else f"{len(_FONTS)} packages", bool(lost))
    built = (settings.BASE_DIR / "static" / "build" / "app.css").exists()
    yield Finding("front end", "built" if built else "not built: any ./dev command builds it", not built)
    free = shutil.disk_usage(settings.BASE_DIR).free
    yield Finding("disk", f"{free / 1024**3:.1f} GiB free", free < _LEAST_DISK)


def _tools() -> Iterator[Finding]:
    for tool in machine.TOOLS:
        if tool.is_present():
            yield Finding(tool.name, f"found, for {tool.purpose}")
        else:
            needed = tool.needed_to == "run" and not tool.may_be_missing()
            hint = f"not found, for {tool.purpose}; as root: {tool.install_line()}"
            yield Finding(tool.name, hint, needed)
    node = shutil.which("node") or "not found; the set-up brings its own"
    yield Finding("Node.js", f"{node} (only builds the front end)")


EXAMINATIONS: tuple[Callable[[], Iterator[Finding]], ...] = (_versions, _office, _database, _files, _tools)
