"""Reads texts that nobody wrote: broken captures, endless words, lists without end; none may stop or hold up a reader.

`make fuzz` reads 50,000 of them, from a seed, and prints the slowest by their size; 1 where one raised, or took over
a second of processor for 100 kB. Texts under 10 kB count as 10 kB: what a reading costs at all is told by the
benchmark. Some two dozen are long: above the size that is read whole, a text is read in part.
"""

from __future__ import annotations

import argparse
import gc
import sys
import traceback
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import process_time

from cairn.extract.read import extract
from cairn.places.gazetteer import Gazetteer, shipped
from cairn.sources.report import Report

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from fuzzed import texts

FLOOR = 10_000
"""Bytes; a shorter text is held to what this many may take."""
ALLOWED = 1.0
"""Seconds of processor for 100,000 bytes."""
PUBLISHED = date(2024, 3, 5)


@dataclass(frozen=True)
class Slow:
    """How long one text took."""

    rate: float  # seconds for 100 kB
    seconds: float
    size: int
    n: int
    kind: str
    begins: str


def read_all(n: int, seed: int, places: Gazetteer | None) -> tuple[list[Slow], int]:
    """What each text took, slowest first, and how many raised."""
    took, raised = [], 0
    for _, text in texts(50, seed + 1):  # tables are built at their first use
        extract(Report(id="ready", text=text), places, published=PUBLISHED)
    gc.freeze()  # what is built once is looked through once
    for at, (kind, text) in enumerate(texts(n, seed)):
        size = len(text.encode("utf-8", "surrogatepass"))
        try:
            seconds = _seconds(text, places)
            if (
                seconds / max(size, FLOOR) * 100_000 > ALLOWED
            ):  # a collection of garbage may fall into any reading
                seconds = min(seconds, _seconds(text, places))
        except Exception:  # noqa: BLE001 - whatever it is, it is the finding
            raised, seconds = raised + 1, 0.0
            print(f"text {at} of seed {seed} ({kind}) raised:\n{traceback.format_exc(limit=-3)}")
        took.append(Slow(seconds / max(size, FLOOR) * 100_000, seconds, size, at, kind, text[:60]))
        if (at + 1) % 5_000 == 0:
            print(f"{at + 1} read", file=sys.stderr)
    return sorted(took, key=lambda slow: -slow.rate), raised


def _seconds(text: str, places: Gazetteer | None) -> float:
    began = process_time()
    extract(Report(id="x", text=text), places, published=PUBLISHED)
    return process_time() - began


def main() -> int:
    """Print the slowest texts and how many raised."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--texts", type=int, default=50_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    took, raised = read_all(given.texts, given.seed, shipped())
    over = [slow for slow in took if slow.rate > ALLOWED]
    print(
        f"{len(took):,} texts, {sum(s.size for s in took) / 1e6:.0f} MB, {sum(s.seconds for s in took):.0f} CPU s"
    )
    print(
        f"raised: {raised}; over {ALLOWED:.0f} s for 100 kB: {len(over)}; longest: {max(s.seconds for s in took):.2f} s"
    )
    print("slowest: s/100 kB, s, bytes, text, kind, begins")
    for slow in took[:20]:
        print(
            f"{slow.rate:8.2f} {slow.seconds:6.2f} {slow.size:9,} {slow.n:6} {slow.kind:10} {slow.begins!r}"
        )
    return 1 if raised or over else 0


if __name__ == "__main__":
    sys.exit(main())
