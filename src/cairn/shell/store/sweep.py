"""Clear away what a crash left: files under passing names, and objects whose rows were never committed.

What enters: the folder of a workspace, and a way to ask which objects some row names. A writer at work holds the
objects' lock from its first byte to its commit; the sweeper takes it alone or does nothing. It looks only where
a note says that a writer did not come to its end (`Objects.keeping`), never through all objects: an object that no
note names stays, whatever the rows say, because a lost or older database must not cost the bytes as well.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from . import files, lock
from .objects import Objects

Named = Callable[[Collection[str]], set[str]]
"""Which of these objects some row names."""
AN_HOUR = 3600.0
"""Seconds. Beside the records others may be writing who hold no lock of ours, such as an export; none takes so long."""
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class Swept:
    """What was cleared away: files that never got their name, and objects that nobody was told of."""

    passing: int = 0
    orphans: int = 0


def sweep(root: Path, named: Named) -> Swept:
    """Clear away the leavings of crashes; nothing where a writer is at work, nothing where there are none.

    Raises `WorkspaceFault` where the disk refuses.
    """
    swept = Swept()
    try:
        _sweep_objects(root, named, swept)
        _sweep_log(root / "log", swept)
    except OSError as e:
        raise files.fault(e, e.filename or root) from e
    return swept


def _sweep_objects(root: Path, named: Named, swept: Swept) -> None:
    objects = Objects(root / "objects")
    if not objects.root.is_dir():
        return
    with lock.held(objects.lock) as alone:
        if not alone:
            return
        swept.passing += _clear(_passing(objects.notes))
        swept.passing += _clear(
            path for path in _passing(root) if path.stat().st_mtime < time.time() - AN_HOUR
        )
        for note in sorted(objects.notes.glob("[0-9a-f]*")):
            _sweep_noted(objects, _NAME.findall(note.read_text("ascii", errors="replace")), named, swept)
            files.disk.unlink(note)


def _sweep_noted(objects: Objects, noted: Collection[str], named: Named, swept: Swept) -> None:
    """Whoever wrote these was never told that they are kept. Those that rows name were committed: they stay."""
    places = {sha: objects.path(sha) for sha in noted}
    swept.passing += _clear(p for folder in {p.parent for p in places.values()} for p in _passing(folder))
    kept = named(noted)
    swept.orphans += _clear(place for sha, place in places.items() if sha not in kept and place.exists())


def _sweep_log(folder: Path, swept: Swept) -> None:
    if not folder.is_dir():
        return
    with lock.held(folder / ".lock") as alone:
        if alone:
            swept.passing += _clear([p for p in folder.rglob(f"{files.PASSING}*") if p.is_file()])


def _passing(folder: Path) -> Iterable[Path]:
    return [path for path in folder.glob(f"{files.PASSING}*") if path.is_file()]


def _clear(paths: Iterable[Path]) -> int:
    gone = 0
    for path in paths:
        files.disk.unlink(path)
        gone += 1
    return gone
