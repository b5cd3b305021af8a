"""A few files of a site that stands, changed where they are: written down first, so that a crash is carried on from.

The new files wait on the disk beside the site, with a list of those to take away. One move says that all of them are
there; from then on each goes to its place, and whoever opens the site next after a crash finishes it. Every file is the
old one or the new one, and never half of one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from cairn.shell.store import files

PLAN = ".changes.json"
"""What is to be taken away; it stands among the waiting files."""
Listing = Mapping[str, tuple[int, int]]
"""Name from the site's root -> bytes and moment of the last writing in ns; bytes are -1 for what is no plain file."""


def listing(site: Path) -> dict[str, tuple[int, int]]:
    """Every file that stands below a folder; links are not followed: what they lead to is not ours."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [("", str(site))]
    while waiting:
        above, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{above}{entry.name}/", entry.path))
                    continue
                told = entry.stat(follow_symlinks=False)
                plain = S_ISREG(told.st_mode)
                found[above + entry.name] = (told.st_size if plain else -1, told.st_mtime_ns)
    return found


def commit(building: Path, ready: Path, gone: Iterable[str]) -> None:
    """All that changes is on the disk, and known to be whole, when this returns. Raises `OSError`."""
    (building / PLAN).write_text(json.dumps(sorted(gone)), "utf-8")
    files.disk.settle(building)
    files.disk.replace(building, ready)
    files.disk.fsync_folder(ready.parent)


def carry_on(ready: Path, out: Path, last: str) -> bool:
    """Put what was committed into its place, what is withdrawn first and the file `last` last; whether there was any.

    It may be broken off at any point and begun again. Raises `OSError`.
    """
    if not ready.exists():
        return False
    if (ready / PLAN).is_file():  # else all of it was done, and only the clearing up was broken off
        _take_away(out, json.loads((ready / PLAN).read_text("utf-8")))
        made: set[str] = set()
        for name in sorted(_waiting(ready), key=lambda n: (n == last, n)):
            above = name.rpartition("/")[0]
            if above not in made:
                (out / above).mkdir(parents=True, exist_ok=True)
                made.add(above)
            files.disk.replace(ready / name, out / name)
        files.disk.settle(out)
    shutil.rmtree(ready)
    files.disk.fsync_folder(out.parent)
    return True


def _waiting(ready: Path) -> Iterator[str]:
    return (name for name in listing(ready) if name != PLAN)


def _take_away(out: Path, gone: Iterable[str]) -> None:
    """The files, and the folders that are empty without them."""
    folders: set[Path] = set()
    for name in gone:
        path = out / name
        files.disk.unlink(path)
        folders.add(path.parent)
    for folder in sorted(folders, key=lambda f: -len(f.parts)):
        with suppress(OSError):  # something else stands in it
            while folder != out:
                folder.rmdir()
                folder = folder.parent
