"""The files of a release, read and held against its checksums: nothing here needs a database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cairn.archive import sha256_hex
from cairn.publish.releases.files import SIGNATURE, SUMS


def names_in(folder: Path) -> list[str]:
    """Every file of a folder by name, in order."""
    found = []
    for above, _, names in os.walk(folder):
        found += [(Path(above) / name).relative_to(folder).as_posix() for name in names]
    return sorted(found)


def read(folder: Path) -> dict[str, bytes]:
    """All files of a release."""
    return {name: (folder / name).read_bytes() for name in names_in(folder)}


def faults(folder: Path, digest: str) -> Iterator[str]:
    """What of a folder is not as the log's digest of its checksums says, in words."""
    try:
        sums = (folder / SUMS).read_bytes()
        there = set(names_in(folder))
    except OSError as e:
        yield f"{SUMS} cannot be read: {e.strerror}"
        return
    if sha256_hex(sums) != digest:
        yield f"{SUMS} is not the one that the log commits to"
        return
    told = {line[66:]: line[:64] for line in sums.decode().splitlines()}
    for name, wanted in told.items():
        if name not in there:
            yield f"{name} is missing"
        elif sha256_hex((folder / name).read_bytes()) != wanted:
            yield f"{name} was changed"
    for name in sorted(there - {*told, SUMS, SIGNATURE}):
        yield f"{name} is no part of it"


def has_sums(folder: Path, digest: str) -> bool:
    """Whether its list of checksums is the one that the log commits to; the files are not looked at."""
    try:
        return sha256_hex((folder / SUMS).read_bytes()) == digest
    except OSError:
        return False


def is_sound(folder: Path, digest: str) -> bool:
    """Whether a folder is as the log says."""
    return next(faults(folder, digest), None) is None
