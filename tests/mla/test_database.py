"""The embedded PostgreSQL survives what happens to it, and says what is wrong when it cannot."""

import os
import shutil
import subprocess
import sys
import uuid

import psutil
import psycopg
import pytest

from mla import database
from mla.postgres import Cluster, Unavailable


@pytest.fixture
def cluster():
    own = Cluster(database.data_folder() / f"cluster-{uuid.uuid4().hex[:8]}")
    yield own
    own.stop()
    shutil.rmtree(own.data, ignore_errors=True)


def ask(cluster, sql):
    with psycopg.connect(
        host=str(cluster.socket_folder), user=cluster.user, dbname=cluster.database, autocommit=True,
    ) as server:  # fmt: skip
        answer = server.execute(sql)
        return answer.fetchone()[0] if answer.description else None


def postmaster(cluster):
    return int((cluster.folder / "postmaster.pid").read_text().splitlines()[0])


def kill(pid):
    process = psutil.Process(pid)
    process.kill()
    process.wait()


@pytest.mark.slow
def test_data_survives_a_killed_server(cluster):
    cluster.start()
    ask(cluster, "CREATE TABLE kept AS SELECT 42 AS answer")
    kill(postmaster(cluster))
    assert cluster.start()
    assert ask(cluster, "SELECT answer FROM kept") == 42


@pytest.mark.slow
def test_a_pid_that_another_program_got_is_no_server(cluster):
    cluster.start()
    cluster.stop()
    (cluster.folder / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.folder}\n0\n5432\n\n\n\nready\n")
    assert not cluster.is_running()
    assert cluster.start()
    assert ask(cluster, "SELECT 1") == 1


@pytest.mark.slow
def test_other_processes_attach_to_the_running_server(cluster):
    start = [sys.executable, "-m", "mla.database", "start"]
    environment = {**os.environ, "MLA_DATA": str(cluster.data)}
    environment.pop("DATABASE_URL", None)
    attempts = [
        subprocess.Popen(start, env=environment, cwd=database.BASE_DIR, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    found = sorted(attempt.communicate()[0].strip() for attempt in attempts)
    assert found == ["running", "running", "started"]
    assert ask(cluster, "SELECT 1") == 1


@pytest.mark.slow
def test_a_path_too_long_for_a_socket_gets_a_short_one(cluster):
    deep = Cluster(cluster.data / ("long" * 20) / ("path" * 20))
    assert deep.socket_folder.parent.name == "tmp"
    deep.start()
    assert ask(deep, "SELECT 1") == 1
    deep.stop()
    assert not deep.socket_folder.exists()


@pytest.mark.slow
def test_stopping_twice_is_harmless(cluster):
    cluster.start()
    assert [cluster.stop(), cluster.stop()] == [True, False]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match=r"cannot use .*/file.*MLA_DATA.*DATABASE_URL"):
        Cluster(tmp_path / "file").start()


def test_a_folder_of_another_user_is_named(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(Unavailable, match="Permission denied"):
        Cluster(tmp_path / "data").start()


def test_database_url_is_read_in_full():
    assert database.connection("postgresql://ada:p%40ss@db.example:5433/office?sslmode=require") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "office",
        "USER": "ada",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"options": "-c lock_timeout=5s", "sslmode": "require"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_database_url_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="postgresql://"):
        database.connection("mysql://localhost/office")
