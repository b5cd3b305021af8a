"""One measurement in a process of its own, so that no stage pays for the memory or the caches of another.

As a script it runs one task, `fresh.py MODULE TASK FOLDER`, and prints its figures as JSON; `measured` starts
it. Seconds are those of the work alone, not of reading its input; memory is the peak of the process, and what
stood before the work began.
"""

from __future__ import annotations

import gc
import importlib
import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

HERE = Path(__file__).resolve().parent
NOT_INSTALLED = "not installed"


@dataclass(frozen=True)
class Task:
    """Work to time on `n` things; `told` says how good its answer is, `keep` names the file to keep it in, or
    what `part` takes of it."""

    work: Callable[[], Any]
    n: int
    keep: str = ""
    part: Callable[[Any], Any] = lambda answer: answer
    told: Callable[[Any], Mapping[str, object]] = lambda _: {}


@dataclass(frozen=True)
class Figures:
    """What one task took: seconds by the clock, and of processors, all threads together. `peak_mb` is of the
    whole process, `before_mb` what it held before the work."""

    seconds: float = 0.0
    cpu: float = 0.0
    n: int = 0
    peak_mb: float = 0.0
    before_mb: float = 0.0
    told: Mapping[str, object] = field(default_factory=dict)
    absent: str = ""


def measured(module: str, task: str, folder: Path, rounds: int = 1) -> Figures:
    """The figures of the fastest of `rounds` fresh processes; `absent` where a package is not installed."""
    command = [sys.executable, str(HERE / "fresh.py"), module, task, str(folder)]
    found = []
    for _ in range(rounds):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["failed"]
            return Figures(absent=lines[-1][:120])
        found.append(Figures(**json.loads(done.stdout.splitlines()[-1])))
        if found[-1].absent:
            break
    return min(found, key=lambda f: f.cpu)


def kept(folder: Path, name: str) -> Any:
    """What an earlier task kept."""
    return pickle.loads((folder / name).read_bytes())  # noqa: S301 - our own file of a moment ago


def _run(module: str, task: str, folder: Path) -> Figures:
    try:
        made: Task = getattr(importlib.import_module(module), task)(folder)
    except ModuleNotFoundError as e:
        return Figures(absent=NOT_INSTALLED if not (e.name or "").startswith("cairn") else str(e))
    gc.collect()
    _forget_peak()
    before = memory("VmRSS")
    began, spent = perf_counter(), process_time()
    answer = made.work()
    seconds, cpu = perf_counter() - began, process_time() - spent
    peak = memory("VmHWM")
    if made.keep:
        (folder / made.keep).write_bytes(pickle.dumps(made.part(answer)))
    return Figures(seconds, cpu, made.n, peak, before, dict(made.told(answer)))


def _forget_peak() -> None:
    """Let the peak count from here on, where the kernel allows it; else it is that of the whole process."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return


def memory(what: str) -> float:
    """Megabytes by the kernel's own count; 0 where it keeps none."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(what + ":")), 0.0)


if __name__ == "__main__":
    print(json.dumps(asdict(_run(sys.argv[1], sys.argv[2], Path(sys.argv[3])))))
