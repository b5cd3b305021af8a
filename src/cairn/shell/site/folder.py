"""A folder of files written beside its place and put there in one move, so no reader meets half a site.

A page that the new site does not hold is gone with the old folder. A folder that no site stands in is
never replaced. Its pages are on the disk before it takes its place: a site that stands is whole, also after a crash
or a power cut in the middle of writing it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from cairn.errors import WorkspaceFault
from cairn.shell.store import files, lock

MARKER = "cairn-site.json"
"""The file by which a folder is known to be a site of ours."""


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


class SiteFolder:
    """A context manager: files are added while it is open and stand at `out` once it has closed well."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.building = out.with_name(f".{out.name}.building")
        self.old = out.with_name(f".{out.name}.old")
        self.sizes: dict[str, int] = {}
        self._made: set[str] = set()

    def __enter__(self) -> SiteFolder:
        """Raises `WorkspaceFault` where `out` holds something that is not a site."""
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
        return self

    @property
    def bytes(self) -> int:
        """Of all files together."""
        return sum(self.sizes.values())

    @property
    def largest(self) -> int:
        """Bytes of the largest page."""
        return max((n for name, n in self.sizes.items() if name.endswith(".html")), default=0)

    def add(self, name: str, content: str) -> None:
        """One file, named from the site's root. Raises `ValueError` for a name outside it or taken."""
        path = self._place(name)
        data = content.encode("utf-8", errors="replace")
        with open(path, "wb") as file:
            file.write(data)
        self.sizes[name] = len(data)

    def take_over(self, name: str) -> None:
        """A file of the site that stands, as it is. Raises `OSError` where it is not there, `ValueError` as `add`."""
        standing, path = f"{self.out}/{name}", self._place(name)
        try:
            os.link(standing, path, follow_symlinks=False)
        except OSError:  # a disk without links
            shutil.copy2(standing, path, follow_symlinks=False)
        self.sizes[name] = os.lstat(path).st_size

    def written_elsewhere(self, sizes: Mapping[str, int]) -> None:
        """Files that another process put into the same folder. Raises `ValueError` for a name that is taken."""
        if not self.sizes.keys().isdisjoint(sizes):
            raise ValueError(f"two pages of one name: {sorted(self.sizes.keys() & sizes.keys())[:3]}")
        self.sizes.update(sizes)

    def _place(self, name: str) -> str:
        """Where a file goes, its folder made. As text: a path object for each of sixty thousand files takes seconds."""
        if name in self.sizes or name.startswith("/") or ".." in name.split("/"):
            raise ValueError(f"not a free name inside the site: {name!r}")
        above = name.rpartition("/")[0]
        if above not in self._made:
            (self.building / above).mkdir(parents=True, exist_ok=True)
            self._made.add(above)
        return f"{self.building}/{name}"

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the new folder in the old one's place, or leave the old one as it was."""
        if kind is not None:
            shutil.rmtree(self.building, ignore_errors=True)
            return
        try:
            files.disk.settle(self.building)
            self._take_the_place()
        except OSError:
            shutil.rmtree(self.building, ignore_errors=True)
            raise
        shutil.rmtree(self.old, ignore_errors=True)

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
