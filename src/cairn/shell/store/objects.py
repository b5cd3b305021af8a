"""Bytes under their SHA-256: written once, flushed to disk before anybody is told, re-hashed on reading."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cairn.archive import sha256_hex
from cairn.errors import NotFound, WorkspaceFault


class Objects:
    """The folder `objects/sha256/ab/cd/HASH`. Same bytes, same name: putting twice changes nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the object stands, whether it exists or not."""
        return self.root / "sha256" / sha256[:2] / sha256[2:4] / sha256

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256 once they are safely on disk."""
        return self.put_all([data])[0]

    def put_all(self, blobs: Iterable[bytes]) -> list[str]:
        """Keep many; every file is flushed before the first hash is returned.

        Raises `WorkspaceFault` where the disk refuses (full, read-only).
        """
        names: list[str] = []
        folders: set[Path] = set()
        for data in blobs:
            sha = sha256_hex(data)
            names.append(sha)
            path = self.path(sha)
            if not path.exists():
                self._write(path, data)
                folders.add(path.parent)
        for folder in folders:
            _flush_folder(folder)
        return names

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises `NotFound` where absent and `WorkspaceFault` where they do not hash to their name."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as e:
            raise NotFound(
                "object-missing",
                "the bytes are not in this workspace",
                field="sha256",
                value=sha256,
                remedy="Restore objects/ from a backup.",
            ) from e
        if sha256_hex(data) != sha256:
            raise WorkspaceFault(
                "object-changed",
                "the bytes on disk are not those that were kept",
                field="sha256",
                value=sha256,
                remedy="Restore this object from a backup; do not publish until it hashes to its name.",
            )
        return data

    def text(self, sha256: str) -> str:
        """A stored text, in Unicode code points."""
        return self.get(sha256).decode()

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temp = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as f:
                f.write(data)
                f.flush()
                os.fsync(f.fileno())
            os.replace(temp, path)
        except OSError as e:
            raise WorkspaceFault(
                "disk-refuses",
                f"the workspace cannot be written: {e.strerror}",
                field="path",
                value=path.parent,
                remedy="Free some space or make the folder writable, then run the same command again.",
            ) from e


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
