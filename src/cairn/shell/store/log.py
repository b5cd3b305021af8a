"""The folder `log/` of a workspace: the records of all acts as a Merkle tree in plain files.

`checkpoint` is the signed note that says how many records stand and what their root is; `vkey` the public key it
is signed with, pinned when the log is begun; `tile/` holds hashes and records as C2SP tlog-tiles lays them out.
What lies beyond the checkpoint is not trusted: a crash may have left it, and appending writes over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from cairn.archive.growth import Growth, edge_tiles
from cairn.archive.note import Checkpoint, VerifierKey, opened_checkpoint
from cairn.archive.proof import LogProof
from cairn.archive.tiles import WIDTH, Tile, decode_bundle, decode_tile, superseded, tile_at
from cairn.archive.tree import EMPTY_ROOT, Frontier, consistency_proof, inclusion_proof, leaf_hash, root_of
from cairn.errors import WorkspaceFault

from . import files
from .signer import Signer, verify_signature
from .turn import turn

_KEPT_TILES = 64


class Log:
    """One log: `origin` is its name, which every checkpoint carries."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.folder = folder
        self.origin = origin
        self._tiles: dict[Tile, list[bytes]] = {}  # read before; a tile under a checkpoint never changes

    @property
    def vkey(self) -> VerifierKey | None:
        """The key that the log is bound to; none where it is not begun. Raises `WorkspaceFault`."""
        text = self._text("vkey")
        if text is None:
            return None
        try:
            key = VerifierKey.parse(text.removesuffix("\n"))
        except ValueError as e:
            raise _unreadable(self.folder / "vkey", str(e)) from e
        if key.name != self.origin:
            raise _unreadable(self.folder / "vkey", f"it is the key of the log {key.name}")
        return key

    @property
    def checkpoint(self) -> str | None:
        """The signed note as it stands, unchecked; none where nothing was signed yet."""
        return self._text("checkpoint")

    @property
    def head(self) -> Checkpoint:
        """What the signed checkpoint says, its signature checked; of size 0 where there is none.

        Raises `WorkspaceFault` (`log-unreadable`).
        """
        note = self.checkpoint
        return Checkpoint(self.origin, 0, EMPTY_ROOT) if note is None else self.opened(note)

    def opened(self, note: str) -> Checkpoint:
        """What a checkpoint says, once its signature by this log's key is seen to be good.

        Raises `WorkspaceFault` (`log-unreadable`).
        """
        key = self.vkey
        if key is None:
            raise _unreadable(self.folder / "vkey", "it is missing")
        try:
            return _opened(note, key)
        except ValueError as e:
            raise _unreadable(self.folder / "checkpoint", str(e)) from e

    @property
    def size(self) -> int:
        """How many records the checkpoint covers."""
        return self.head.size

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` records (default all), from the tiles. Raises `ValueError` beyond the log."""
        upto = self._within(size)
        return Frontier.at(upto, partial(self._node, upto)).root()

    def node(self, level: int, index: int) -> bytes:
        """The root of a complete subtree.

        Raises `ValueError` beyond the checkpoint, `WorkspaceFault` where a file is missing or cut off.
        """
        size = self.size
        if level < 0 or index < 0 or (index + 1) << level > size:
            raise ValueError(f"a log of {size} has no subtree {index} of level {level}")
        return self._node(size, level, index)

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The records from `start` up to `end`, in order, one bundle in memory at a time. Raises as `node` does."""
        size = self.size
        end = self._within(end, size)
        for number in range(start // WIDTH, -(-end // WIDTH)):
            records = self._bundle(tile_at(0, number, size))
            yield from records[max(0, start - number * WIDTH) : end - number * WIDTH]

    def file(self, name: str) -> bytes:
        """The bytes of a tile or bundle by its path, or of a wider one in its place. Raises `WorkspaceFault`."""
        return self._wide_enough(name)[1]

    def proof(self, index: int, note: str | None = None) -> LogProof:
        """That a record stands in the log under this checkpoint (default the one that stands now).

        Raises as `node` does.
        """
        note = note if note is not None else self.checkpoint or ""
        size = self.opened(note).size
        return LogProof(index, tuple(inclusion_proof(index, size, partial(self._node, size))), note)

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """That the log of `new` records (default all) begins with that of `old`. Raises as `node` does."""
        upto = self._within(new)
        return consistency_proof(old, upto, partial(self._node, upto))

    def may_extend(self, signer: Signer, records: int | None = None) -> None:
        """Ask before anything is written whether this signer may append. Raises `NotAllowed` as `Signer.check` does."""
        signer.check(self.origin, self.vkey, records)

    def append(self, records: Iterable[bytes], signer: Signer, *, first: int | None = None) -> Checkpoint:
        """Add records, have the tree signed, and let the new checkpoint stand. Doing it again changes nothing.

        `first` is the place of the first record: what stands in the log already is compared and passed over, so
        that whoever was interrupted can hand in the same records again. Raises `WorkspaceFault` (`log-gap` where
        records before `first` are missing, `log-changed` where the files do not lead to the signed root,
        `log-busy`, and what the disk says), `NotAllowed` where the signer refuses, `ValueError` for a record over
        65,535 bytes. Whatever is raised, the old checkpoint stands.
        """
        try:
            files.disk.mkdir(self.folder)
        except OSError as e:
            raise files.fault(e, self.folder) from e
        with turn(self.folder / ".lock"):
            self._tiles.clear()
            head = self.head
            signer.check(self.origin, self.vkey)
            new = iter(records) if first is None else self._unknown(iter(records), first, head.size)
            growth = self._edge(head)
            for record in new:
                return self._grow(growth, chain([record], new), signer, head)
            return head

    def _grow(self, growth: Growth, records: Iterable[bytes], signer: Signer, head: Checkpoint) -> Checkpoint:
        """Tiles, signature, checkpoint, in this order, each on the disk before the next."""
        root = self.folder.parent
        if self.vkey is None:
            files.write_many([(self.folder / "vkey", f"{signer.key(self.origin)}\n".encode())], below=root)
        made = ((self.folder / path, data) for path, data in growth.files(records))
        files.write_many(made, below=root)
        self._tiles.clear()  # a crash may have left other tiles where these stand now
        size = growth.edge.size
        new = Checkpoint(self.origin, size, growth.edge.root())
        note = signer.sign(
            self.origin, size, new.root, lambda old: consistency_proof(old, size, partial(self._node, size))
        )
        files.write_whole(self.folder / "checkpoint", note.encode())
        self._tidy(head.size, size)
        return new

    def _edge(self, head: Checkpoint) -> Growth:
        """The right edge of the log, once it is seen to lead to the signed root."""
        edge = Frontier.at(head.size, partial(self._node, head.size))
        if edge.root() != head.root:
            raise _changed(self.folder / "checkpoint", "the tiles do not lead to the root that was signed")
        tiles = edge_tiles(head.size)
        levels = [self._hashes(tile) if tile else [] for tile in tiles]
        bundle = self._bundle(tiles[0]) if tiles and tiles[0] else []
        if tiles and [leaf_hash(record) for record in bundle] != levels[0]:
            raise _changed(self.folder / "tile/entries", "the last records are not those that were signed")
        return Growth(edge, levels, bundle)

    def _unknown(self, records: Iterator[bytes], first: int, size: int) -> Iterator[bytes]:
        """The records that do not stand in the log yet; those that do must be the same."""
        if first > size:
            raise WorkspaceFault(
                "log-gap",
                f"the log holds {size} records, and the next to come is number {first}",
                field="log",
                value=self.folder,
                remedy="Restore log/ from the newest backup; `cairn verify` says what is missing.",
            )
        for index in range(first, size):
            record = next(records, None)
            if record is None:
                return
            if leaf_hash(record) != self._node(size, 0, index):
                raise _changed(self.folder, f"record {index} was logged with other contents")
        yield from records

    def _node(self, size: int, level: int, index: int) -> bytes:
        """A complete subtree as the tiles of a tree of `size` have it."""
        height, rest = divmod(level, 8)
        first = index << rest
        number, at = divmod(first, WIDTH)
        hashes = self._hashes(tile_at(height, number, size))
        return root_of(hashes[at : at + (1 << rest)])

    def _hashes(self, tile: Tile) -> list[bytes]:
        if tile not in self._tiles:
            if len(self._tiles) >= _KEPT_TILES:
                self._tiles.clear()
            path, data = self._wide_enough(tile.path)
            try:
                hashes = decode_tile(data)
            except ValueError as e:
                raise _unreadable(path, str(e)) from e
            if len(hashes) < tile.width:
                raise _unreadable(path, "it is cut off")
            self._tiles[tile] = hashes[: tile.width]
        return self._tiles[tile]

    def _bundle(self, tile: Tile) -> list[bytes]:
        path, data = self._wide_enough(tile.bundle)
        try:
            records = decode_bundle(data)
        except ValueError as e:
            raise _unreadable(path, str(e)) from e
        if len(records) < tile.width:
            raise _unreadable(path, "it is cut off")
        return records[: tile.width]

    def _wide_enough(self, name: str) -> tuple[Path, bytes]:
        """A tile as named, or a wider one that has taken its place while we were reading."""
        exact = self.folder / name
        whole, partial_, width = name.partition(".p/")
        for path in (exact, self.folder / whole, *self._wider(exact.parent, width if partial_ else "")):
            with suppress(FileNotFoundError, IsADirectoryError):
                return path, _read(path)
        raise _unreadable(exact, "it is missing")

    def _wider(self, folder: Path, width: str) -> list[Path]:
        if not width or not folder.is_dir():
            return []
        found = (path for path in folder.iterdir() if path.name.isdecimal())
        return sorted((p for p in found if int(p.name) > int(width)), key=lambda p: int(p.name))

    def _tidy(self, old: int, new: int) -> None:
        """Take away partial tiles that wider ones stand for, now that the new checkpoint does."""
        for tile in superseded(old, new):
            for name in (tile.path, tile.bundle) if tile.level == 0 else (tile.path,):
                path = self.folder / name
                with suppress(OSError):  # what stays is in nobody's way
                    path.unlink(missing_ok=True)
                    path.parent.rmdir()  # only where it is empty: the tile is full now

    def _within(self, size: int | None, all_: int | None = None) -> int:
        has = self.size if all_ is None else all_
        if size is None:
            return has
        if not 0 <= size <= has:
            raise ValueError(f"a log of {has} records has no first {size}")
        return size

    def _text(self, name: str) -> str | None:
        try:
            return _read(self.folder / name).decode()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as e:
            raise _unreadable(self.folder / name, "it is no text") from e


@lru_cache(maxsize=8)
def _opened(note: str, key: VerifierKey) -> Checkpoint:
    return opened_checkpoint(note, key, verify_signature)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise
    except OSError as e:
        raise files.fault(e, path) from e


def _unreadable(path: Path, why: str) -> WorkspaceFault:
    return WorkspaceFault(
        "log-unreadable",
        f"a file of the log cannot be used: {why}",
        field="path",
        value=path,
        remedy="Restore log/ from the newest backup. The records themselves are in the database.",
    )


def _changed(path: Path, what: str) -> WorkspaceFault:
    return WorkspaceFault(
        "log-changed",
        f"the log was changed since it was signed: {what}",
        field="path",
        value=path,
        remedy="Keep this folder as it is for whoever looks into it, and restore log/ from a backup; "
        "`cairn verify` says what differs.",
    )
