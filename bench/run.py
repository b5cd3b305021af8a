"""Times the stages, the commands and the peers on one file of reports, and writes what came out as a page.

`make bench` runs it on the reports beside this project, where they are present; `--reports FILE` takes your own.
Every figure is taken in a process of its own. Seconds say something only of this machine: so each peer stands
beside ours on the same texts in the same run, as a ratio, and each stage as so many passes of one plain regular
expression over the same texts. A peer that is not installed is named and the table goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import commands
from fresh import Figures, measured
from page import as_page, table
from plan import BY_CLOCK, CONTESTS, PART_OF_ANOTHER, PEERS, STAGES

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared/data/reports"
ANSWERS = ("incident_ids", "conflict", "published_from")
ROUNDS = 3
SLOW = 5.0
"""Seconds from which a peer is run once."""


def main() -> int:
    """Print the tables, write the page; 1 where there are no reports to time."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reports", type=Path, default=DATA / "reports.jsonl")
    asked.add_argument("--truth", type=Path, default=DATA / "incidents.jsonl")
    asked.add_argument("--page", type=Path, help="Write the tables as Markdown to this file.")
    given = asked.parse_args()
    if not given.reports.exists():
        print(f"{given.reports.name} is not there: give --reports FILE", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        texts = prepare(folder, given.reports, given.truth)
        parts = [("machine", machine(texts)), stages(folder, texts)]
        parts += contests(folder)
        parts.append(command_lines(folder, texts))
    if given.page:
        given.page.write_text(as_page(parts), "utf-8")
        print(f"wrote {given.page.name}")
    return 0


def prepare(folder: Path, reports: Path, truth: Path) -> int:
    """The reports without their answers, and the answers apart from them; how many reports there are."""
    rows = [json.loads(line) for line in reports.read_text("utf-8").splitlines() if line.strip()]
    blind = "".join(json.dumps({k: v for k, v in r.items() if k not in ANSWERS}) + "\n" for r in rows)
    (folder / "reports.jsonl").write_text(blind, "utf-8")
    answers = {str(r["id"]): r["incident_ids"] for r in rows if r.get("incident_ids")}
    if answers:
        (folder / "answers.json").write_text(json.dumps(answers), "utf-8")
    if truth.exists():
        (folder / "incidents.jsonl").write_bytes(truth.read_bytes())
    return len(rows)


def machine(texts: int) -> str:
    """What it ran on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = [
            x.partition(":")[2].strip() for x in info.read_text().splitlines() if x.startswith("model name")
        ]
        model = named[0] if named else model
    load = f", load {os.getloadavg()[0]:.1f} when it began" if hasattr(os, "getloadavg") else ""
    told = (
        f"{datetime.now(UTC):%Y-%m-%d}; {model}, {os.cpu_count()} cores; {platform.system()}, Python "
        f"{platform.python_version()}; {texts:,} reports{load}.\nPeers: {', '.join(map(_versioned, PEERS))}."
    )
    print(told)
    return told


def stages(folder: Path, texts: int) -> tuple[str, str]:
    """The stages of the core on one core, in order; each keeps what the next one needs."""
    found = {task: measured("stages", task, folder) for task, _ in STAGES}
    naive = measured("peers", "naive_pass", folder, ROUNDS)
    total = sum(f.cpu for task, f in found.items() if task != PART_OF_ANOTHER)
    rows: list[Sequence[object]] = []
    for task, name in STAGES:
        f = found[task]
        share = "within extract" if task == PART_OF_ANOTHER else f"{f.cpu / total:.1%}"
        passes = f"{f.cpu / (naive.cpu or 1):.1f}"
        told = f.absent or _told(f.told)
        rows.append(
            (
                name,
                f"{f.cpu:.2f}",
                _rate(texts, f),
                share,
                passes,
                f"{f.peak_mb:.0f}",
                f"{f.before_mb:.0f}",
                told,
            )
        )
    rows.append(
        ("one plain regular expression", f"{naive.cpu:.3f}", _rate(texts, naive), "", "1.0", "", "", "")
    )
    head = ("stage", "CPU s", "reports/CPU s", "share", "plain passes", "peak MB", "before MB", "")
    return _shown("stages of the core, one core", head, rows)


def contests(folder: Path) -> list[tuple[str, str]]:
    """Ours beside each peer, the fastest of three runs; slow ones run once."""
    found = []
    for module, title, unit, sides in CONTESTS:
        figures = [(name, _fairly(module, task, folder)) for name, task in sides]
        ours = figures[0][1]
        rows = [_side(name, f, ours, by_clock=title in BY_CLOCK) for name, f in figures]
        found.append(
            _shown(
                title,
                ("", f"{unit}/{'s' if title in BY_CLOCK else 'CPU s'}", "our speed to it", "peak MB", ""),
                rows,
            )
        )
    return found


def _fairly(module: str, task: str, folder: Path) -> Figures:
    first = measured(module, task, folder)
    if first.absent or first.cpu > SLOW:
        return first
    again = measured(module, task, folder, ROUNDS - 1)
    return min(first, again, key=lambda f: f.cpu)


def _side(name: str, f: Figures, ours: Figures, *, by_clock: bool) -> Sequence[object]:
    if f.absent:
        return (name, "", "", "", f.absent)
    took, our = (f.seconds, ours.seconds) if by_clock else (f.cpu, ours.cpu)
    times = took / f.n / (our / ours.n) if our else 0.0
    ratio = "" if f is ours else "< 0.01 x" if times < 0.01 else f"{times:.2g} x"
    return (name, f"{f.n / max(took, 1e-9):,.0f}", ratio, f"{f.peak_mb:.0f}", _told(f.told))


def command_lines(folder: Path, texts: int) -> tuple[str, str]:
    """The commands a team waits for."""
    rows = [
        (r.name, "", "", "", "", r.absent)
        if r.absent
        else (r.name, f"{r.seconds:.1f}", f"{r.cpu:.1f}", f"{texts / r.cpu:,.0f}", f"{r.peak_mb:.0f}", "")
        for r in commands.run_all(folder)
    ]
    head = ("command", "seconds", "CPU s", "reports/CPU s", "largest process, MB", "")
    return _shown("commands, all cores", head, rows)


def _shown(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> tuple[str, str]:
    told = table(head, rows)
    print(f"\n{title}\n{told}", flush=True)
    return title, told


def _told(told: Mapping[str, object]) -> str:
    return ", ".join(f"{k} {v:.2f}" if isinstance(v, float) else f"{k} {v}" for k, v in told.items())


def _rate(n: int, f: Figures) -> str:
    return "" if f.absent else f"{n / max(f.cpu, 1e-9):,.0f}"


def _versioned(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} (not installed)"


if __name__ == "__main__":
    sys.exit(main())
