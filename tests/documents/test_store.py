"""Bytes are kept once, by their digest, and checked when they are read."""

import hashlib

import pytest

from documents import store


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_put_returns_the_digest_and_read_the_bytes():
    digest = store.put(b"a letter")

    assert digest == hashlib.sha256(b"a letter").hexdigest()
    assert store.read(digest) == b"a letter"


def test_put_twice_keeps_one_file(tmp_path):
    store.put(b"a letter")
    store.put(b"a letter")

    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [store.path(store.put(b"a letter"))]


def test_put_is_readable_by_its_owner_alone():
    assert store.path(store.put(b"secret")).stat().st_mode & 0o777 == 0o600


def test_read_notices_changed_bytes():
    digest = store.put(b"a letter")
    store.path(digest).write_bytes(b"a forgery")

    with pytest.raises(store.Damaged):
        store.read(digest)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_path_refuses_what_is_no_digest(digest):
    with pytest.raises(ValueError, match=r".*"):
        store.path(digest)
