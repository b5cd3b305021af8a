"""Switch the power on again after each cut, and look at what is left: a program of its own.

`python -m faults.examine FOLDER CUT:KIND ...` reads `FOLDER/notes.pickle`, and for each cut lays out the disk, opens
it with the usual SQLite, looks for what was acknowledged, runs the interrupted command again, and verifies. One JSON
line each. `KIND` is `worst`, `all`, or a number that seeds what is left.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from cairn.archive import sha256_hex

from .cases import a_day
from .platter import Event, Platter, always, laid_out, never, now_and_then
from .warm import in_a_child, open_here, warm

CHANCES = {"worst": never, "all": always}
LOOK = "SELECT sha256 FROM records_act WHERE seq IS NOT NULL ORDER BY seq"
NAMED = (
    "SELECT sha256 FROM records_capture UNION SELECT text_sha256 FROM records_reportrow "
    "UNION SELECT json_extract(row, '$.text_sha256') FROM records_reportversion"
)


def main(folder: Path, cuts: list[str], *, whole: bool) -> None:
    """All cuts; with `whole` the commands too, each in a child of this process."""
    events = noted(folder)
    days = a_day(folder / "in")
    if whole:
        warm()
    for cut in cuts:
        at, _, kind = cut.partition(":")
        disk = Platter(events, int(at))
        place = folder / "after"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        laid_out(disk.files(CHANCES[kind] if kind in CHANCES else now_and_then(int(kind))), place)
        told = disk.told[-1] if disk.told else {"commands": 0, "acts": []}
        found = {"cut": cut, "told": len(told["acts"]), **at_rest(place / "ws", told)}
        if whole and not found["lost"]:
            found |= in_a_child(partial(again, place, days, told))
        sys.stdout.write(json.dumps(found) + "\n")


def noted(folder: Path) -> list[Event]:
    """What `play` wrote down."""
    return pickle.loads((folder / "notes.pickle").read_bytes())  # noqa: S301  (our own, of a moment ago)


def at_rest(ws: Path, told: dict[str, Any]) -> dict[str, Any]:
    """What stands in the records as they are found: how many acknowledged acts are lost, which objects are missing."""
    records = ws / "records.sqlite3"
    if not records.exists():
        return {"lost": len(told["acts"]), "integrity": "ok", "missing": 0, "acts": 0}
    with closing(sqlite3.connect(records)) as database:
        integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        ready = "records_reportversion" in tables
        acts = [sha for (sha,) in database.execute(LOOK)] if ready else []
        named = [sha for (sha,) in database.execute(NAMED)] if ready else []
    missing = sum(not _is_whole(ws, sha) for sha in named)
    lost = sum(told["acts"][n : n + 1] != acts[n : n + 1] for n in range(len(told["acts"])))
    return {"lost": lost, "integrity": integrity, "missing": missing, "acts": len(acts)}


def _is_whole(ws: Path, sha: str) -> bool:
    path = ws / "objects" / "sha256" / sha[:2] / sha[2:4] / sha
    return path.exists() and sha256_hex(path.read_bytes()) == sha


def again(place: Path, days: list[list[str]], told: dict[str, Any]) -> dict[str, Any]:
    """The interrupted command, as the person at the keyboard would run it again; then the whole check."""
    cairn = open_here(place / "ws", place / "key")
    command = days[min(told["commands"], len(days) - 1)]
    first = cairn(*command, *([place / "ws"] if command == ["init"] else []))
    checked = cairn("verify")
    return {
        "again": first.get("error", {}).get("code", "ok"),
        "command": command[0],
        "clean": checked.get("clean", False),
        "findings": [f.get("code") for f in checked.get("findings", ())],
        "notes": checked.get("error", {}),
    }


if __name__ == "__main__":
    os.environ.pop("CAIRN_WORKSPACE", None)
    main(Path(sys.argv[1]), sys.argv[3:], whole=sys.argv[2] == "whole")
