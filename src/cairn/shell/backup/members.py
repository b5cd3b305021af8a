"""The tar inside a backup, as a stream in both directions: written from pieces, read as bytes arrive.

Only what this program writes is read: plain files, by the names it gives, in the order it writes them, each once. So
no path can lead out of the folder, no link or device can be made, and nothing can hide behind a second
member of the same name. Any other program reads it as the ordinary tar that it is.
"""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

BLOCK = 512
PIECE = 2**20
LONGEST_NAME = 100  # as the oldest form of tar has it
FIRST, LAST = "manifest.json", "manifest-end.json"

_PARTS = (
    re.compile(re.escape(FIRST)),
    re.compile(r"actors\.toml|cairn\.toml"),
    re.compile(r"log(?:/[A-Za-z0-9][A-Za-z0-9._-]*)+"),
    re.compile(r"records/[a-z]{1,40}/[0-9]{8}\.jsonl\.gz"),
    re.compile(r"objects/sha256/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{60}"),
    re.compile(r"releases/[a-z0-9][a-z0-9.-]{0,29}(?:/[A-Za-z0-9][A-Za-z0-9._-]*){1,2}"),
    re.compile(re.escape(LAST)),
)
"""The parts of a backup, in their order."""


def part_of(name: str) -> int:
    """Which part of a backup a member belongs to. Raises `ValueError` for a name that no backup has."""
    for part, pattern in enumerate(_PARTS):
        if len(name) < LONGEST_NAME and pattern.fullmatch(name):
            return part
    raise ValueError(f"no backup has a member of this name: {name[:100]!r}")


@dataclass(slots=True)
class Tally:
    """What went through so far: how many members, how many bytes of theirs, and the digest of their list.

    The list has a line per member, `SHA256 SIZE NAME`, in the order of the file.
    """

    members: int = 0
    size: int = 0
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def add(self, name: str, size: int, sha256: str) -> None:
        """One member is through."""
        self.members += 1
        self.size += size
        self.digest.update(f"{sha256} {size} {name}\n".encode())

    def as_dict(self) -> dict[str, int | str]:
        """As the last manifest states it."""
        return {"members": self.members, "size": self.size, "sha256": self.digest.hexdigest()}


def member(
    name: str, size: int, pieces: Iterable[bytes], tally: Tally, moment: int
) -> Generator[bytes, None, str]:
    """One member as bytes of a tar; returns its SHA-256. The pieces make up `size` bytes: more are cut off, and
    what is missing is filled with zeros, so that one file that cannot be read does not spoil the others."""
    part_of(name)
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, moment, 0o600
    yield info.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")
    digest, left = hashlib.sha256(), size
    for piece in _filled(pieces, size):
        digest.update(piece)
        left -= len(piece)
        yield piece
    yield b"\0" * (-size % BLOCK)
    tally.add(name, size, digest.hexdigest())
    return digest.hexdigest()


def _filled(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    left = size
    for piece in pieces:
        taken = piece[:left]
        left -= len(taken)
        yield taken
    while left:
        zeros = b"\0" * min(left, PIECE)
        left -= len(zeros)
        yield zeros


END_OF_TAR = b"\0" * (2 * BLOCK)


class Sink(Protocol):
    """Where the bytes of one member go."""

    def write(self, data: bytes) -> None:
        """More of them."""

    def close(self, sha256: str) -> None:
        """All are there."""


class Receiver(Protocol):
    """Whoever takes the members of a backup, one after the other."""

    def begin(self, name: str, size: int) -> Sink:
        """A member begins. Raises `ValueError` where it cannot be part of a backup."""


class Reader:
    """Takes a tar in pieces of any size and gives its members to a receiver. Raises `ValueError` for what is none
    of ours. `tally` counts all but the last manifest, which states the same figures."""

    def __init__(self, receiver: Receiver) -> None:
        self.tally = Tally()
        self.ended = False
        self._receiver = receiver
        self._before = (-1, "")
        self._buffer = bytearray()
        self._work = self._read()
        self._wanted = next(self._work)

    def write(self, data: bytes) -> int:
        """More of the tar."""
        self._buffer += data
        while self._buffer and (len(self._buffer) >= self._wanted or self._wanted < 0):
            n = self._wanted if self._wanted > 0 else min(len(self._buffer), -self._wanted)
            piece = bytes(self._buffer[:n])
            del self._buffer[:n]
            self._wanted = self._work.send(piece)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def _read(self) -> Generator[int, bytes, None]:
        """Yields how many bytes it needs next: so many exactly, or (negative) at most; is sent them."""
        while True:
            header = yield BLOCK
            if header == b"\0" * BLOCK:
                break
            info = self._header(header)
            sink, digest, left = self._receiver.begin(info.name, info.size), hashlib.sha256(), info.size
            while left:
                piece = yield -min(left, PIECE)
                digest.update(piece)
                sink.write(piece)
                left -= len(piece)
            if info.size % BLOCK and any((yield BLOCK - info.size % BLOCK)):
                raise ValueError("something stands behind a member")
            if info.name != LAST:
                self.tally.add(info.name, info.size, digest.hexdigest())
            sink.close(digest.hexdigest())
        if self._before[1] != LAST:
            raise ValueError("the last manifest is missing")
        self.ended = True
        while True:
            if any((yield -BLOCK)):
                raise ValueError("something stands behind the end")

    def _header(self, header: bytes) -> tarfile.TarInfo:
        try:
            info = tarfile.TarInfo.frombuf(header, "ascii", "strict")
        except (tarfile.TarError, UnicodeDecodeError) as e:
            raise ValueError(f"a member's header cannot be read: {e}") from e
        if info.type != tarfile.REGTYPE or info.linkname or info.size < 0:
            raise ValueError(f"not a plain file: {info.name[:100]!r}")
        place = (part_of(info.name), info.name)
        if place <= self._before or (place[0] and not self._before[1]):
            raise ValueError(f"a member stands where none of its name can: {info.name!r}")
        self._before = place
        return info
