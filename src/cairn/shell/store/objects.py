"""Bytes under their SHA-256: written once, flushed to disk before anybody is told, re-hashed on reading."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cairn.archive import sha256_hex
from cairn.errors import NotFound, WorkspaceFault

from . import files, lock

GROUP_FILES, GROUP_BYTES = 1000, 32 * 2**20
"""How much is written before it is flushed together: the price of a flush is shared, and memory stays bounded."""


class Objects:
    """The folder `objects/sha256/ab/cd/HASH`. Same bytes, same name: putting twice changes nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lock = root / ".lock"
        self.notes = root / ".keeping"

    def path(self, sha256: str) -> Path:
        """Where the object stands, whether it exists or not."""
        return self.root / "sha256" / sha256[:2] / sha256[2:4] / sha256

    @contextmanager
    def keeping(self) -> Iterator[Keeping]:
        """Keep bytes and commit the rows that name them inside: no sweeper comes between.

        From the first byte to the end of it, a note on the disk names what it newly wrote. The note goes when all
        went well, and before anybody is told so: where a note stands, nobody was told anything, and the sweeper
        may look. Raises `WorkspaceFault` where the disk refuses.
        """
        with ExitStack() as stack:
            kept = Keeping(self, stack)
            yield kept
            kept.done()

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256 once they are safely on disk."""
        return self.put_all([data])[0]

    def put_all(self, blobs: Iterable[bytes]) -> list[str]:
        """Keep many, on their own: where rows are to name them, put them inside `keeping` and commit there.

        Raises `WorkspaceFault` where the disk refuses (full, read-only, failing).
        """
        with self.keeping() as kept:
            return kept.put_all(blobs)

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


class Keeping:
    """Objects on their way in, between the first byte and the commit of the rows that name them."""

    def __init__(self, objects: Objects, stack: ExitStack) -> None:
        self.objects = objects
        self._stack = stack
        self._notes: list[Path] = []
        self._begun = False

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256 once they are safely on disk."""
        return self.put_all([data])[0]

    def put_all(self, blobs: Iterable[bytes]) -> list[str]:
        """Keep many; all are on the disk, with every folder above them, before a hash is returned.

        Raises `WorkspaceFault` where the disk refuses (full, read-only, failing).
        """
        names: list[str] = []
        for group in _groups(blobs):
            self._begin()
            self._keep(group)
            names += [sha for sha, _ in group]
        return names

    def done(self) -> None:
        """The rows are committed: take the notes away."""
        try:
            while self._notes:
                files.disk.unlink(self._notes.pop())
        except OSError as e:
            raise files.fault(e, self.objects.notes) from e

    def _begin(self) -> None:
        if self._begun:
            return
        try:
            files.make_folder(self.objects.root)
            self._stack.enter_context(lock.held(self.objects.lock, shared=True, wait=True))
        except OSError as e:
            raise files.fault(e, self.objects.root) from e
        self._begun = True

    def _keep(self, group: list[tuple[str, bytes]]) -> None:
        """Write what is missing. What stands there already is compared, byte by byte, not trusted: another program's
        broken copy, or a file that a power cut emptied, is replaced by the bytes at hand, and sound ones are flushed,
        since who wrote them may not have."""
        place = self.objects.path
        new, there = {}, []
        for sha, data in group:
            if _holds(place(sha), data):
                there.append(place(sha))
            else:
                new[sha] = data
        if new:
            self._note(new)
        files.flush_files(there, below=self.objects.root.parent)
        files.write_many(
            ((place(sha), data) for sha, data in new.items()),
            mode=files.WRITE_ONCE,
            below=self.objects.root.parent,
        )

    def _note(self, names: Iterable[str]) -> None:
        note = self.objects.notes / secrets.token_hex(8)
        self._notes.append(note)
        files.write_whole(note, "".join(f"{sha}\n" for sha in names).encode())


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _groups(blobs: Iterable[bytes]) -> Iterator[list[tuple[str, bytes]]]:
    """Blobs with their names, so many at a time as are flushed together."""
    group: list[tuple[str, bytes]] = []
    size = 0
    for data in blobs:
        group.append((sha256_hex(data), data))
        size += len(data)
        if len(group) == GROUP_FILES or size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group
