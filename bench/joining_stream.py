"""Joins accounts one at a time to many standing incidents, on one core, and prints how long each took.

The accounts are invented (bench/invented.py): those of the standing incidents go in first, all at once, then the
next ones by the day they came in. Nothing is skipped: each is read into its blocks, compared, grouped, named and
told with its reasons.
"""

from __future__ import annotations

import argparse
import sys
from time import perf_counter, process_time

from cairn.match.background import background
from cairn.match.facts import prepared
from cairn.match.joiner import Joiner
from fresh import memory
from invented import PER_INCIDENT, World


def main() -> int:
    """Print accounts a minute, the middle and the slowest twentieth in milliseconds, and the peak of memory."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--incidents", type=int, default=50_000)
    asked.add_argument("--accounts", type=int, default=5_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    more = 1.2 * given.accounts / PER_INCIDENT
    stream = [one for one, _ in World(given.seed).arriving(given.incidents + int(more))]
    before, after = stream[: -given.accounts], stream[-given.accounts :]
    began = perf_counter()
    joiner = Joiner(background(map(prepared, before)))
    joiner.take(before)
    print(
        f"standing: {len(before):,} accounts in {len(joiner.groups):,} incidents, "
        f"{perf_counter() - began:.0f} s to load, {memory('VmRSS'):.0f} MB",
        flush=True,
    )
    took, clock = [], []
    for one in after:
        began, spent = perf_counter(), process_time()
        joiner.add(one)
        took.append(process_time() - spent)
        clock.append(perf_counter() - began)
    for name, times in (("processor", took), ("clock", clock)):
        times.sort()
        at = {share: 1000 * times[int(share * (len(times) - 1))] for share in (0.5, 0.95, 0.99, 1.0)}
        print(
            f"{name:9}: {60 * len(times) / sum(times):8,.0f} accounts/min; ms an account: "
            f"p50 {at[0.5]:.1f}, p95 {at[0.95]:.1f}, p99 {at[0.99]:.1f}, slowest {at[1.0]:.0f}"
        )
    print(f"peak {memory('VmHWM'):.0f} MB; over-full blocks {len(joiner.overfull()):,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
