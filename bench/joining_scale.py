"""How joining scales: one account at a time, many at once, and beside Splink; one table of it all.

`make bench-joining` runs it. Every measurement is a process of its own with its workers. As given it ends within twenty
minutes on two free cores; `--million` adds a million accounts, most of an hour. All accounts are invented.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from page import put_part, table
from scale_splink import SIDES

HERE = Path(__file__).resolve().parent
HEAD = ("", "accounts", "seconds", "CPU s", "accounts/CPU s", "peak MB", "")
ABOVE = """All accounts are invented. In bulk they are of 95 incidents a day, some 275 accounts, so that a million
take ten years; beside Splink of 14 a day. Splink is given the same features as columns, worked out before its clock
runs, and learns its weights by itself; ours runs from the accounts on. "Same day and place" and "each alone" are plain
rules beside both. `make bench-joining` makes this part anew; `make bench` leaves it out."""
TITLE = "Joining at scale"


def main() -> int:
    """Print the table, and put it into the page; 1 where a measurement failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--bulk", type=int, nargs="*", default=[50_000, 100_000], help="Accounts joined at once."
    )
    asked.add_argument(
        "--beside", type=int, default=100_000, help="Accounts joined beside Splink; 0 for none."
    )
    asked.add_argument(
        "--standing", type=int, default=57_000, help="Incidents that the stream meets; 0 for none."
    )
    asked.add_argument("--stream", type=int, default=3_000, help="Accounts joined one by one.")
    asked.add_argument("--million", action="store_true", help="Join a million at once as well.")
    asked.add_argument(
        "--page", type=Path, help="Put the table into this page, in the place of an earlier one."
    )
    given = asked.parse_args()
    sizes = [*given.bulk, 1_000_000] if given.million else given.bulk
    runs = [["joining_bulk.py", "--accounts", str(n)] for n in sizes]
    if given.beside:
        runs += [["scale_splink.py", "--accounts", str(given.beside), "--only", side] for side in SIDES]
    if given.standing:
        runs.append(
            ["joining_stream.py", "--incidents", str(given.standing), "--accounts", str(given.stream)]
        )
    rows = [row for run in runs for row in _measured(run)]
    told = f"{_machine()}.\n\n{table(HEAD, [_cells(row) for row in rows])}"
    print(told)
    if given.page:
        put_part(given.page, TITLE, ABOVE, told)
    return int(any(not row["accounts"] for row in rows))


def _machine() -> str:
    """When and on what it ran, and how busy that was."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [x.partition(":")[2].strip() for x in lines if x.startswith("model name")]
    load = f", load {os.getloadavg()[0]:.1f} when it ended" if hasattr(os, "getloadavg") else ""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}; {models[0] if models else platform.machine()}, {os.cpu_count()} cores{load}; "
        f"Python {platform.python_version()}, {', '.join(map(_versioned, ('duckdb', 'splink')))}"
    )


def _versioned(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} not installed"


def _measured(run: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows that one script prints; how far it is goes to the terminal."""
    print(" ".join(run), file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, *run], cwd=HERE, stdout=subprocess.PIPE, text=True, check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    yield from rows
    if done.returncode:
        yield {"name": " ".join(run), "accounts": 0, "seconds": 0, "cpu": 0, "peak_mb": 0, "told": "FAILED"}


def _cells(row: dict[str, Any]) -> Sequence[object]:
    rate = f"{row['accounts'] / row['cpu']:,.0f}" if row["cpu"] > 0.1 else ""
    figures = (f"{row[key]:,.0f}" for key in ("accounts", "seconds", "cpu", "peak_mb"))
    accounts, seconds, cpu, peak = figures
    return row["name"], accounts, seconds, cpu, rate, peak, row["told"]


if __name__ == "__main__":
    sys.exit(main())
