"""Joins accounts one at a time to many standing incidents, on one core, and tells how long each took.

The accounts are invented (bench/invented.py): those of the standing incidents go in first, all at once, then the
next ones by the day they came in. Nothing is skipped: each is read into its blocks, compared, grouped, named and
told with its reasons.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from time import process_time

from cairn.match import AccountFacts
from cairn.match.background import background
from cairn.match.facts import prepared
from cairn.match.joiner import Joiner
from cairn.match.load import loaded
from invented import PER_INCIDENT, World
from meter import Meter


def main() -> int:
    """Print a row for the load and one for the stream, as JSON: the time of an account is of one processor."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--incidents", type=int, default=57_000, help="Of the world; the joiner makes fewer of them."
    )
    asked.add_argument("--accounts", type=int, default=3_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    more = 1.2 * given.accounts / PER_INCIDENT
    stream = [one for one, _ in World(given.seed).arriving(given.incidents + int(more))]
    before, after = stream[: -given.accounts], stream[-given.accounts :]
    with tempfile.TemporaryDirectory() as folder, Meter() as load:
        joiner = loaded(before, background(map(prepared, before)), Path(folder))
    standing = f"{len(joiner.groups):,} incidents"
    load.row("cairn, standing incidents loaded", len(before), standing)
    with Meter() as meter:
        told = _joined(joiner, after)
    meter.row(f"cairn, one by one against {standing}", len(after), told)
    return 0


def _joined(joiner: Joiner, accounts: list[AccountFacts]) -> str:
    took = []
    for one in accounts:
        spent = process_time()
        joiner.add(one)
        took.append(process_time() - spent)
    took.sort()
    at = {share: 1000 * took[int(share * (len(took) - 1))] for share in (0.5, 0.95, 0.99, 1.0)}
    return (
        f"{60 * len(took) / sum(took):,.0f} accounts/CPU min; ms of processor an account: p50 {at[0.5]:.1f}, "
        f"p95 {at[0.95]:.1f}, p99 {at[0.99]:.1f}, slowest {at[1.0]:.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
