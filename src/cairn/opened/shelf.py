"""The files of one published record, each held against SHA256SUMS before it is read; what differs is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, NoReturn

from cairn.errors import FileRefused

from .content import LARGEST, SMALL, Content, kept
from .sources import Source

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^\r\n]+)")
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\:]")


class Shelf:
    """The files. `data` stands before the name of a table's file: a release keeps its tables in `data/`."""

    def __init__(self, source: Source, data: str) -> None:
        """Raises `FileRefused` (opened-incomplete, opened-unreadable) where there are no checksums."""
        self.source, self.data = source, data
        self.sums = self.unlisted(SUMS)
        self.listed = _listed(self.sums, source.told)
        self._read: dict[str, Content] = {}

    def file(self, name: str, most: int = LARGEST) -> Content:
        """A file as it was published. Raises `FileRefused` (opened-incomplete, checksum-differs)."""
        if name not in self._read:
            wanted = self.listed.get(name)
            if wanted is None:
                raise incomplete(name, "its checksum is not listed", self.source.told)
            self._read[name] = self._checked(name, wanted, most)
        return self._read[name]

    def holds(self, name: str) -> None:
        """Nothing, where a file is as it was published; it is not kept. Raises as `file`."""
        self._checked(name, self.listed[name], LARGEST)

    def unlisted(self, name: str) -> bytes:
        """A small file that no checksum is listed of. Raises `FileRefused` (opened-incomplete)."""
        try:
            return bytes(kept(name, self.source.read(name, SMALL), SMALL)[0])
        except FileNotFoundError as e:
            raise incomplete(name, "it is not there", self.source.told) from e

    def json(self, name: str) -> Any:
        """A small file as the value it holds. Raises `FileRefused` (opened-unreadable) too."""
        return parsed(bytes(self.file(name, SMALL)), name)

    def _checked(self, name: str, wanted: str, most: int) -> Content:
        try:
            content, digest = kept(name, self.source.read(name, most), most)
        except FileNotFoundError as e:
            raise incomplete(name, "it is not there", self.source.told) from e
        if digest != wanted:
            raise FileRefused(
                "checksum-differs",
                f"{name} is not as it was published: its SHA-256 is {digest}, and {SUMS} says {wanted}",
                field="file",
                value=name,
                remedy="Use nothing of it. If the site was published anew just now, open it again; else download "
                "it again from where it was published, and tell its publisher if it still differs.",
            )
        return content


def parsed(content: bytes, name: str) -> Any:
    """The value of a JSON text. Raises `FileRefused` (opened-unreadable)."""
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as e:
        raise unreadable(name, f"{type(e).__name__}: {e}") from e


def unreadable(name: str, why: str) -> FileRefused:
    """The error that a file is not what it should be."""
    return FileRefused(
        "opened-unreadable",
        f"{name} cannot be read: {why}",
        field="file",
        value=name,
        remedy="Copy or download it again, whole. If it came so, tell its publisher.",
    )


def incomplete(name: str, why: str, place: str) -> FileRefused:
    """The error that a file is missing from what was published."""
    return FileRefused(
        "opened-incomplete",
        f"{place} lacks {name}: {why}",
        field="file",
        value=name,
        remedy="Open the whole site or release, its folder, ZIP or address, with SHA256SUMS and the folder data.",
    )


def _no_number(told: str) -> NoReturn:
    raise ValueError(f"{told} is no number")


def _listed(sums: bytes, place: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    try:
        told = sums.decode("utf-8").splitlines()
    except UnicodeDecodeError as e:
        raise unreadable(SUMS, str(e)) from e
    for n, line in enumerate(told, 1):
        match = _LINE.fullmatch(line)
        if match is None or not is_plain(match[2]) or match[2] in found:
            raise unreadable(f"{SUMS} of {place}", f"line {n} is no checksum of a file in it")
        found[match[2]] = match[1]
    return found


def is_plain(name: str) -> bool:
    """Whether a name stays within its folder, however it is read."""
    parts = PurePosixPath(name).parts
    return (
        not _UNFIT.search(name) and not name.startswith("/") and ".." not in parts and name == "/".join(parts)
    )
