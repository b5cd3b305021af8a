"""Bytes under their hash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import NotFound, WorkspaceFault
from cairn.shell.store.objects import Objects


@given(st.lists(st.binary(max_size=64), max_size=6))
def test_what_was_put_comes_back(tmp_path_factory, blobs):
    objects = Objects(tmp_path_factory.mktemp("objects"))
    assert [objects.get(sha) for sha in objects.put_all(blobs)] == blobs


def test_the_same_bytes_are_kept_once(tmp_path):
    objects = Objects(tmp_path)
    assert objects.put(b"x") == objects.put(b"x")
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_it_refuses_bytes_that_were_changed_on_disk(tmp_path):
    objects = Objects(tmp_path)
    sha = objects.put(b"five")
    objects.path(sha).write_bytes(b"nine")
    with pytest.raises(WorkspaceFault, match="object-changed"):
        objects.get(sha)


def test_it_names_the_object_that_is_missing(tmp_path):
    with pytest.raises(NotFound, match="object-missing"):
        Objects(tmp_path).get("0" * 64)


def test_a_disk_that_refuses_leaves_no_half_written_object(tmp_path, monkeypatch):
    objects = Objects(tmp_path)

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(WorkspaceFault, match="disk-refuses"):
        objects.put(b"x")
    assert not list(tmp_path.rglob("[0-9a-f]" * 64))
