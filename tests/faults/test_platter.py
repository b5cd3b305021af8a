"""The simulated disk keeps what was flushed, and no more unless chance has it."""

from __future__ import annotations

from faults.platter import SECTOR, Notes, Platter, always, never, now_and_then


def noted(tmp_path):
    """A file that was flushed, with its folder, then written to again, renamed, and joined by another."""
    notes = Notes(tmp_path)
    notes.made(tmp_path / "in")
    notes.folder_flushed(tmp_path)
    one = notes.created(tmp_path / "in" / "one")
    notes.written(one, 0, b"safe")
    notes.flushed(one)
    notes.folder_flushed(tmp_path / "in")
    notes.written(one, 4, b" and not safe")
    notes.moved(tmp_path / "in" / "one", tmp_path / "in" / "two")
    other = notes.created(tmp_path / "in" / "other")
    notes.written(other, 0, b"flushed, without its name")
    notes.flushed(other)
    return notes


def left(notes, chance):
    return dict(Platter(notes.events, len(notes.events)).files(chance))


def test_at_worst_only_what_was_flushed_is_left(tmp_path):
    assert left(noted(tmp_path), never) == {"in/one": b"safe"}


def test_at_best_all_is_left(tmp_path):
    assert left(noted(tmp_path), always) == {
        "in/two": b"safe and not safe",
        "in/other": b"flushed, without its name",
    }


def test_what_is_in_a_folder_whose_name_was_not_flushed_is_gone_with_it(tmp_path):
    notes = Notes(tmp_path)
    notes.made(tmp_path / "new")
    file = notes.created(tmp_path / "new" / "file")
    notes.flushed(file)
    notes.folder_flushed(tmp_path / "new")
    assert left(notes, never) == {}
    notes.folder_flushed(tmp_path)
    assert left(notes, never) == {"new/file": b""}


def test_a_removed_file_is_back_where_its_folder_was_not_flushed(tmp_path):
    notes = noted(tmp_path)
    notes.removed(tmp_path / "in" / "two")
    assert left(notes, never) == {"in/one": b"safe"}
    notes.folder_flushed(tmp_path / "in")
    assert left(notes, never) == {"in/other": b"flushed, without its name"}


def test_a_write_may_be_left_in_sectors(tmp_path):
    notes = Notes(tmp_path)
    file = notes.created(tmp_path / "file")
    notes.flushed(file)
    notes.folder_flushed(tmp_path)
    notes.written(file, 0, b"x" * 8 * SECTOR)
    found = [left(notes, now_and_then(seed))["file"] for seed in range(20)]
    parts = {len(data.replace(b"\0", b"")) for data in found}
    assert all(n % SECTOR == 0 for n in parts)
    assert len(parts) > 3
    assert left(notes, now_and_then(3)) == left(notes, now_and_then(3))


def test_a_cut_in_the_middle_knows_nothing_of_what_comes_after(tmp_path):
    notes = noted(tmp_path)
    notes.acknowledged("all of it")
    assert Platter(notes.events, len(notes.events) - 1).told == []
    assert dict(Platter(notes.events, 4).files(always)) == {"in/one": b"safe"}
