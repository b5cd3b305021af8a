"""What stands from the last writing of a site: which files may be taken over instead of drawn again.

The marker of a site holds a digest of what the files of each incident were made of. A file is taken over where that
digest is the same, the program and all it ships are the same, and nobody has touched the file since.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from stat import S_ISREG

import django

import cairn

from .folder import MARKER

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


class Standing:
    """The site at `out` as it was last written, if `key` says that it was made by the same means."""

    def __init__(self, out: Path, key: str) -> None:
        self._out = out
        self._digests, self._written = _read(out / MARKER, key)

    def __bool__(self) -> bool:
        return bool(self._digests)

    def holds(self, slug: str, digest: str, names: Sequence[str]) -> bool:
        """Whether these files were made of what has this digest, and stand as they were written."""
        if self._digests.get(slug) != digest:
            return False
        try:
            return all(self._is_as_written(name) for name in names)
        except OSError:
            return False

    def _is_as_written(self, name: str) -> bool:
        found = os.lstat(f"{self._out}/{name}")
        return S_ISREG(found.st_mode) and found.st_mtime_ns <= self._written


def _read(marker: Path, key: str) -> tuple[Mapping[str, str], int]:
    """The digests by slug, and when the marker, which is the last file of a site, was written."""
    try:
        told = json.loads(marker.read_bytes())
        drawn = told["drawn"]
        same = drawn["by"] == key
        digests = {str(slug): str(digest) for slug, digest in drawn["incidents"].items()}
        return (digests, marker.lstat().st_mtime_ns) if same else ({}, 0)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, 0  # no marker, one of an earlier version, or one that somebody changed
