"""Make a backup: the records and the log of one moment, and every object, while others may go on working."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from cairn import __version__
from cairn.archive.tree import EMPTY_ROOT
from cairn.errors import CairnError, NotAllowed
from cairn.shell.acts.act import now
from cairn.shell.records.models import Act
from cairn.shell.store.turn import turn
from cairn.shell.workspace import FORMAT, Workspace

from . import members, tables
from .as_it_was import faults
from .folder import log_files, no_sweeper, objects, of_no_place, read, release_files
from .keys import Recipient
from .manifest import End, Head, not_its_name
from .members import Tally
from .room import demand_room
from .sealed import encrypt, new_file

Progress = Callable[[str, int, int], None]
FAULTS_KEPT = 100


@dataclass(slots=True)
class Made:
    """The finished backup: its file, its size and SHA-256, and what its two manifests say."""

    path: Path
    size: int
    sha256: str
    head: Head
    end: End

    @property
    def faults(self) -> list[str]:
        """Everything that did not hold."""
        return self.end.faults or [not_its_name(name) for name in self.end.damaged]


def backup(ws: Workspace, path: Path, to: list[Recipient], progress: Progress) -> Made:
    """Write the whole workspace to one new file, encrypted to these keys.

    Raises `NotAllowed` (`backup-exists`) where the file stands; `WorkspaceFault` where the disk is too full or refuses.
    What is wrong with the workspace stops nothing: it is backed up as it is, and `Made.faults` says what does not hold.
    """
    if path.exists() or path.is_symlink():
        raise NotAllowed(
            "backup-exists",
            "a file of this name stands already, and a backup is never written over another",
            field="file",
            value=path,
            remedy="Name a new file, by its day for instance; take old ones away once newer ones are checked.",
        )
    work = _Taking(ws, progress)
    with work.moment(), new_file(path) as out:
        demand_room(path.parent, work.head.bytes_expected)
        encrypt(work.pieces(), out.write, to)
    return Made(path, out.size, out.digest.hexdigest(), work.head, work.end)


@dataclass(slots=True)
class _Taking:
    """One backup at work."""

    ws: Workspace
    progress: Progress
    head: Head = field(init=False)
    end: End = field(init=False)
    _tally: Tally = field(default_factory=Tally)
    _rows: dict[str, int] = field(default_factory=dict)
    _objects: int = 0
    _damaged: list[str] = field(default_factory=list)
    _faults: list[str] = field(default_factory=list)
    _records: ExitStack = field(default_factory=ExitStack)
    _signed: tuple[int, bytes] = (0, EMPTY_ROOT)
    _small: dict[str, bytes] = field(default_factory=dict)  # what may change under our hands, as it was then
    _tiles: list[str] = field(default_factory=list)  # full tiles: nobody ever changes them

    @contextmanager
    def moment(self) -> Iterator[None]:
        """The records that are read inside are of the moment when it begins. The log stands still until their
        transaction has begun, and goes on then."""
        log = self.ws.root / "log"
        with self._records:
            with turn(log / ".lock") if log.is_dir() else nullcontext():
                self._records.enter_context(tables.one_moment())
                self._begin()
            self.head = self._head()
            yield

    def _begin(self) -> None:
        """Look at what can change while nobody can change it. The log never runs ahead of the records: whoever
        appends to it holds its lock, and has committed before."""
        for name in ("actors.toml", "cairn.toml"):
            with suppress(FileNotFoundError):
                self._small[name] = (self.ws.root / name).read_bytes()
        self._small["cairn.toml"] = of_no_place(self._small["cairn.toml"].decode()).encode()
        for name in log_files(self.ws.root):
            if "tile/" in name and ".p/" not in name:
                self._tiles.append(name)
                continue
            try:
                self._small[name] = (self.ws.root / name).read_bytes()
            except OSError as e:
                self._faults.append(f"{name} cannot be read: {e.strerror}")
        with suppress(CairnError):  # the check will tell
            said = self.ws.log.head
            self._signed = (said.size, said.root)

    def _head(self) -> Head:
        checkpoint = self._small.get("log/checkpoint")
        size, root = self._signed
        sizes = [size for _, _, size in objects(self.ws)]
        return Head(
            made=now().isoformat(),
            cairn=__version__,
            workspace_format=FORMAT,
            name=str(self.ws.config.get("name", "")),
            origin=self.ws.origin,
            migration=tables.shape(),
            columns={name: tables.columns(table) for name, table in tables.tables().items()},
            acts=Act.objects.filter(seq__isnull=False).count(),
            size=size,
            root=root.hex(),
            checkpoint=None if checkpoint is None else checkpoint.decode("utf-8", "replace"),
            bytes_expected=tables.size_on_disk()
            + sum(sizes)
            + sum(map(len, self._small.values()))
            + self._of_releases(),
            rows_expected=sum(table._base_manager.count() for table in tables.tables().values()),
            objects_expected=len(sizes),
        )

    def pieces(self) -> Iterator[bytes]:
        """The backup, before it is encrypted."""
        yield from self._given(members.FIRST, self.head.as_bytes())
        for name in sorted([*self._small, *self._tiles], key=lambda name: (members.part_of(name), name)):
            yield from self._given(name, self._small[name]) if name in self._small else self._tile(name)
        for name, table in tables.tables().items():
            yield from self._table(name, table)
        self._faults += faults(self.ws, self.head.checkpoint, self.progress)
        self._records.close()
        yield from self._all_objects()
        yield from self._releases()
        self.end = End(
            **self._tally.as_dict(),  # type: ignore[arg-type]
            rows=self._rows,
            objects=self._objects,
            damaged=self._damaged[:FAULTS_KEPT],
            faults=self._faults[:FAULTS_KEPT],
        )
        yield from self._given(members.LAST, self.end.as_bytes())
        yield members.END_OF_TAR

    def _given(self, name: str, data: bytes) -> Iterator[bytes]:
        yield from members.member(name, len(data), [data], self._tally, self._time)

    def _tile(self, name: str) -> Iterator[bytes]:
        try:
            data = (self.ws.root / name).read_bytes()
        except OSError as e:
            self._faults.append(f"{name} cannot be read: {e.strerror}")
            return
        yield from self._given(name, data)

    def _table(self, name: str, table: tables.Table) -> Iterator[bytes]:
        self._rows[name] = 0
        for number, (rows, data) in enumerate(tables.chunks(table)):
            self._rows[name] += rows
            self.progress("Backing up records", sum(self._rows.values()), self.head.rows_expected)
            yield from self._given(f"records/{name}/{number:08}.jsonl.gz", data)

    def _all_objects(self) -> Iterator[bytes]:
        """Objects are only ever added, so those of the moment are all there; what came since comes along."""
        with no_sweeper(self.ws):
            for name, path, size in objects(self.ws):
                sha256 = yield from members.member(name, size, read(path), self._tally, self._time)
                if sha256 != path.name:
                    self._damaged.append(path.name)
                self._objects += 1
                self.progress("Backing up objects", self._objects, self.head.objects_expected)

    def _of_releases(self) -> int:
        return sum((self.ws.root / name).stat().st_size for name in release_files(self.ws.root))

    def _releases(self) -> Iterator[bytes]:
        """Each is small, and read whole: what a withdrawal cut is cut before."""
        for name in release_files(self.ws.root):
            yield from self._tile(name)

    @property
    def _time(self) -> int:
        return int(now().timestamp())
