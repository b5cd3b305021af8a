"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from cairn.errors import WorkspaceFault
from cairn.shell.store import files

CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "disk-read-only",
    errno.EACCES: "disk-read-only",
    errno.EIO: "disk-fault",
    errno.EMFILE: "disk-refuses",
}
STEPS = ("open", "write", "fsync", "replace", "mkdir", "fsync_folder")


class Refusing(files.Disk):
    """A disk that refuses one kind of call."""

    def __init__(self, step: str, code: int) -> None:
        def refuse(*_: object) -> int:
            raise OSError(code, "refused")

        setattr(self, step, refuse)


class Told(files.Disk):
    """A disk that tells what was asked of it, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fsync(self, handle: int) -> None:
        self.asked.append("fsync")
        super().fsync(handle)

    def replace(self, old: Path, new: Path) -> None:
        self.asked.append(f"replace {new.name}")
        super().replace(old, new)

    def fsync_folder(self, folder: Path) -> None:
        self.asked.append(f"folder {folder.name}")
        super().fsync_folder(folder)


class Sparing(files.Disk):
    """A disk that takes one byte at a time."""

    def write(self, handle: int, data: memoryview) -> int:
        return super().write(handle, data[:1])


def found(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if p.is_file())


def test_a_file_is_flushed_before_it_gets_its_name_and_its_folders_after(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "disk", told := Told())
    files.write_many([(tmp_path / "new" / "a", b"a"), (tmp_path / "new" / "b", b"b")])
    assert told.asked[:4] == ["fsync", "fsync", "replace a", "replace b"]
    assert sorted(told.asked[4:]) == sorted([f"folder {tmp_path.name}", "folder new"])


def test_folders_that_were_there_already_are_flushed_too_where_that_is_asked(tmp_path, monkeypatch):
    (tmp_path / "one" / "two").mkdir(parents=True)
    monkeypatch.setattr(files, "disk", told := Told())
    files.write_many([(tmp_path / "one" / "two" / "a", b"a")], below=tmp_path)
    assert sorted(told.asked[2:]) == sorted([f"folder {tmp_path.name}", "folder one", "folder two"])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_refuses_leaves_the_old_file_or_the_new_and_nothing_beside_it(
    tmp_path, monkeypatch, step, code
):
    path = tmp_path / "kept" if step != "mkdir" else tmp_path / "new" / "kept"
    if step != "mkdir":
        path.write_bytes(b"old")
    monkeypatch.setattr(files, "disk", Refusing(step, code))
    with pytest.raises(WorkspaceFault, match=CODES[code]) as caught:
        files.write_whole(path, b"new")
    assert (caught.value.field, caught.value.value) == ("path", path)
    assert caught.value.remedy
    assert found(tmp_path) == (["kept"] if step != "mkdir" else [])
    if step != "mkdir":
        assert path.read_bytes() == (b"new" if step == "fsync_folder" else b"old")


def test_a_disk_that_takes_few_bytes_at_a_time_gets_them_all(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "disk", Sparing())
    files.write_whole(tmp_path / "a", b"many bytes")
    assert (tmp_path / "a").read_bytes() == b"many bytes"


def test_more_files_than_may_be_open_at_once_are_written(tmp_path):
    wanted = [(tmp_path / str(n), b"%d" % n) for n in range(3 * files.OPEN_AT_ONCE + 1)]
    assert files.write_many(iter(wanted)) == [path for path, _ in wanted]
    assert all(path.read_bytes() == data for path, data in wanted)


def test_an_interrupted_write_leaves_nothing_beside_the_file(tmp_path, monkeypatch):
    class Interrupted(files.Disk):
        def fsync(self, handle: int) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(files, "disk", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(tmp_path / "a", b"a")
    assert found(tmp_path) == []
