"""Where files lie: in a folder, in a ZIP, beneath an address. A name enters, bytes leave."""

from __future__ import annotations

import weakref
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from cairn.errors import FileRefused
from cairn.sources import packed

from .content import LARGEST
from .fetch import CHUNK, fetched

LIMITS = packed.Limits(members=500_000, one=LARGEST, all=2 * LARGEST)
"""What a ZIP of a site or a release may hold."""


class Source(Protocol):
    """A place with files. `told` is how a person called it."""

    @property
    def told(self) -> str:
        """How a person called it."""

    def read(self, name: str, most: int) -> Iterator[bytes]:
        """The bytes of a file by its plain name. Raises `FileNotFoundError`, `FileRefused`, `NotAllowed`."""

    def below(self, folder: str) -> Source:
        """The same place from one of its folders on."""

    def names(self) -> list[str] | None:
        """Every file by name; None where nobody can list them."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on the disk."""

    told: str
    top: Path

    def read(self, name: str, most: int) -> Iterator[bytes]:
        """As `Source.read`; what is no file, such as a pipe, is not there."""
        path = self.top / name
        if not path.is_file():
            raise FileNotFoundError(name)
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except OSError as e:
            raise _unread(name, str(e.strerror)) from e

    def below(self, folder: str) -> Folder:
        """As `Source.below`."""
        return Folder(self.told, self.top / folder)

    def names(self) -> list[str]:
        """As `Source.names`."""
        found = (path.relative_to(self.top).as_posix() for path in self.top.rglob("*") if path.is_file())
        return sorted(found)


class Zipped:
    """A ZIP, judged before anything of it is unpacked (`sources/packed.py`); it is never unpacked to the disk."""

    def __init__(self, told: str, path: Path) -> None:
        """Raises `FileRefused` (zip-unreadable, zip-leads-out, zip-bomb, zip-locked)."""
        self.told = told
        try:
            file = path.open("rb")
        except OSError as e:
            raise _unread(told, str(e.strerror)) from e
        weakref.finalize(self, file.close)
        try:
            self._zip = packed.opened(told, file, LIMITS)
        except FileRefused:
            file.close()
            raise
        self.members = {m.filename: m for m in self._zip.infolist() if not m.is_dir()}
        if len(self.members) != sum(not m.is_dir() for m in self._zip.infolist()):
            raise _unread(told, "it holds two files of one name")

    def bytes_of(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of one member, no more than it said. Raises `FileRefused` (zip-unreadable)."""
        return packed.unpacked(self.told, self._zip, member)


@dataclass(frozen=True, slots=True)
class InZip:
    """A folder within a ZIP; `top` is empty or ends in a slash."""

    packed: Zipped
    top: str = ""

    @property
    def told(self) -> str:
        """As `Source.told`."""
        return self.packed.told

    def read(self, name: str, most: int) -> Iterator[bytes]:
        """As `Source.read`."""
        member = self.packed.members.get(self.top + name)
        if member is None:
            raise FileNotFoundError(name)
        yield self.packed.bytes_of(member)

    def below(self, folder: str) -> InZip:
        """As `Source.below`."""
        return InZip(self.packed, f"{self.top}{folder}/")

    def names(self) -> list[str]:
        """As `Source.names`."""
        return sorted(n.removeprefix(self.top) for n in self.packed.members if n.startswith(self.top))


@dataclass(frozen=True, slots=True)
class Address:
    """A folder on the web; `base` ends in a slash."""

    told: str
    base: str

    def read(self, name: str, most: int) -> Iterator[bytes]:
        """As `Source.read`: one request, each time."""
        return fetched(self.base + quote(name), most)

    def below(self, folder: str) -> Address:
        """As `Source.below`."""
        return Address(self.told, f"{self.base}{quote(folder)}/")

    def names(self) -> None:
        """As `Source.names`: nobody lists what lies on a web server."""


def _unread(name: str, why: str) -> FileRefused:
    return FileRefused(
        "opened-unreadable",
        f"{name} cannot be read: {why}",
        field="file",
        value=name,
        remedy="Copy or download it again, whole.",
    )
