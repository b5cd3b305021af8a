"""`cairn publish` end to end on a large workspace: out of the database, through the allow-list, onto the disk.

The invented demo case is played once by its acts; then its rows are copied in bulk under other ids, incidents with their
reports, claims, grades, releases and judgements, as often as is asked for. The copies are in no seal and no log: what
proves the record is not measured here, only what reads it. Copies share their texts, which therefore come from few
objects. Each step is a process of its own, and the record is told apart from the writing of pages.

    python bench/publish_big.py [--copies 60] [--folder /tmp] [--page docs/bench.md]
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from meter import Meter
from page import put_part, table

COPIED = (
    "reportrow", "accountrow", "readingrow", "claimrow", "incident", "code", "incidentprojection", "assignmentrow",
    "assessment", "attribution", "release", "judgement",
)  # fmt: skip
NUMBERED = {"claimrow": "pk_id", "assignmentrow": "id", "assessment": "id", "attribution": "id", "release": "id",
            "judgement": "id"}  # fmt: skip
"""Tables whose rows are numbered, by the column of the number; all others go by an id that is made anew."""
ABOVE = "The demo case, its rows copied under other ids. `make bench-site` makes this part anew."
HEAD = ("", "seconds", "CPU s", "peak MB", "")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--copies", type=int, default=60, help="how often the case stands there; 16 incidents each"
    )
    asked.add_argument("--folder", type=Path, default=None, help="where to write; default a temporary folder")
    asked.add_argument("--page", type=Path, help="put the table into this page")
    asked.add_argument("--step", default="", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.step:
        print(json.dumps(STEPS[told.step](told.folder, told.copies)))
        return 0
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        done = {step: _measured(step, Path(folder), told.copies) for step in STEPS}
    rows = [
        (name, f"{d['seconds']:.1f}", f"{d['cpu']:.1f}", f"{d['peak_mb']:,.0f}", d["told"])
        for name, d in done.items()
    ]
    print(table(HEAD, rows))
    if told.page:
        put_part(told.page, "Publishing out of the database", ABOVE, table(HEAD, rows))
    return 0


def _measured(step: str, folder: Path, copies: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--folder", str(folder), "--copies", str(copies), "--step", step]
    with Meter() as meter:  # from outside: it sees every process of the step
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    print(f"{step} is done", file=sys.stderr, flush=True)
    return {**json.loads(done.stdout.splitlines()[-1]), "peak_mb": meter.peak_mb}


def _fill(folder: Path, copies: int) -> dict[str, Any]:
    from cairn.shell.demo import build_demo

    began, spent = perf_counter(), _cpu()
    root = folder / "big"
    build_demo(root, lambda *told: None)
    for site in ("site", "preview"):
        shutil.rmtree(root / site)
    base = sqlite3.connect(root / "records.sqlite3")
    base.execute("PRAGMA foreign_keys = OFF")
    _copy_all(base, copies)
    count = "SELECT count(*) FROM records_{}"
    numbers = [
        base.execute(count.format(t)).fetchone()[0] for t in ("incident", "release", "reportrow", "claimrow")
    ]
    base.commit()
    base.close()
    return _row(began, spent, "{:,} incidents, {:,} released, {:,} reports, {:,} claims".format(*numbers))


def _copy_all(base: sqlite3.Connection, copies: int) -> None:
    held: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
    for name in COPIED:
        asked = base.execute(f"SELECT * FROM records_{name}")  # noqa: S608 - names of ours
        held[name] = [column[0] for column in asked.description], asked.fetchall()
    columns, rows = held["incident"]
    incidents = [str(row[columns.index("id")]) for row in rows]
    for n in range(1, copies):
        other = _renaming(incidents, n)
        for name, (columns, rows) in held.items():
            own = NUMBERED.get(name)
            made = [_copied(dict(zip(columns, row, strict=True)), name, own, n, other) for row in rows]
            marks = ", ".join("?" * len(columns))
            base.executemany(f"INSERT INTO records_{name} VALUES ({marks})", made)  # noqa: S608


def _renaming(incidents: list[str], n: int) -> Callable[[str], str]:
    """Every id of an incident or a report in a text, as it is in the n-th copy."""
    new = {key: uuid.uuid5(uuid.UUID(key), str(n)) for key in incidents}
    names = {str(uuid.UUID(key)): str(value) for key, value in new.items()}
    names |= {key: value.hex for key, value in new.items()}
    found = re.compile("|".join(names) + r"|\bdemo-(?=\d{3})")
    return lambda text: found.sub(lambda m: names.get(m.group(), f"copy{n}-"), text)


def _copied(
    row: dict[str, Any], table: str, own: str | None, n: int, other: Callable[[str], str]
) -> tuple[Any, ...]:
    made = {key: other(value) if isinstance(value, str) else value for key, value in row.items()}
    step = n * 100_000
    if own:
        made[own] = row[own] + step
    if table == "code":
        made["code"] = f"{row['code']}-{n}"
    if "assessment_id" in made:
        made["assessment_id"] = row["assessment_id"] + step
    if made.get("undoes_id"):
        made["undoes_id"] = row["undoes_id"] + step
    return tuple(made.values())


def _publish(told: str, change: bool = False) -> Callable[[Path, int], dict[str, Any]]:
    def step(folder: Path, copies: int) -> dict[str, Any]:
        from cairn.shell.workspace import open_workspace

        ws = open_workspace(folder / "big")
        from cairn.shell.export import record
        from cairn.shell.site import refresh

        if change:
            _let_out_anew()
        began, spent = perf_counter(), _cpu()
        read: list[float] = []
        real = record.site_record

        def reading(*args: Any, **how: Any) -> Any:
            found = real(*args, **how)
            read.append(_cpu() - spent)
            return found

        vars(refresh)["site_record"] = reading  # the clock is read between the two halves
        done, _ = refresh.write(ws, None, preview=False)
        return _row(
            began, spent, f"{told}: {done.files:,} files; the record out of the database {read[0]:.1f} CPU s"
        )

    return step


def _let_out_anew() -> None:
    """One incident is set once more by one person and let out by another."""
    from cairn.shell.acts.release import release
    from cairn.shell.acts.set_assessment import Decision, set_assessment
    from cairn.shell.records.models import Release

    last = Release.objects.filter(live=True).select_related("assessment", "proposer", "approver").latest("id")
    incident = str(last.assessment.incident_id)
    words = Decision(
        incident=incident, person=last.proposer.name, why="seen again", fields={"killed_max": 99}, grades={},
        statuses={}, summary_en="Other words.", summary_ar="كلمات أخرى.", roles={},
    )  # fmt: skip
    set_assessment(words)
    release(incident, who=last.approver.name, why="seen by two")


def _row(began: float, spent: float, told: str) -> dict[str, Any]:
    return {"seconds": perf_counter() - began, "cpu": _cpu() - spent, "told": told}


def _cpu() -> float:
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


STEPS: dict[str, Callable[[Path, int], dict[str, Any]]] = {
    "filled": _fill,
    "whole": _publish("nothing there before"),
    "unchanged": _publish("upon the site that stands"),
    "one changed": _publish("one incident set and released anew", change=True),
}

if __name__ == "__main__":
    sys.exit(main())
