"""The public site of an invented record, written whole, written again, and after one incident changed.

Beside it as many bare files of as many bytes are written and settled on the same disk: what no program can save. Every
figure is of a process of its own. The whole site is written twice and every file compared; the site with one changed
incident is compared with that site written afresh.

    python bench/site_build.py [--incidents 1000] [--folder /tmp] [--page docs/bench.md]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from cairn.publish.rows.record import Record
from cairn.shell.site.render import write_site
from cairn.shell.store import files
from invented_site import CLAIMS, invented_record
from meter import Meter
from page import put_part, table

FRONT, LARGEST_LIST = 300_000, 300_000
ABOVE = """{0:,} invented incidents with {1:,} claims. Read the CPU seconds: other work makes the clock run longer.
`make bench-site` makes this part anew."""
HEAD = ("", "seconds", "CPU s", "peak MB", "files", "MB", "")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--incidents", type=int, default=1_000)
    asked.add_argument("--folder", type=Path, default=None, help="where to write; default a temporary folder")
    asked.add_argument("--page", type=Path, help="put the table into this page")
    asked.add_argument("--step", default="", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.step:
        print(json.dumps(STEPS[told.step](told.incidents, told.folder)))
        return 0
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        return _all(told.incidents, Path(folder), told.page)


def _all(incidents: int, folder: Path, page: Path | None) -> int:
    print(f"{incidents:,} incidents, {incidents * CLAIMS:,} claims, {os.cpu_count()} cores", flush=True)
    done = {step: _measured(step, incidents, folder) for step in STEPS}
    rows = [
        (
            name,
            f"{d['seconds']:.1f}",
            f"{d['cpu']:.1f}",
            f"{d['peak_mb']:,.0f}",
            f"{d['files']:,}",
            f"{d['bytes'] / 1e6:,.1f}",
            d.get("told", ""),
        )
        for name, d in done.items()
    ]
    print(table(HEAD, rows))
    if page:
        put_part(page, "Writing a site", ABOVE.format(incidents, incidents * CLAIMS), table(HEAD, rows))
    whole, again = _sums(folder / "whole"), _sums(folder / "again")
    changed, afresh = _sums(folder / "changed"), _sums(folder / "afresh")
    large = {n: s for n, s in _sizes(folder / "whole").items() if n.endswith(".html")}
    front = max(large["en/index.html"], large["ar/index.html"])
    longest = max(large, key=lambda n: large[n])
    other = sum(whole.get(n) != s for n, s in changed.items())
    print(f"front page {front / 1000:.0f} kB; largest page {longest} {large[longest] / 1000:.0f} kB")
    print(f"written twice: {'the same bytes' if whole == again else 'OTHER BYTES'}")
    print(f"one incident changed: {other:,} files differ from before;", end=" ")
    print("the same bytes as written afresh" if changed == afresh else "OTHER BYTES than written afresh")
    wrong = whole != again or changed != afresh or front > FRONT or large[longest] > LARGEST_LIST
    return int(wrong)


def _measured(step: str, incidents: int, folder: Path) -> dict[str, Any]:
    command = [
        sys.executable,
        __file__,
        "--incidents",
        str(incidents),
        "--folder",
        str(folder),
        "--step",
        step,
    ]
    with Meter() as meter:  # from outside: it sees every process of the step
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return {**json.loads(done.stdout.splitlines()[-1]), "peak_mb": meter.peak_mb}


def _bare(incidents: int, folder: Path) -> dict[str, Any]:
    """As many files, of the same names and sizes, with no thought in them."""
    sizes, out = _sizes(folder / "whole"), folder / "bare"
    began, spent = perf_counter(), _cpu()
    made: set[Path] = set()
    for name, size in sizes.items():
        path = out / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(b"x" * size)
    files.disk.settle(out)
    row = _row(began, spent, len(sizes), sum(sizes.values()), "one process, and the disk told to hold it")
    shutil.rmtree(out)
    return row


def _site(name: str, change: bool, told: str, upon: str = "") -> Callable[[int, Path], dict[str, Any]]:
    def step(incidents: int, folder: Path) -> dict[str, Any]:
        record, out = invented_record(incidents), folder / name
        if change:
            record = changed(record)
        if upon:
            shutil.copytree(folder / upon, out)  # copies keep the times of files
            files.disk.settle(out)  # or the site's own writing waits for the copy to reach the disk
        began, spent = perf_counter(), _cpu()
        done = write_site(record, out, preview=False)
        return _row(began, spent, done.files, done.bytes, told)

    return step


def changed(record: Record) -> Record:
    """The record after an act on one incident: another figure and another summary, a minute later."""
    rows: list[Any] = list(record.incidents)
    at = "2039-11-22T20:01:00Z"
    n = len(rows) // 2
    rows[n] = {
        **rows[n],
        "summary_en": "Another summary.",
        "injured_max": 12,
        "last_changed": at,
        "version": 2,
    }
    return replace(record, incidents=rows, generated_at=at)


def _row(began: float, spent: float, count: int, size: int, told: str) -> dict[str, Any]:
    took = {"seconds": perf_counter() - began, "cpu": _cpu() - spent}
    return {**took, "files": count, "bytes": size, "told": told}


def _cpu() -> float:
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _sizes(site: Path) -> dict[str, int]:
    return {str(p.relative_to(site)): p.stat().st_size for p in sorted(site.rglob("*")) if p.is_file()}


def _sums(site: Path) -> dict[str, str]:
    return {name: hashlib.sha256((site / name).read_bytes()).hexdigest() for name in _sizes(site)}


STEPS: dict[str, Callable[[int, Path], dict[str, Any]]] = {
    "whole": _site("whole", False, "nothing there before"),
    "again": _site("again", False, "the same, elsewhere"),
    "changed": _site("changed", True, "one incident changed, upon the site that stands", "whole"),
    "afresh": _site("afresh", True, "the same, nothing there before"),
    "bare files": _bare,
}

if __name__ == "__main__":
    sys.exit(main())
