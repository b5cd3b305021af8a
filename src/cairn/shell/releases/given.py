"""A release as a person names it: a version of the workspace, a folder, or a ZIP file. It needs no database."""

from __future__ import annotations

import zipfile
from pathlib import Path

from cairn.errors import FileRefused
from cairn.publish.releases.files import Content, read_release

from .plain import read

LARGEST = 4 * 2**30
_NEEDED = ("release.json", "dictionary.json", "data/tallies.json")


def given(name: str, workspace: Path) -> Content:
    """The release. Raises `FileRefused` (release-unreadable)."""
    for there in (workspace / "releases" / name, Path(name)):
        if there.is_dir():
            return read_release(read(there), name)
    packed = Path(name)
    if not packed.is_file():
        raise _unreadable(name, "there is no such version, folder or file")
    try:
        with zipfile.ZipFile(packed) as archive:
            top = [n.removesuffix("release.json") for n in archive.namelist() if n.endswith("release.json")]
            if len(top) != 1:
                raise _unreadable(name, "it holds no release, or several")
            wanted = [i for i in archive.infolist() if _is_needed(i.filename.removeprefix(top[0]))]
            if sum(i.file_size for i in wanted) > LARGEST:
                raise _unreadable(name, "it is too large")
            return read_release({i.filename.removeprefix(top[0]): archive.read(i) for i in wanted}, name)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as e:
        raise _unreadable(name, str(e)) from e


def _is_needed(name: str) -> bool:
    return name in _NEEDED or (name.startswith("data/") and name.endswith(".jsonl"))


def _unreadable(name: str, why: str) -> FileRefused:
    return FileRefused(
        "release-unreadable",
        f"this is no release that can be read: {why}",
        field="release",
        value=name,
        remedy="Name a version, or the folder or the ZIP file of a release, as `cairn freeze` made it.",
    )
