"""Joins a million invented accounts at once, on two cores and in bounded memory, and prints what it took.

Memory is that of all processes together, sampled; the bound promised is 4 GB (docs/decisions/0039). How good the
joins are is told beside it, on accounts nobody should mistake for the field: they are invented.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from cairn.match import AccountFacts
from cairn.match.bulk import Plan, join_in_bulk
from cairn.shell.evaluate.score import bcubed, pairwise
from invented import PER_INCIDENT, World

BOUND_MB = 4_096


def main() -> int:
    """Print seconds, accounts a minute, the peak of memory and F1; 1 where memory grew beyond its bound."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--accounts", type=int, default=1_000_000)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument(
        "--per-day", type=float, default=95.0, help="Incidents a day: 1,000,000 accounts in ten years."
    )
    given = asked.parse_args()
    incidents = int(given.accounts / PER_INCIDENT)

    def accounts() -> Iterable[AccountFacts]:
        return (one for one, _ in World(1, per_day=given.per_day).accounts(incidents))

    began, meter = perf_counter(), Meter()
    with tempfile.TemporaryDirectory() as folder, meter:
        bulk = join_in_bulk(accounts, Path(folder), Plan(workers=given.workers), meter.tell)
    took, n = perf_counter() - began, len(bulk.incidents)
    print(
        f"{n:,} accounts in {len(set(bulk.incidents.values())):,} incidents: {took:,.0f} s, {60 * n / took:,.0f} "
        f"accounts/min; peak of all processes {meter.peak_mb:,.0f} MB; over-full blocks {len(bulk.overfull):,}"
    )
    gold = {one.account_id: i for one, i in World(1, per_day=given.per_day).accounts(incidents)}
    mine = {key: bulk.incidents.get(key) or f"alone:{key}" for key in gold}
    items, pairs = bcubed(mine, gold), pairwise(mine, gold)
    print(
        f"B-cubed F1 {items.f1:.3f}, pairwise P {pairs.precision:.3f} R {pairs.recall:.3f} F1 {pairs.f1:.3f}"
    )
    return int(meter.peak_mb > BOUND_MB)


class Meter:
    """The memory of this process and all it started, at its highest. Pages they share count once (PSS)."""

    def __init__(self) -> None:
        self.peak_mb, self._over, self._began = 0.0, Event(), perf_counter()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Meter:
        self._thread.start()
        return self

    def tell(self, how_far: str) -> None:
        """Prints how far the work is, with the time so far."""
        print(f"{perf_counter() - self._began:7,.0f} s  {how_far}; {self.peak_mb:,.0f} MB", flush=True)

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(1.0):
            self.peak_mb = max(self.peak_mb, sum(map(_held_mb, _family(os.getpid()))))


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


if __name__ == "__main__":
    sys.exit(main())
