"""Bytes under their hash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import NotFound, WorkspaceFault
from cairn.shell.store import files
from cairn.shell.store.objects import Objects


@given(st.lists(st.binary(max_size=64), max_size=6))
def test_what_was_put_comes_back(tmp_path_factory, blobs):
    objects = Objects(tmp_path_factory.mktemp("objects"))
    assert [objects.get(sha) for sha in objects.put_all(blobs)] == blobs


def test_the_same_bytes_are_kept_once(tmp_path):
    objects = Objects(tmp_path / "objects")
    assert objects.put(b"x") == objects.put(b"x")
    assert len(kept(objects)) == 1


def kept(objects):
    return [p for p in (objects.root / "sha256").rglob("*") if p.is_file()]


def test_the_same_bytes_twice_in_one_group_are_kept_once(tmp_path):
    objects = Objects(tmp_path / "objects")
    assert len(set(objects.put_all([b"x", b"x", b"y"]))) == len(kept(objects)) == 2


def test_an_object_may_not_be_written_to(tmp_path):
    objects = Objects(tmp_path / "objects")
    assert objects.path(objects.put(b"x")).stat().st_mode & 0o222 == 0


def test_it_refuses_bytes_that_were_changed_on_disk(tmp_path):
    objects = Objects(tmp_path / "objects")
    sha = objects.put(b"five")
    overwrite(objects.path(sha), b"nine")
    with pytest.raises(WorkspaceFault, match="object-changed"):
        objects.get(sha)


def overwrite(path, data):
    path.chmod(0o644)
    path.write_bytes(data)


@pytest.mark.parametrize("found", [b"", b"fi", b"nine", b"five and more"])
def test_what_another_program_left_under_the_name_is_replaced_by_the_bytes_at_hand(tmp_path, found):
    objects = Objects(tmp_path / "objects")
    sha = objects.put(b"five")
    overwrite(objects.path(sha), found)
    assert objects.put(b"five") == sha
    assert objects.get(sha) == b"five"


def test_what_stands_already_is_flushed_with_every_folder_above_it(tmp_path, monkeypatch):
    objects = Objects(tmp_path / "objects")
    place = objects.path(objects.put(b"x"))
    flushed = []
    monkeypatch.setattr(files.disk, "fsync", lambda handle: flushed.append("bytes"))
    monkeypatch.setattr(files.disk, "fsync_folder", lambda folder: flushed.append(folder))
    objects.put(b"x")
    assert flushed == ["bytes", *list(place.parents)[:5]]
    assert flushed[-1] == tmp_path


def test_many_are_kept_in_groups_of_bounded_size(tmp_path, monkeypatch):
    monkeypatch.setattr("cairn.shell.store.objects.GROUP_BYTES", 10)
    groups = []
    monkeypatch.setattr(
        "cairn.shell.store.objects.Keeping._keep",
        lambda self, group: groups.append([len(d) for _, d in group]),
    )
    objects = Objects(tmp_path / "objects")
    assert len(objects.put_all(iter([b"12345", b"67890", b"a" * 30, b"b"]))) == 4
    assert groups == [[5, 5], [30], [1]]


def test_it_names_the_object_that_is_missing(tmp_path):
    with pytest.raises(NotFound, match="object-missing"):
        Objects(tmp_path).get("0" * 64)


def test_a_disk_that_refuses_leaves_no_half_written_object(tmp_path, monkeypatch):
    objects = Objects(tmp_path / "objects")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.disk, "fsync", full)
    with pytest.raises(WorkspaceFault, match="disk-full"):
        objects.put(b"x")
    assert kept(objects) == []


def test_a_note_names_what_is_being_kept_until_its_rows_are_committed(tmp_path):
    objects = Objects(tmp_path / "objects")
    with objects.keeping() as keeping:
        sha = keeping.put(b"x")
        [note] = objects.notes.iterdir()
        assert note.read_text().split() == [sha]
    assert list(objects.notes.iterdir()) == []


def test_a_note_stays_where_the_commit_failed(tmp_path):
    objects = Objects(tmp_path / "objects")

    def fails():
        with objects.keeping() as keeping:
            keeping.put(b"x")
            raise RuntimeError("no commit")

    with pytest.raises(RuntimeError, match="no commit"):
        fails()
    assert len(list(objects.notes.iterdir())) == 1
