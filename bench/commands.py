"""The command line in a workspace of its own: what a team waits for, each command a process, all cores used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

STEPS = (
    ("add", "add: rows, objects"),
    ("run --no-preview", "run: read, match, project"),
    ("run", "run: preview pages"),
    ("run ", "run: nothing new"),
    ("tally", "tally"),
    ("export claims --out claims.jsonl", "export claims"),
    ("publish", "publish: nothing released"),
    ("verify", "verify"),
)


@dataclass(frozen=True)
class Ran:
    """One command: seconds by the clock, seconds of processors, and the peak of its largest process in MB.
    `absent` where there is no such command."""

    name: str
    seconds: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0
    absent: str = ""


def run_all(folder: Path) -> list[Ran]:
    """Every step in order on the reports of `folder`, in a new workspace there."""
    cairn = Path(sys.executable).with_name("cairn")
    workspace = folder / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    env = {**os.environ, "CAIRN_KEY": str(folder / "key"), "CAIRN_WORKSPACE": str(workspace)}
    known = subprocess.run([cairn, "--help"], capture_output=True, text=True, check=False, env=env).stdout
    _timed([cairn, "init", str(workspace)], folder, env, "init")
    found = []
    for step, name in STEPS:
        words = step.split()
        if f"  {words[0]} " not in known:
            found.append(Ran(name, absent="not built yet"))
            continue
        reports = [str(folder / "reports.jsonl")] if words == ["add"] else []
        found.append(_timed([cairn, *words, *reports], folder, env, name))
    return found


def _timed(command: list[object], folder: Path, env: dict[str, str], name: str) -> Ran:
    began = perf_counter()
    with (folder / "said.txt").open("w") as said:
        started = subprocess.Popen([str(c) for c in command], stdout=said, stderr=said, env=env, cwd=folder)
        _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - began
    if started.returncode not in (0, 1):
        return Ran(name, absent=f"exit {started.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Ran(name, seconds, cpu, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2))


if __name__ == "__main__":
    print(json.dumps([vars(r) for r in run_all(Path(sys.argv[1]))]))
