"""Reads 200,000 posts in one process and tells its memory on the way: it must not grow with what was read.

The posts are those of the reports beside this project, over and over, each time with words in them that were never
seen before, as names and misspellings are: whatever is kept per word or per text would show.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from time import process_time

from cairn.extract.read import extract
from cairn.places.gazetteer import shipped
from cairn.sources.report import Report
from fresh import memory
from reading import POSTS
from run import DATA

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
TELLS = 20
"""So often is memory told."""


def main() -> int:
    """Print posts read, megabytes held and posts a second; 1 where there are none, or memory grew in the last half."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reports", type=Path, default=DATA / "reports.jsonl")
    asked.add_argument("--posts", type=int, default=200_000)
    given = asked.parse_args()
    if not given.reports.exists():
        print(f"{given.reports.name} is not there: give --reports FILE", file=sys.stderr)
        return 1
    rows = [json.loads(line) for line in given.reports.read_text("utf-8").splitlines()]
    posts = [row["text"] for row in rows if row.get("platform") in POSTS]
    del rows
    r = random.Random(1)  # noqa: S311 - to be repeated, not to be secret
    places, began, held = shipped(), process_time(), []
    for n in range(1, given.posts + 1):
        extract(Report(id=str(n), text=_with_new_words(r, posts[n % len(posts)])), places, published=None)
        if n % max(1, given.posts // TELLS) == 0:
            held.append(memory("VmRSS"))
            print(
                f"{n:9,} posts {held[-1]:7.0f} MB {n / (process_time() - began):7.0f} posts/CPU s", flush=True
            )
    grown = held[-1] - held[len(held) // 2 - 1]
    print(f"grown in the last half: {grown:.0f} MB; peak {memory('VmHWM'):.0f} MB")
    return 1 if grown > 0.1 * held[-1] else 0


def _with_new_words(r: random.Random, text: str) -> str:
    """The text with two words in it that nobody has written."""
    words = text.split(" ")
    for _ in range(2):
        words.insert(r.randrange(len(words) + 1), "".join(r.choices(LETTERS, k=8)))
    return " ".join(words)


if __name__ == "__main__":
    sys.exit(main())
