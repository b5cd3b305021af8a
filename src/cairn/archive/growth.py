"""A log that grows: records enter one after another, the files that hold them leave. Memory stays flat.

Core `archive`: nothing is read or written here. `shell/store/log.py` reads the right edge of the log it has, hands
in records, and puts the files that come out on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .tiles import WIDTH, Tile, changed, encode_bundle, encode_tile, tile_at
from .tree import Frontier, leaf_hash, root_of


class Growth:
    """The tiles at the right edge of a log, being filled.

    `edge` is the frontier of the log as it stands; `levels` the hashes of its partial tile of each level, lowest
    first (empty where that tile is full or not begun); `bundle` the records of its partial bundle.
    """

    def __init__(
        self, edge: Frontier, levels: Iterable[list[bytes]] = (), bundle: Iterable[bytes] = ()
    ) -> None:
        self.edge = edge
        self._from = edge.size
        self._levels = [list(hashes) for hashes in levels] or [[]]
        self._bundle = list(bundle)

    def files(self, records: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
        """The new or widened files, path and bytes, full ones as they fill up and partial ones at the end.

        Raises `ValueError` for a record longer than a log can hold.
        """
        for record in records:
            leaf = leaf_hash(record)
            self.edge.append(leaf)
            self._bundle.append(record)
            self._levels[0].append(leaf)
            if len(self._bundle) == WIDTH:
                yield Tile(0, self.edge.size // WIDTH - 1, WIDTH).bundle, encode_bundle(self._bundle)
                self._bundle.clear()
                yield from self._full()
        yield from self._partial()

    def _full(self) -> Iterator[tuple[str, bytes]]:
        """The hash tiles that are full now, each of which becomes one hash of the level above."""
        for level, hashes in enumerate(self._levels):
            if len(hashes) < WIDTH:
                return
            yield Tile(level, (self.edge.size >> 8 * (level + 1)) - 1, WIDTH).path, encode_tile(hashes)
            if level + 1 == len(self._levels):
                self._levels.append([])
            self._levels[level + 1].append(root_of(hashes))
            hashes.clear()

    def _partial(self) -> Iterator[tuple[str, bytes]]:
        for tile in changed(self._from, self.edge.size):
            if tile.width < WIDTH:
                yield tile.path, encode_tile(self._levels[tile.level])
                if tile.level == 0:
                    yield tile.bundle, encode_bundle(self._bundle)


def edge_tiles(size: int) -> list[Tile | None]:
    """The partial tile of each level in a log of that size, lowest first; none where a level has none."""
    found: list[Tile | None] = []
    while hashes := size >> 8 * len(found):
        level = len(found)
        found.append(tile_at(level, hashes // WIDTH, size) if hashes % WIDTH else None)
    return found
