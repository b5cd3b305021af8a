"""What joining took, of all processes together: the clock, processors, and memory at its highest."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from threading import Event, Thread
from time import perf_counter

from cairn.shell.evaluate.score import bcubed, pairwise


class Meter:
    """Runs while it is entered; what was started must have ended when it is left.

    Pages that processes share count once (PSS).
    """

    def __init__(self) -> None:
        self.seconds, self.cpu, self.peak_mb, self._over = 0.0, 0.0, 0.0, Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Meter:
        self._began, self._spent = perf_counter(), _cpu()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds, self.cpu = perf_counter() - self._began, _cpu() - self._spent
        self._over.set()
        self._thread.join()

    def tell(self, how_far: str) -> None:
        """Prints how far the work is, with the time so far."""
        print(
            f"{perf_counter() - self._began:7,.0f} s  {how_far}; {self.peak_mb:,.0f} MB",
            file=sys.stderr,
            flush=True,
        )

    def row(self, name: str, accounts: int, told: str) -> None:
        """Prints one row of the table, as JSON."""
        row = {
            "name": name,
            "accounts": accounts,
            "seconds": self.seconds,
            "cpu": self.cpu,
            "peak_mb": self.peak_mb,
        }
        print(json.dumps(row | {"told": told}), flush=True)

    def _watch(self) -> None:
        while not self._over.wait(1.0):
            self.peak_mb = max(self.peak_mb, sum(map(_held_mb, _family(os.getpid()))))


def scores(found: Mapping[str, str], gold: Mapping[str, str]) -> str:
    """How right the groups are; an account in none stands alone."""
    mine = {key: found.get(key) or f"alone:{key}" for key in gold}
    items, pairs = bcubed(mine, gold), pairwise(mine, gold)
    return (
        f"pairwise F1 {pairs.f1:.3f}, B-cubed P {items.precision:.3f} R {items.recall:.3f} F1 {items.f1:.3f}"
    )


def _cpu() -> float:
    mine, theirs = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _held_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
