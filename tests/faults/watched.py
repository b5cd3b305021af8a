"""The two doors to the disk, watched: SQLite's file system through APSW, and `cairn.shell.store.files.disk`.

Every call is told to `Notes` when it is done, and asked of a `Gate` before: the gate may let it fail.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import apsw

from cairn.shell.store import files

from .platter import Notes

NEW_JOURNALS = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL


class Gate:
    """Lets everything pass, and counts it."""

    def __init__(self) -> None:
        self.passed = 0

    def ask(self, step: str, path: str) -> None:
        """Raises `OSError` where this step is to fail."""
        self.passed += 1


class NthFails(Gate):
    """The n-th step fails with this code; with `stays`, and all that follow until the gate is opened again."""

    def __init__(self, n: int, code: int, *, stays: bool) -> None:
        super().__init__()
        self.n, self.code, self.stays, self.hit = n, code, stays, 0

    def ask(self, step: str, path: str) -> None:
        super().ask(step, path)
        if self.passed == self.n or (self.stays and self.passed > self.n):
            self.hit += 1
            raise OSError(self.code, os.strerror(self.code), path)


class WatchedDisk(files.Disk):
    """The real disk."""

    def __init__(self, notes: Notes, gate: Gate) -> None:
        self.notes, self.gate = notes, gate
        self._open: dict[int, tuple[int, int, str]] = {}

    def open(self, path: Path, mode: int) -> int:
        self.gate.ask("open", str(path))
        handle = super().open(path, mode)
        self._open[handle] = (self.notes.created(path), 0, str(path))
        return handle

    def write(self, handle: int, data: memoryview) -> int:
        inode, at, path = self._open[handle]
        self.gate.ask("write", path)
        done = super().write(handle, data)
        self.notes.written(inode, at, bytes(data[:done]))
        self._open[handle] = (inode, at + done, path)
        return done

    def fsync(self, handle: int) -> None:
        path = os.readlink(f"/proc/self/fd/{handle}")
        self.gate.ask("fsync", path)
        if self.notes.knows(path):  # nothing is written to a real disk: the notes are what survives
            self.notes.flushed(self.notes.number(path))

    def replace(self, old: Path, new: Path) -> None:
        self.gate.ask("replace", str(new))
        super().replace(old, new)
        self.notes.moved(old, new)

    def mkdir(self, folder: Path) -> None:
        self.gate.ask("mkdir", str(folder))
        is_new = not folder.exists()
        super().mkdir(folder)
        if is_new:
            self.notes.made(folder)

    def unlink(self, path: Path) -> None:
        super().unlink(path)
        self.notes.removed(path)

    def fsync_folder(self, folder: Path) -> None:
        self.gate.ask("fsync_folder", str(folder))
        for made in folder.iterdir():
            if made.is_dir():  # by whoever does not make folders through this door
                self.notes.made(made)
        self.notes.folder_flushed(folder)


class WatchedVFS(apsw.VFS):
    """SQLite's own file system beneath, so locks and shared memory are real."""

    def __init__(self, notes: Notes, gate: Gate, name: str = "watched") -> None:
        super().__init__(name, base="")
        self.vfs_name = name
        self.notes, self.gate = notes, gate

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return WatchedFile(self, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        super().xDelete(name, syncdir)
        self.notes.removed(name)
        if syncdir:
            self.notes.folder_flushed(Path(name).parent)


class WatchedFile(apsw.VFSFile):
    """One file of a database. A new journal's first flush flushes its folder too, as SQLite does it on Unix."""

    def __init__(self, vfs: WatchedVFS, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self.vfs = vfs
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else (name or "")
        is_new = bool(self.path) and not os.path.exists(self.path)
        if is_new:
            self._ask("open")
        super().__init__("", name, flags)
        self.is_new_journal = is_new and bool(flags[0] & NEW_JOURNALS)
        if self.path and (is_new or not vfs.notes.knows(self.path)):
            vfs.notes.created(self.path)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._ask("write")
        super().xWrite(data, offset)
        if self.path:
            self.vfs.notes.written(self.vfs.notes.number(self.path), offset, bytes(data))

    def xTruncate(self, size: int) -> None:
        self._ask("truncate")
        super().xTruncate(size)
        if self.path:
            self.vfs.notes.cut_off(self.vfs.notes.number(self.path), size)

    def xSync(self, flags: int) -> None:
        self._ask("sync")
        if not self.path:
            return
        self.vfs.notes.flushed(self.vfs.notes.number(self.path))
        if self.is_new_journal:
            self.vfs.notes.folder_flushed(Path(self.path).parent)
            self.is_new_journal = False

    def _ask(self, step: str) -> None:
        try:
            self.vfs.gate.ask(step, self.path)
        except OSError as e:
            raise _as_sqlite(e, step) from e


def _as_sqlite(error: OSError, step: str) -> apsw.Error:
    """As SQLite's own file system reports it: a full disk is known from a write, all else is an I/O error."""
    if error.errno == errno.ENOSPC and step == "write":
        return apsw.FullError("database or disk is full")
    if step == "open":
        return apsw.CantOpenError("unable to open database file")
    broken = apsw.IOError("disk I/O error")
    broken.extendedresult = {
        "write": apsw.SQLITE_IOERR_WRITE,
        "sync": apsw.SQLITE_IOERR_FSYNC,
        "truncate": apsw.SQLITE_IOERR_TRUNCATE,
    }[step]
    return broken
