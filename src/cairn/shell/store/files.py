"""The one place that writes evidence files: whole or not at all, and on the disk before anybody is told.

A file is written beside its place under a passing name, flushed, moved into its place, and the folder is flushed.
Only then does the call return. Every touch of the disk goes through `disk`, so that a test can make
the n-th one fail, or cut the power between any two.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cairn.errors import WorkspaceFault

if sys.platform == "darwin":
    import fcntl

PASSING = ".new-"
"""How the name of a file begins that is not in its place yet: what a crash leaves under it is rubbish."""
OPEN_AT_ONCE = 128
READ, WRITE_ONCE = 0o644, 0o444
_LIBC: Any = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


class Disk:
    """The calls by which files reach the disk. `fsync` returns when the disk has said that it holds the bytes."""

    def open(self, path: Path, mode: int) -> int:
        """A new file to write to; the rights are cut by the umask."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), mode)

    def write(self, handle: int, data: memoryview) -> int:
        """As many of the bytes as the disk took."""
        return os.write(handle, data)

    def fsync(self, handle: int) -> None:
        """The file's bytes to the disk: on a Mac past the drive's own cache too."""
        if sys.platform == "darwin":
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle)

    def replace(self, old: Path, new: Path) -> None:
        """Give the file its name, in one move."""
        os.replace(old, new)

    def mkdir(self, folder: Path) -> None:
        """A new folder in one that is there."""
        folder.mkdir(exist_ok=True)

    def unlink(self, path: Path) -> None:
        """Take the file away."""
        path.unlink(missing_ok=True)

    def fsync_folder(self, folder: Path) -> None:
        """The names in the folder to the disk."""
        if os.name == "nt":  # a folder cannot be opened there; the move itself is written through
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def settle(self, folder: Path) -> None:
        """All that was written below the folder, to the disk, in one go: for many files that are nobody's evidence."""
        if sys.platform == "win32":
            return
        if not hasattr(_LIBC, "syncfs"):
            os.sync()
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            if _LIBC.syncfs(handle) < 0:
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code), str(folder))
        finally:
            os.close(handle)

    def exchange(self, one: Path, other: Path) -> None:
        """Two folders take each other's names, in one move. Raises `OSError` where the system has no such move."""
        if not hasattr(_LIBC, "renameat2"):
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
        if _LIBC.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) < 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(one))


disk = Disk()


def write_whole(path: Path, data: bytes, *, mode: int = READ) -> None:
    """Write one file, replacing what stood there: it holds the old bytes or the new, whatever happens.

    Raises `WorkspaceFault` (`disk-full`, `disk-read-only`, `disk-fault`, `disk-refuses`).
    """
    write_many([(path, data)], mode=mode)


def write_many(
    files: Iterable[tuple[Path, bytes]], *, mode: int = READ, below: Path | None = None
) -> list[Path]:
    """Write many files for the price of few flushes; returns their paths once all are on the disk.

    Each file is whole or not at all; the set is not: after a fault some may stand in their places.
    Folders are made as needed. With `below`, every folder from each file up to that one is flushed, made now or
    before: a folder that an interrupted command made is otherwise there, and gone after a power cut.

    Raises `WorkspaceFault` (`disk-full`, `disk-read-only`, `disk-fault`, `disk-refuses`); passing files are removed.
    """
    waiting: list[tuple[Path, Path]] = []
    touched: dict[Path, None] = {}
    batch: list[int] = []
    at = below or Path()
    try:
        for path, data in files:
            at = path
            touched.update(dict.fromkeys(_make_folders(path.parent)))
            passing = path.with_name(f"{PASSING}{secrets.token_hex(8)}")
            waiting.append((passing, path))
            batch.append(disk.open(passing, mode))
            _write_out(batch[-1], data)
            if len(batch) == OPEN_AT_ONCE:
                _flush(batch)
        _flush(batch)
        for passing, path in waiting:
            at = path
            disk.replace(passing, path)
            touched[path.parent] = None
        flush_folders(touched, below=below)
    except BaseException as e:
        _clear(batch, [passing for passing, _ in waiting])
        if isinstance(e, OSError):
            raise fault(e, at) from e
        raise
    return [path for _, path in waiting]


def flush_files(paths: Iterable[Path], *, below: Path) -> None:
    """Files that stand already, and every folder from them up to `below`, to the disk. Raises `WorkspaceFault`."""
    folders: dict[Path, None] = {}
    at = below
    try:
        for path in paths:
            at = path
            handle = os.open(path, os.O_RDONLY)
            try:
                disk.fsync(handle)
            finally:
                os.close(handle)
            folders[path.parent] = None
        flush_folders(folders, below=below)
    except OSError as e:
        raise fault(e, at) from e


def flush_folders(folders: Iterable[Path], *, below: Path | None = None) -> None:
    """The names in these folders to the disk; with `below`, in those above them too, up to that one.

    Raises `OSError` as the disk gives it.
    """
    wanted: dict[Path, None] = {}
    for folder in folders:
        while folder not in wanted:
            wanted[folder] = None
            if below is None or folder in (below, folder.parent):
                break
            folder = folder.parent
    for folder in wanted:
        disk.fsync_folder(folder)


def make_folder(folder: Path) -> None:
    """A folder and those above it that are missing, on the disk. Raises `OSError` as the disk gives it."""
    flush_folders(_make_folders(folder))


def _make_folders(folder: Path) -> Sequence[Path]:
    """Make what is missing; returns the folders whose names changed by it."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder == folder.parent:
            break
        folder = folder.parent
    for new in reversed(missing):
        disk.mkdir(new)
    return [new.parent for new in missing]


def _write_out(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[disk.write(handle, left) :]


def _flush(batch: list[int]) -> None:
    """Flush and close the open files. All were written before the first is flushed: the disk does it in few goes."""
    for handle in batch:
        disk.fsync(handle)
    while batch:
        os.close(batch.pop())


def _clear(batch: Iterable[int], passing: Iterable[Path]) -> None:
    for handle in batch:
        with suppress(OSError):
            os.close(handle)
    for path in passing:
        with suppress(OSError):
            disk.unlink(path)


def fault(error: OSError, path: Path | str) -> WorkspaceFault:
    """The coded error for what the disk said."""
    said = error.strerror or str(error)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return WorkspaceFault(
                "disk-full",
                f"the disk is full, and nothing of this step was saved ({said})",
                field="path",
                value=path,
                remedy="Make room on it, then run the same command again.",
            )
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return WorkspaceFault(
                "disk-read-only",
                f"this may not be read or written here, and nothing of this step was saved ({said})",
                field="path",
                value=path,
                remedy="Make the folder and its disk writable for you, then run the same command again.",
            )
        case errno.EIO:
            return WorkspaceFault(
                "disk-fault",
                f"the disk failed, so this step does not count as saved ({said})",
                field="path",
                value=path,
                remedy="Copy the workspace to a sound disk, check it with `cairn verify`, and run the command there.",
            )
    return WorkspaceFault(
        "disk-refuses",
        f"a file cannot be read or written: {said}",
        field="path",
        value=path,
        remedy="Name a folder that is there and that you may write to, with space on it.",
    )
