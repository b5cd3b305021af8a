"""A log as plain files: paths and bytes of the tiles of a tree, as C2SP tlog-tiles lays them out.

A hash tile holds up to 256 neighbouring hashes of one height: tiles of level 0 hold leaf hashes, tiles of level 1
the roots of full tiles of level 0, and so on. An entry bundle holds the records of one tile of level 0, each after
its length in two bytes, high byte first. A tile that is not full has its width in its path. Core `archive`: this
module says which files a size needs and what stands in them; `shell/store/log.py` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .tree import HASH_BYTES, LARGEST

WIDTH = 256
LONGEST_RECORD = 65_535
"""Bytes: what a length in two bytes can say."""


class Tile(NamedTuple):
    """One tile: how high it stands, which of its level it is, and how many hashes it holds (1 to 256)."""

    level: int
    number: int
    width: int

    @property
    def path(self) -> str:
        """Where its hashes stand, below the folder of the log."""
        return f"tile/{self.level}/{_numbered(self.number, self.width)}"

    @property
    def bundle(self) -> str:
        """Where the records of this tile of level 0 stand."""
        return f"tile/entries/{_numbered(self.number, self.width)}"


def tile_at(level: int, index: int, size: int) -> Tile:
    """The tile as it stands in a tree of that size. Raises `ValueError` where it holds nothing yet."""
    width = min(WIDTH, (size >> 8 * max(level, 0)) - index * WIDTH)
    if level < 0 or index < 0 or width < 1:
        raise ValueError(f"a tree of {size} has no tile {index} of level {level}")
    return Tile(level, index, width)


def changed(old: int, new: int) -> Iterator[Tile]:
    """The tiles of the tree of `new` leaves that the tree of `old` leaves has not, or not so wide; lowest first."""
    if not 0 <= old <= new <= LARGEST:
        raise ValueError(f"a tree of {old} does not grow to {new}")
    level = 0
    while hashes := new >> 8 * level:
        before = old >> 8 * level
        if before < hashes:
            for index in range(before // WIDTH, (hashes - 1) // WIDTH + 1):
                yield tile_at(level, index, new)
        level += 1


def superseded(old: int, new: int) -> Iterator[Tile]:
    """The partial tiles of the tree of `old` leaves that wider ones stand for in the tree of `new`."""
    for tile in changed(old, new):
        before = (old >> 8 * tile.level) - tile.number * WIDTH
        if 0 < before < tile.width:
            yield tile._replace(width=before)


def encode_bundle(records: Iterable[bytes]) -> bytes:
    """The bytes of an entry bundle. Raises `ValueError` for a record longer than 65,535 bytes."""
    parts: list[bytes] = []
    for record in records:
        if len(record) > LONGEST_RECORD:
            raise ValueError(f"a record of {len(record)} bytes is longer than a log can hold")
        parts += (len(record).to_bytes(2, "big"), record)
    return b"".join(parts)


def decode_bundle(data: bytes) -> list[bytes]:
    """The records of an entry bundle. Raises `ValueError` where it ends in the middle of one or holds too many."""
    records: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data) or at + 2 > len(data):
            raise ValueError("the bundle ends in the middle of a record")
        records.append(data[at + 2 : end])
        at = end
    if len(records) > WIDTH:
        raise ValueError(f"a bundle holds at most {WIDTH} records, not {len(records)}")
    return records


def encode_tile(hashes: Iterable[bytes]) -> bytes:
    """The bytes of a hash tile."""
    return b"".join(hashes)


def decode_tile(data: bytes) -> list[bytes]:
    """The hashes of a tile. Raises `ValueError` where the bytes are no whole number of hashes, 1 to 256."""
    count, rest = divmod(len(data), HASH_BYTES)
    if rest or not 1 <= count <= WIDTH:
        raise ValueError(f"{len(data)} bytes are no tile")
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def _numbered(index: int, width: int) -> str:
    """The number in groups of three digits, all but the last marked with an x; and the width where not full."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups) + ("" if width == WIDTH else f".p/{width}")
