"""Let the n-th touch of the disk fail, for many n, and see what the command says and what it leaves.

`python -m faults.nth FOLDER LAST STEP WHERE:ERROR ...`: a program of its own. `WHERE` is `database` or `files`, `ERROR`
`ENOSPC` (the disk stays full until the command has ended) or `EIO` (one call fails). One JSON line each.
"""

from __future__ import annotations

import errno
import json
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any

from .cases import reports
from .examine import at_rest
from .warm import in_a_child, open_here, warm

BEFORE, WITH = 4, 10
"""Reports in the workspace already, and after the command at test."""
VERIFIED = 5
"""Each so many-th case is verified as a whole at its end."""


def main(folder: Path, numbers: range, kinds: list[str]) -> None:
    """Every case in a copy of the same workspace."""
    warm("faults.settings")
    template, case = folder / "template", folder / "case"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "before.jsonl").write_bytes(reports(0, BEFORE))
    (folder / "new.jsonl").write_bytes(reports(0, WITH))
    shutil.rmtree(template, ignore_errors=True)
    told = in_a_child(lambda: begun(template, folder / "before.jsonl"))
    assert told == {"done": True}, told
    for kind in kinds:
        where, _, error = kind.partition(":")
        for n in numbers:
            shutil.rmtree(case, ignore_errors=True)
            shutil.copytree(template, case)
            found = in_a_child(partial(failing, case, folder / "new.jsonl", where, n, error))
            sys.stdout.write(json.dumps(found | {"n": n, "kind": kind}) + "\n")
            if found.get("hit") == 0:
                break  # the command needs no more touches than that


def begun(template: Path, file: Path) -> dict[str, Any]:
    """A workspace with something in it."""
    cairn = open_here(template / "ws", template / "key")
    for command in (["init", template / "ws"], ["run", file, "--no-preview"]):
        answer = cairn(*command)
        assert answer["exit_code"] == 0, answer
    close()
    return {"done": True}


def failing(case: Path, file: Path, where: str, n: int, error: str) -> dict[str, Any]:
    """The command with the fault, the look at what it left, the same command again, and the whole check."""
    from cairn.shell.store import files

    from . import dbapi
    from .platter import Notes
    from .watched import Gate, NthFails, WatchedDisk, WatchedVFS

    notes = Notes(case)
    fault = NthFails(n, getattr(errno, error), stays=error == "ENOSPC")
    gates = {"database": Gate(), "files": Gate(), where: fault}
    files.disk = WatchedDisk(notes, gates["files"])
    vfs = WatchedVFS(notes, gates["database"])
    dbapi.VFS = vfs.vfs_name
    cairn = open_here(case / "ws", case / "key")
    first = cairn("run", file, "--no-preview")
    fault.n, fault.stays = 0, False
    close()
    left = at_rest(case / "ws", {"acts": []})
    there = len(rows())
    second = cairn("run", file, "--no-preview")
    close()
    checked = cairn("verify")
    return {
        "hit": fault.hit,
        "exit": first["exit_code"],
        "code": first.get("error", {}).get("code", ""),
        "integrity": left["integrity"],
        "missing": left["missing"],
        "there": there,
        "again": second.get("error", second["exit_code"]),
        "all": len(rows()),
        "unread": sum(not read_by for read_by in rows()),
        "clean": checked.get("clean", False),
        "findings": checked.get("findings", checked) if n % VERIFIED == 0 else "not asked",
    }


def rows() -> list[str]:
    """Who read each report that stands in the records."""
    from cairn.shell.records.models import ReportRow

    return list(ReportRow.objects.values_list("read_by", flat=True))


def close() -> None:
    """As at the end of a process."""
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    main(Path(sys.argv[1]), range(1, int(sys.argv[2]) + 1, int(sys.argv[3])), sys.argv[4:])
