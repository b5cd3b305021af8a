"""Play a day's commands on watched files and write down everything that reached the disk: a program of its own.

`python -m faults.play FOLDER` leaves `FOLDER/notes.pickle`: the events, and after each command what it acknowledged.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Play, with workspace and key below `FOLDER/disk`."""
    root = folder / "disk"
    root.mkdir(parents=True)
    os.environ.update(CAIRN_WORKSPACE=str(root / "ws"), CAIRN_KEY=str(root / "key"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "faults.settings"

    from cairn.shell.store import files

    from . import dbapi
    from .cases import a_day
    from .platter import Notes
    from .watched import Gate, WatchedDisk, WatchedVFS

    notes, gate = Notes(root), Gate()
    files.disk = WatchedDisk(notes, gate)
    vfs = WatchedVFS(notes, gate)
    dbapi.VFS = vfs.vfs_name
    for n, command in enumerate(a_day(folder / "in")):
        run(command, root / "ws")
        notes.acknowledged({"commands": n + 1, "acts": acts()})
        if n % 2:
            close()
    (folder / "notes.pickle").write_bytes(pickle.dumps(notes.events))


def run(command: list[str], ws: Path) -> None:
    """One command, which must succeed."""
    from click.testing import CliRunner

    from cairn.shell.cli import main as cairn

    told = CliRunner().invoke(cairn, [*command, *([str(ws)] if command == ["init"] else []), "--json"])
    if told.exit_code:
        raise SystemExit(f"{command}: {told.output}{told.exception!r}")
    json.loads(told.stdout)


def acts() -> list[str]:
    """The hashes of all acts, in order."""
    from cairn.shell.records.models import Act

    return list(Act.objects.filter(seq__isnull=False).order_by("seq").values_list("sha256", flat=True))


def close() -> None:
    """As at the end of a process."""
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
