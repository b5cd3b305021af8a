"""Encrypting and opening as a stream: what is not a key's, not whole or not as it was written is refused by code."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyrage  # type: ignore[import-untyped]

from cairn.errors import FileRefused
from cairn.shell.store import files

from .keys import Identity, Recipient


class _Drawn:
    """Pieces as the file that the encrypting reads from. What goes wrong in making them is kept: the library would
    tell only its words."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")
        self.fault: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end."""
        try:
            while not self._left:
                self._left = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as e:
            self.fault = e
            raise
        piece, self._left = self._left[:size], self._left[size:]
        return bytes(piece)


class _Poured:
    """A function as the file that is written to. What it raises is kept."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take
        self.fault: BaseException | None = None

    def write(self, data: bytes) -> int:
        """All of the bytes are taken. After a fault nothing is: the library may try once more."""
        if self.fault is not None:
            raise OSError("stopped")
        try:
            self._take(data)
        except BaseException as e:
            self.fault = e
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


class NewFile:
    """A file on its way: under a passing name until it is whole and on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.digest = hashlib.sha256()
        self._passing = path.with_name(f"{files.PASSING}{secrets.token_hex(8)}")
        self._handle = files.disk.open(self._passing, 0o600)

    def write(self, data: bytes) -> None:
        """More of it."""
        left = memoryview(data)
        while left:
            left = left[files.disk.write(self._handle, left) :]
        self.digest.update(data)
        self.size += len(data)

    def done(self) -> None:
        """It is whole: on the disk, and then under its name."""
        files.disk.fsync(self._handle)
        os.close(self._handle)
        self._handle = -1
        files.disk.replace(self._passing, self.path)
        files.disk.fsync_folder(self.path.parent)

    def drop(self) -> None:
        """It is not to be: nothing stays of it."""
        with suppress(OSError):
            if self._handle >= 0:
                os.close(self._handle)
            self._passing.unlink(missing_ok=True)


@contextmanager
def new_file(path: Path) -> Iterator[NewFile]:
    """A file that stands under its name when all went well, and leaves nothing when not. Raises `WorkspaceFault`."""
    try:
        out = NewFile(path)
    except OSError as e:
        raise files.fault(e, path) from e
    try:
        yield out
        out.done()
    except OSError as e:
        raise files.fault(e, path) from e
    finally:
        out.drop()


def encrypt(pieces: Iterator[bytes], out: Callable[[bytes], object], to: list[Recipient]) -> None:
    """The pieces, encrypted, to `out`. Raises what making or taking them raises."""
    drawn, poured = _Drawn(pieces), _Poured(out)
    try:
        pyrage.encrypt_io(drawn, poured, to)
    finally:  # of what went wrong on our side the library would tell the words only
        if fault := drawn.fault or poured.fault:
            raise fault


def decrypt(path: Path, out: Callable[[bytes], object], keys: list[Identity]) -> None:
    """What a file holds to `out`, checked piece by piece: no byte comes out that was changed.

    Raises `FileRefused` (`backup-unreadable`, `backup-not-one`, `backup-key-wrong`, `backup-damaged`), and what
    `out` raises.
    """
    poured = _Poured(out)
    try:
        with path.open("rb") as source:
            pyrage.decrypt_io(source, poured, keys)
    except (pyrage.DecryptError, OSError) as e:
        if poured.fault is None:
            raise _refused(path, e) from e
    finally:
        if poured.fault is not None:
            raise poured.fault


def _refused(path: Path, error: Exception) -> FileRefused:
    said = str(error)
    if isinstance(error, OSError) and error.errno is not None:
        return FileRefused(
            "backup-unreadable",
            f"the backup cannot be read: {error.strerror}",
            field="file",
            value=path,
            remedy="Check its name and its rights; where the disk fails, take another copy of it.",
        )
    if "No matching keys" in said:
        return FileRefused(
            "backup-key-wrong",
            "this key does not open this backup, or the head of the file was changed",
            field="key",
            value=path,
            remedy="Name the secret half of a key that it was encrypted to: `cairn backup` printed the public one.",
        )
    if isinstance(error, pyrage.DecryptError):
        return FileRefused(
            "backup-not-one",
            f"this is no file encrypted with age, or its head is cut off ({said})",
            field="file",
            value=path,
            remedy="Name a file that `cairn backup` wrote, or take another copy of it.",
        )
    return damaged(path, f"it is cut off, or a byte of it was changed ({said})")


def damaged(path: Path, what: str) -> FileRefused:
    """The error for a file that is not as it was written, or not of our making."""
    return FileRefused(
        "backup-damaged",
        f"the backup is not whole: {what}",
        field="file",
        value=path,
        remedy="Take another copy of it, or an older backup. Nothing was restored.",
    )


def not_equal(path: Path, what: list[str]) -> FileRefused:
    """The error for a backup whose records, log or objects do not fit each other, though it says that they do."""
    return FileRefused(
        "backup-not-equal",
        f"what the backup holds is not what it says it holds: {'; '.join(what[:3])}",
        field="file",
        value=path,
        remedy="Do not use it: `cairn backup` did not make it, or a faulty one did. Take another. Nothing was restored.",
    )
