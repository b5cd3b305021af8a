"""Joins many invented accounts at once, in bounded memory, and tells what it took.

The accounts come as a stream (bench/invented.py), spread over days as those of a long war are: a hundred incidents a
day, some 275 accounts, so that a million take ten years. Memory is that of all processes together, sampled; the bound
promised is 4 GB (docs/decisions/0039). How good the joins are is told beside it, on accounts nobody should mistake
for the field: they are invented.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cairn.match import AccountFacts
from cairn.match.bulk import Plan, join_in_bulk
from invented import PER_INCIDENT, World
from meter import Meter, scores

BOUND_MB = 4_096
PER_DAY = 95.0


def main() -> int:
    """Print how far it is, then one row as JSON; 1 where memory grew beyond its bound."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--accounts", type=int, default=1_000_000)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--per-day", type=float, default=PER_DAY, help="Incidents a day.")
    given = asked.parse_args()
    incidents = int(given.accounts / PER_INCIDENT)

    def accounts() -> Iterable[AccountFacts]:
        return (one for one, _ in World(1, per_day=given.per_day).accounts(incidents))

    with tempfile.TemporaryDirectory() as folder, Meter() as meter:
        bulk = join_in_bulk(accounts, Path(folder), Plan(workers=given.workers), meter.tell)
    gold = {one.account_id: i for one, i in World(1, per_day=given.per_day).accounts(incidents)}
    found = f"{len(set(bulk.incidents.values())):,} incidents, {len(bulk.overfull):,} blocks over-full, "
    meter.row("cairn, in bulk", len(bulk.incidents), found + scores(bulk.incidents, gold))
    return int(meter.peak_mb > BOUND_MB)


if __name__ == "__main__":
    sys.exit(main())
