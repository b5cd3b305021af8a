"""A folder of files written beside its place and put there once all are on the disk.

Files that stand with the same bytes stay where they are. Where few others change, those alone are moved into the site
that stands (`forward.py`); where many do, a whole folder takes its place in one move. Either way what the new site does
not hold is gone when the folder closes, and a crash or a power cut leaves the old site, or one that is finished when
it is opened next. A folder that no site stands in is never touched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from cairn.errors import WorkspaceFault
from cairn.shell.store import files, lock

from .forward import PLAN, Listing, carry_on, commit, listing

Data = bytes  # in the class below `bytes` is a sum
MARKER = "cairn-site.json"
"""The file by which a folder is known to be a site of ours."""
FEW = 3
"""One file of so many may change and the others stay in place; beyond that a whole folder takes the site's place."""


@contextmanager
def one_writer(out: Path) -> Iterator[None]:
    """Hold the place of a site from the moment its record is read: who writes it next reads what was decided
    meanwhile, so that nothing withdrawn comes back with a slower writer. Raises `WorkspaceFault`."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        holding = lock.held(out.with_name(f".{out.name}.lock"), wait=True)
        with holding:
            yield
    except OSError as e:
        raise files.fault(e, out) from e


def interrupted(out: Path) -> bool:
    """Whether the last writing of this site was broken off while its files were going to their places."""
    return _ready(out).exists()


def _ready(out: Path) -> Path:
    return out.with_name(f".{out.name}.ready")


def _stands(out: Path, name: str, data: bytes, standing: Listing) -> bool:
    if standing.get(name, (-1, 0))[0] != len(data):
        return False
    with open(f"{out}/{name}", "rb") as file:
        return file.read() == data


class SiteFolder:
    """A context manager: files are added while it is open and stand at `out` once it has closed well.

    `standing` lists the files of the site that stands, empty where none does.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.building = out.with_name(f".{out.name}.building")
        self.old = out.with_name(f".{out.name}.old")
        self.standing: Listing = {}
        self.sizes: dict[str, int] = {}
        self.kept: set[str] = set()
        self._made: set[str] = set()

    def __enter__(self) -> SiteFolder:
        """Raises `WorkspaceFault` where `out` holds something that is not a site."""
        carry_on(_ready(self.out), self.out, MARKER)
        if self.old.exists() and not self.out.exists():  # a crash between two moves
            self.old.rename(self.out)
        if self.out.exists() and any(self.out.iterdir()) and not (self.out / MARKER).is_file():
            raise WorkspaceFault(
                "not-a-site",
                "the folder holds other files and is not replaced",
                field="out",
                value=str(self.out),
                remedy="name an empty folder, or one that a site was written to before",
            )
        shutil.rmtree(self.building, ignore_errors=True)
        self.building.mkdir(parents=True)
        if self.out.exists():
            self.standing = listing(self.out)
        return self

    @property
    def bytes(self) -> int:
        """Of all files together."""
        return sum(self.sizes.values())

    @property
    def largest(self) -> int:
        """Bytes of the largest page."""
        return max((n for name, n in self.sizes.items() if name.endswith(".html")), default=0)

    def add(self, name: str, content: str, *, anew: bool = False) -> None:
        """One file, named from the site's root; where it stands with these bytes it stays, or not if it is to be `anew`.

        Raises `ValueError` for a name outside the site or taken.
        """
        self.add_bytes(name, content.encode("utf-8", errors="replace"), anew=anew)

    def add_bytes(self, name: str, data: Data, *, anew: bool = False) -> None:
        """As `add`, what is no text."""
        self._claim(name)
        if not anew and _stands(self.out, name, data, self.standing):
            self.kept.add(name)
        else:
            with open(self._place(name), "wb") as file:
                file.write(data)
        self.sizes[name] = len(data)

    def take_over(self, name: str) -> None:
        """A file of the site that stands, as it is. Raises `KeyError` where it is not there, `ValueError` as `add`."""
        size = self.standing[name][0]
        self._claim(name)
        self.kept.add(name)
        self.sizes[name] = size

    def written_elsewhere(self, sizes: Mapping[str, int], kept: Collection[str] = ()) -> None:
        """Files of which another process wrote into the same folder all that were not kept. Raises `ValueError` for a
        name that is taken."""
        if not self.sizes.keys().isdisjoint(sizes):
            raise ValueError(f"two pages of one name: {sorted(self.sizes.keys() & sizes.keys())[:3]}")
        self.sizes.update(sizes)
        self.kept.update(kept)

    def _claim(self, name: str) -> None:
        if name in self.sizes or name.startswith("/") or ".." in name.split("/") or name == PLAN:
            raise ValueError(f"not a free name inside the site: {name!r}")

    def _place(self, name: str) -> str:
        """Where a file goes, its folder made. As text: a path object for each of sixty thousand files takes seconds."""
        above = name.rpartition("/")[0]
        if above not in self._made:
            (self.building / above).mkdir(parents=True, exist_ok=True)
            self._made.add(above)
        return f"{self.building}/{name}"

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put what is new in the old one's place, or leave the old one as it was."""
        if kind is not None:
            shutil.rmtree(self.building, ignore_errors=True)
            return
        gone = self.standing.keys() - self.sizes.keys()
        changes = len(self.sizes) - len(self.kept) + len(gone)
        try:
            if changes * FEW <= len(self.standing):
                commit(self.building, _ready(self.out), gone)
            else:
                self._complete()
                files.disk.settle(self.building)
                self._take_the_place()
        except OSError:
            shutil.rmtree(self.building, ignore_errors=True)
            raise
        carry_on(_ready(self.out), self.out, MARKER)
        shutil.rmtree(self.old, ignore_errors=True)

    def _complete(self) -> None:
        """What was kept, beside what is new."""
        for name in self.kept:
            standing, path = f"{self.out}/{name}", self._place(name)
            try:
                os.link(standing, path, follow_symlinks=False)
            except OSError:  # a disk without links
                shutil.copy2(standing, path, follow_symlinks=False)

    def _take_the_place(self) -> None:
        shutil.rmtree(self.old, ignore_errors=True)
        if not self.out.exists():
            self.building.rename(self.out)
        elif self._exchanged():
            self.building.rename(self.old)
        else:  # for a moment no site stands: __enter__ mends it where a crash hits that moment
            self.out.rename(self.old)
            self.building.rename(self.out)
        files.disk.fsync_folder(self.out.parent)

    def _exchanged(self) -> bool:
        try:
            files.disk.exchange(self.building, self.out)
        except OSError:  # this system has no such move
            return False
        return True
