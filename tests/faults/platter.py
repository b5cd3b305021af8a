"""What a disk may hold after the power went: every write, flush and move is noted, and any moment can be cut.

The rules are those of POSIX at their worst. Bytes are safe once their file was flushed; a name is safe once its
folder was; a folder that is not safe takes all in it along. What was not safe may be there, in part, or not at all:
whole writes are dropped, or single sectors of 512 bytes of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
FOLDER = -1
Event = tuple[Any, ...]


@dataclass(slots=True)
class Notes:
    """Everything that happened below one folder, in order."""

    root: Path
    events: list[Event] = field(default_factory=list)
    _inodes: dict[str, int] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)
    _next: int = 0

    def _name(self, path: Path | str) -> str | None:
        path = Path(path)
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else None

    def created(self, path: Path | str) -> int:
        """A new file; returns its number."""
        self._next += 1
        if (name := self._name(path)) is not None:
            self._inodes[name] = self._next
            self.events.append(("add", name, self._next))
        return self._next

    def number(self, path: Path | str) -> int:
        """The file of this name, which was created before."""
        return self._inodes[self._name(path) or ""]

    def knows(self, path: Path | str) -> bool:
        """Whether a file stands there."""
        return self._name(path) in self._inodes

    def written(self, inode: int, offset: int, data: bytes) -> None:
        """Bytes on their way."""
        self.events.append(("write", inode, offset, data))

    def cut_off(self, inode: int, size: int) -> None:
        """The file ends here now."""
        self.events.append(("cut", inode, size))

    def flushed(self, inode: int) -> None:
        """The bytes of the file are safe."""
        self.events.append(("sync", inode))

    def made(self, folder: Path | str) -> None:
        """A new folder; one that was told of before is none."""
        if (name := self._name(folder)) is not None and name not in self._folders:
            self._folders.add(name)
            self.events.append(("add", name, FOLDER))

    def moved(self, old: Path | str, new: Path | str) -> None:
        """A file took another name, or another file's."""
        before, after = self._name(old), self._name(new)
        if before is not None and after is not None:
            self._inodes[after] = self._inodes.pop(before)
            self.events.append(("move", before, after, self._inodes[after]))

    def removed(self, path: Path | str) -> None:
        """The name is gone."""
        name = self._name(path)
        if name is not None and self._inodes.pop(name, None) is not None:
            self.events.append(("drop", name))

    def folder_flushed(self, folder: Path | str) -> None:
        """The names in the folder are safe."""
        if (name := self._name(folder)) is not None:
            self.events.append(("names", name))

    def acknowledged(self, what: Any) -> None:
        """From here on somebody was told."""
        self.events.append(("told", what))


@dataclass(slots=True)
class _File:
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Event] = field(default_factory=list)


class Platter:
    """The disk as it is after the first `cut` of the events."""

    def __init__(self, events: list[Event], cut: int) -> None:
        self.told: list[Any] = []
        self._files: dict[int, _File] = {}
        self._safe: dict[str, dict[str, int]] = {".": {}}
        self._waiting: dict[str, list[Event]] = {}
        self._known = {"."}
        for event in events[:cut]:
            getattr(self, f"_{event[0]}")(*event[1:])

    def _told(self, what: Any) -> None:
        self.told.append(what)

    def _add(self, name: str, inode: int) -> None:
        self._wait(name, "add", inode)
        if inode == FOLDER:
            self._known.add(name)
        else:
            self._files[inode] = _File()

    def _move(self, old: str, new: str, inode: int) -> None:
        self._wait(new, "move", inode, _split(old)[1])

    def _drop(self, name: str) -> None:
        self._wait(name, "drop")

    def _wait(self, path: str, kind: str, *more: Any) -> None:
        folder, name = _split(path)
        if folder not in self._known:  # made by somebody who does not tell us
            self._add(folder, FOLDER)
        self._waiting.setdefault(folder, []).append((kind, name, *more))

    def _names(self, folder: str) -> None:
        for change in self._waiting.pop(folder, ()):
            _rename(self._safe.setdefault(folder, {}), change)

    def _write(self, inode: int, offset: int, data: bytes) -> None:
        self._files[inode].waiting.append(("write", offset, data))

    def _cut(self, inode: int, size: int) -> None:
        self._files[inode].waiting.append(("cut", size))

    def _sync(self, inode: int) -> None:
        file = self._files[inode]
        for change in file.waiting:
            _apply(file.safe, change)
        file.waiting.clear()

    def files(self, chance: Callable[[], bool]) -> Iterator[tuple[str, bytes]]:
        """What is found when the power is back. `chance` is asked of each thing that was not safe."""
        names = {folder: dict(entries) for folder, entries in self._safe.items()}
        for folder, changes in self._waiting.items():
            for change in changes:
                if chance():
                    _rename(names.setdefault(folder, {}), change)
        yield from self._below(".", names, chance)

    def _below(
        self, folder: str, names: dict[str, dict[str, int]], chance: Callable[[], bool]
    ) -> Iterator[tuple[str, bytes]]:
        for name, inode in names.get(folder, {}).items():
            path = name if folder == "." else f"{folder}/{name}"
            if inode == FOLDER:
                yield from self._below(path, names, chance)
                continue
            file = self._files[inode]
            found = bytearray(file.safe)
            for change in file.waiting:
                for part in _torn(change):
                    if chance():
                        _apply(found, part)
            yield path, bytes(found)


def never() -> bool:
    """Nothing that was not safe is left: the worst that a disk may do."""
    return False


def always() -> bool:
    """All of it is left: as if the process alone had been killed."""
    return True


def now_and_then(seed: int) -> Callable[[], bool]:
    """Some of it is left, torn and out of order; as much as the seed has it."""
    chances = random.Random(seed)
    share = chances.choice((0.1, 0.5, 0.9))
    return lambda: chances.random() < share


def laid_out(found: Iterable[tuple[str, bytes]], at: Path) -> None:
    """Write what is left into an empty folder."""
    for name, data in found:
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if path.name == "key":
            path.chmod(0o600)


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder or ".", name


def _rename(entries: dict[str, int], change: Event) -> None:
    match change:
        case ("add", name, inode):
            entries[name] = inode
        case ("move", name, inode, old):
            entries.pop(old, None)
            entries[name] = inode
        case ("drop", name):
            entries.pop(name, None)


def _apply(data: bytearray, change: Event) -> None:
    match change:
        case ("write", offset, new):
            data.extend(bytes(max(0, offset - len(data))))
            data[offset : offset + len(new)] = new
        case ("cut", size):
            del data[size:]
            data.extend(bytes(size - len(data)))


def _torn(change: Event) -> Iterator[Event]:
    if change[0] != "write":
        yield change
        return
    _, offset, data = change
    at = 0
    while at < len(data):
        upto = at + SECTOR - (offset + at) % SECTOR
        yield ("write", offset + at, data[at:upto])
        at = upto
