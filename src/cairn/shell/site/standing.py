"""What stands from the last writing of a site: which files may be taken over instead of drawn again.

The marker of a site holds a digest of what the files of each incident were made of. A file is taken over where that
digest is the same, the program and all it ships are the same, and nobody has touched the file since.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import django

import cairn

from .folder import MARKER, SiteFolder

_OURS = frozenset({".py", ".toml", ".html", ".css", ".js", ".json", ".csv", ".gz", ".txt"})


@cache
def program() -> str:
    """A digest of everything that ships and may be seen in a page: code, templates, labels, borders, towns."""
    made = hashlib.blake2b(digest_size=16)
    made.update(f"{platform.python_version()} {django.get_version()}".encode())
    root = Path(cairn.__file__).parent
    for path in sorted(p for p in root.rglob("*") if p.suffix in _OURS and p.is_file()):
        made.update(f"\n{path.relative_to(root).as_posix()}\n".encode())
        made.update(path.read_bytes())
    return made.hexdigest()


class Drawn(NamedTuple):
    """One group of files: the digest of what they were made of, their names, what was told of them to other pages."""

    key: str
    files: tuple[str, ...]
    told: Any = None


class Standing:
    """The site that stands where a folder is going, as it was last written, if `key` says that it was made by the same
    means."""

    def __init__(self, folder: SiteFolder, key: str) -> None:
        self._files = folder.standing
        self._digests, self._groups = _read(folder.out / MARKER, key)
        self._written = self._files.get(MARKER, (0, 0))[1]

    def __bool__(self) -> bool:
        return bool(self._digests)

    def holds(self, slug: str, digest: str, names: Sequence[str]) -> bool:
        """Whether these files were made of what has this digest, and stand as they were written."""
        return self._digests.get(slug) == digest and all(map(self.is_as_written, names))

    def group(self, name: str, key: str) -> Drawn | None:
        """The files of a group where they were made of what has this digest, and stand as they were written."""
        held = self._groups.get(name)
        return held if held and held.key == key and all(map(self.is_as_written, held.files)) else None

    def is_as_written(self, name: str) -> bool:
        """Whether this file stands, and nobody touched it since."""
        size, at = self._files.get(name, (-1, 0))
        return size >= 0 and at <= self._written


def _read(marker: Path, key: str) -> tuple[Mapping[str, str], Mapping[str, Drawn]]:
    """The digests by slug, and the groups by name."""
    try:
        told = json.loads(marker.read_bytes())
        drawn = told["drawn"]
        if drawn["by"] != key:
            return {}, {}
        digests = {str(slug): str(digest) for slug, digest in drawn["incidents"].items()}
        groups = {
            name: Drawn(str(made_of), tuple(map(str, files)), said)
            for name, (made_of, files, said) in drawn["groups"].items()
        }
        names = [file for group in groups.values() for file in group.files]
        return (digests, groups) if len(names) == len(set(names)) else ({}, {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}  # no marker, one of an earlier version, or one that somebody changed
