"""Restore a backup into a new workspace: all of it, checked, or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from cairn.errors import CairnError
from cairn.shell.store import files
from cairn.shell.store.signer import Signer
from cairn.shell.verify.verify import verify
from cairn.shell.workspace import Workspace

from . import tables
from .agreement import differences
from .as_it_was import in_words
from .folder import with_database
from .go_on import Continued, GoOn, go_on
from .keys import Identity
from .manifest import End, Head
from .members import Sink
from .place import Place
from .receive import Progress, Receiver, faults_of, receive
from .room import demand_room


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup holds and, unless it was only checked, where it stands now.

    `faults` is what is wrong with what it holds; `why_not_extended` says why this machine may not go on with its log.
    """

    folder: Path | None
    head: Head
    end: End
    faults: list[str]
    continued: Continued | None = None
    why_not_extended: str = ""


def check(path: Path, keys: list[Identity], progress: Progress) -> Restored:
    """Open a backup, hold all of it against its manifests and its log, and write nothing. Raises `FileRefused`."""
    receiver = Receiver(progress)
    head, end = receive(path, keys, receiver)
    return Restored(None, head, end, faults_of(path, end, receiver.damaged, receiver.proven()))


def restore(
    path: Path, place: Place, keys: list[Identity], progress: Progress, new_log: GoOn | None = None
) -> Restored:
    """Restore a backup; the workspace stands under its name only once everything was checked.

    Every byte must be as it was written, and acts, log and the stated root must agree, unless the backup itself says
    that they did not when it was made; what `cairn verify` finds beyond that is told, and hinders nothing. With
    `new_log` the log goes on under a new name. Raises `FileRefused` for the backup, `NotAllowed` for what is to go
    on, `WorkspaceFault` for the disk.
    """
    ws = place.ws
    with transaction.atomic():
        work = _Restoring(place, progress)
        head, end = receive(path, keys, work)
        tables.count_on()
        faults = faults_of(path, end, work.damaged, _not_proven(ws, head))
        continued = go_on(ws, head, new_log) if new_log else None
    refusal = _why_not_extended(ws, head)
    found = in_words(verify(ws, progress).findings, without="log-rolled-back")  # `refusal` tells of it
    place.take()
    return Restored(place.folder, head, end, found or faults, continued, refusal)


def _not_proven(ws: Workspace, head: Head) -> list[str]:
    found = differences(ws, head.size, bytes.fromhex(head.root))
    try:
        said = ws.log.head
    except CairnError as e:
        return [*found, str(e)]
    if (said.origin, said.size, said.root.hex()) != (head.origin, head.size, head.root):
        found.append("the checkpoint is not the one that is stated")
    return found


def _why_not_extended(ws: Workspace, head: Head) -> str:
    try:
        ws.log.may_extend(Signer(), head.acts)
    except CairnError as e:
        return e.message
    return ""


class _Restoring(Receiver):
    """Puts the parts of a backup where they belong, in a folder that nobody knows yet."""

    def __init__(self, place: Place, progress: Progress) -> None:
        super().__init__(progress)
        self._place = place
        self._root = place.ws.root
        self._loaders: dict[str, tables.Loader] = {}

    def headed(self, head: Head) -> None:
        """Is there room for it?"""
        demand_room(self._root, head.bytes_expected)

    def text_file(self, name: str, data: bytes) -> None:
        """Kept; the address of this place's database is put in."""
        if name == "cairn.toml":
            data = with_database(data.decode(), self._place.database).encode()
        files.write_whole(self._root / name, data)

    def log_file(self, name: str, size: int) -> Sink:
        """Kept."""
        return _NewFile(self._root / name, files.READ)

    def release_file(self, name: str, size: int) -> Sink:
        """Kept; the check of the restored workspace holds it against the log."""
        return _NewFile(self._root / name, files.READ)

    def object_file(self, name: str, size: int) -> Sink:
        """Kept, as it is even where it is damaged: what is left of it may be all there is."""
        return _NewFile(self._root / name, files.WRITE_ONCE, lambda sha256: self.object_done(name, sha256))

    def load(self, table: str, data: bytes) -> int:
        """Into the database."""
        if table not in self._loaders:
            self._loaders[table] = tables.Loader(tables.tables()[table], self.manifest.columns[table])
        return self._loaders[table].load(tables.unpacked(data))


class _NewFile:
    """A member on its way to the disk. It is flushed at the end, with all the others."""

    def __init__(self, path: Path, mode: int, then: Callable[[str], None] | None = None) -> None:
        self._path = path
        self._then = then
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = files.disk.open(path, mode)
        except OSError as e:
            raise files.fault(e, path) from e

    def write(self, data: bytes) -> None:
        """More of it."""
        left = memoryview(data)
        try:
            while left:
                left = left[files.disk.write(self._handle, left) :]
        except OSError as e:
            os.close(self._handle)
            raise files.fault(e, self._path) from e

    def close(self, sha256: str) -> None:
        """It is whole."""
        os.close(self._handle)
        if self._then:
            self._then(sha256)
