"""What arrives from a backup, held against its own manifests. `restore` builds on it; on its own it only checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.utils import DatabaseError

from cairn.archive.note import VerifierKey, opened_checkpoint
from cairn.archive.tree import Frontier, leaf_hash
from cairn.errors import CairnError
from cairn.shell.store.signer import verify_signature
from cairn.shell.workspace import FORMAT

from . import members, tables
from .keys import Identity
from .manifest import LONGEST, End, Head, not_its_name, other_version
from .members import Reader, Sink
from .sealed import damaged, decrypt, not_equal

LONGEST_CHUNK = 2**29
Progress = Callable[[str, int, int], None]


class Held:
    """A member small enough for memory; handed on when it is whole."""

    def __init__(self, size: int, limit: int, then: Callable[[bytes], None]) -> None:
        if size > limit:
            raise ValueError(f"a member of {size} bytes where at most {limit} can be")
        self._data = bytearray()
        self._then = then

    def write(self, data: bytes) -> None:
        """More of it."""
        self._data += data

    def close(self, sha256: str) -> None:
        """It is whole."""
        self._then(bytes(self._data))


class Hashed:
    """A member of which only the hash is wanted."""

    def __init__(self, then: Callable[[str], None]) -> None:
        self._then = then

    def write(self, data: bytes) -> None:
        """More of it."""

    def close(self, sha256: str) -> None:
        """It is whole."""
        self._then(sha256)


class Receiver:
    """Checks a backup and keeps nothing of it. A subclass overrides what should happen to the parts."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._head: Head | None = None
        self.end: End | None = None
        self.rows: dict[str, int] = {}
        self.objects = 0
        self.damaged: list[str] = []
        self._leaves: dict[int, bytes] = {}
        self._signed: dict[str, str] = {}

    @property
    def manifest(self) -> Head:
        """The first manifest. Raises `ValueError` where it has not come."""
        if self._head is None:
            raise ValueError("the first manifest is missing")
        return self._head

    def begin(self, name: str, size: int) -> Sink:
        """A member begins. Raises `ValueError` where it cannot stand here."""
        if name == members.FIRST:
            return Held(size, LONGEST, self._headed)
        head = self.manifest
        if name == members.LAST:
            return Held(size, LONGEST, self._ended)
        if name.startswith("log/"):
            return self.log_file(name, size)
        if name.startswith("records/"):
            table = name.split("/")[1]
            if table not in head.columns:
                raise ValueError(f"rows of a table that the manifest does not name: {table}")
            return Held(size, LONGEST_CHUNK, lambda data: self._counted(table, data))
        if name.startswith("objects/"):
            return self.object_file(name, size)
        if name.startswith("releases/"):
            return self.release_file(name, size)
        return Held(size, LONGEST, lambda data: self.text_file(name, data))

    def text_file(self, name: str, data: bytes) -> None:
        """`cairn.toml` or `actors.toml`."""

    def log_file(self, name: str, size: int) -> Sink:
        """A file of the log."""
        if name in ("log/checkpoint", "log/vkey"):
            return Held(size, LONGEST, lambda data: self._signed.update({name: data.decode()}))
        return Hashed(lambda sha256: None)

    def release_file(self, name: str, size: int) -> Sink:
        """A file of a frozen release."""
        return Hashed(lambda sha256: None)

    def object_file(self, name: str, size: int) -> Sink:
        """An object."""
        return Hashed(lambda sha256: self.object_done(name, sha256))

    def object_done(self, name: str, sha256: str) -> None:
        """An object is whole, and this is its hash."""
        self.objects += 1
        wanted = name.rsplit("/", 1)[1]
        if sha256 != wanted:
            self.damaged.append(wanted)
        self.progress("Objects", self.objects, self.manifest.objects_expected)

    def load(self, table: str, data: bytes) -> int:
        """A chunk of rows; returns how many."""
        count = 0
        for values in tables.unpacked(data):
            count += 1
            if table == "act":
                self._leaf(values)
        return count

    def _headed(self, data: bytes) -> None:
        head = Head.read(data)
        here = {name: tables.columns(table) for name, table in tables.tables().items()}
        if (head.workspace_format, head.migration, head.columns) != (FORMAT, tables.shape(), here):
            raise other_version(head.migration, head.cairn)
        self._head = head
        self.rows = dict.fromkeys(head.columns, 0)
        self.headed(head)

    def headed(self, head: Head) -> None:
        """The first manifest is there, and of this version."""

    def _counted(self, table: str, data: bytes) -> None:
        self.rows[table] += self.load(table, data)
        self.progress("Rows", sum(self.rows.values()), self.manifest.rows_expected)

    def _ended(self, data: bytes) -> None:
        self.end = End.read(data)

    def _leaf(self, values: list[Any]) -> None:
        row = dict(zip(self.manifest.columns["act"], values, strict=True))
        if row["seq"] is not None:
            self._leaves[int(row["seq"])] = leaf_hash(tables.from_text(row["record"]))

    def proven(self) -> list[str]:
        """What does not hold of the log, in words."""
        head, edge = self.manifest, Frontier()
        for seq in range(head.size):
            if seq not in self._leaves:
                return [f"the log holds {head.size} records, and act {seq} is missing"]
            edge.append(self._leaves[seq])
        found = [] if edge.root().hex() == head.root else ["the acts do not lead to the root that is stated"]
        if head.size:
            try:
                key = VerifierKey.parse(self._signed.get("log/vkey", "").removesuffix("\n"))
                said = opened_checkpoint(self._signed.get("log/checkpoint", ""), key, verify_signature)
            except ValueError as e:
                return [*found, f"the checkpoint does not hold: {e}"]
            if (said.origin, said.size, said.root.hex()) != (head.origin, head.size, head.root):
                found.append("the checkpoint is not the one that is stated")
        return found


def receive(path: Path, keys: list[Identity], receiver: Receiver) -> tuple[Head, End]:
    """Read a backup to its end and hold it against its manifests.

    Raises `FileRefused` where it is not whole, not as it was written, or of another version; and what `receiver`
    raises.
    """
    reader = Reader(receiver)
    try:
        decrypt(path, reader.write, keys)
        end = receiver.end
        if not reader.ended or end is None:
            raise ValueError("its end is missing")
        said = {"members": end.members, "size": end.size, "sha256": end.sha256}
        if said != reader.tally.as_dict():
            raise ValueError("its members are not those that its last manifest counts")
        if (end.rows, end.objects) != (receiver.rows, receiver.objects):
            raise ValueError("there are more or fewer rows or objects than its last manifest counts")
    except CairnError:
        raise
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
        DatabaseError,
    ) as e:
        raise damaged(path, str(e)) from e
    return receiver.manifest, end


def faults_of(path: Path, end: End, damaged_objects: list[str], found: list[str]) -> list[str]:
    """What is wrong with what a backup holds. Raises `FileRefused` (`backup-not-equal`) for what was not wrong when
    it was made: then it is no backup of ours, or was made by a program that erred."""
    here = [*(not_its_name(name) for name in damaged_objects), *found]
    if here and not (end.faults or end.damaged):
        raise not_equal(path, here)
    return list(dict.fromkeys([*end.faults, *here]))
